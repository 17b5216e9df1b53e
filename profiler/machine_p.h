#ifndef WEIR_PROFILER_MACHINE_P_H
#define WEIR_PROFILER_MACHINE_P_H

#include "core/buf.h"
#include "core/run.h"

/* machine_p.h - on what, and beside what, was it measured?  (Linux: /proc) */

/* "AMD EPYC 7B13"; "an unknown processor" where /proc/cpuinfo names none. Appended to out. */
void pf_machine_model(struct wr_buf *out);
/* The name in the text of /proc/cpuinfo. */
void pf_machine_model_of(const char *cpuinfo, struct wr_buf *out);

/* Notes the processor, its count and the load average, once per run. */
void pf_note_machine(struct wr_run *run);

/*
 * Seconds so far in which some task was ready to run and had no processor
 * (/proc/pressure/cpu, "some", total; Linux 4.20); NaN where that is not
 * told.  The difference over a session, by its length, is the share of time
 * in which this machine was overloaded.
 */
double pf_cpu_pressure(void);
double pf_cpu_pressure_of(const char *text);    /* the text of that file */

#endif
