#ifndef WEIR_PROFILER_MACHINE_P_H
#define WEIR_PROFILER_MACHINE_P_H

#include "core/run.h"

/* machine_p.h - on what, and beside what, was it measured?  (Linux: /proc) */

/* Sets the run's machine, and notes the processor, their number and the tunables of the C library, once per run. */
void pf_note_machine(struct wr_run *run);

/* What went on beside a session. */
struct pf_surroundings {
	double started, pressure, stolen;       /* at the beginning: see machine.c */
	double load;                            /* average, when it began */
	double pressure_share, stolen_share;    /* of the session's time; NaN where not told */
};

struct pf_surroundings pf_surroundings_begin(void);
void pf_surroundings_end(struct pf_surroundings *s);
/* Measures "bench.<part>.": load_average; cpu_pressure, the share of the time in which some task was ready
 * to run and had no processor; cpu_steal, the share of the processors' time that the
 * hypervisor gave to others. */
void pf_publish_surroundings(struct wr_run *run, const char *part, const struct pf_surroundings *s);

/* Seconds: "some", total, in the text of /proc/pressure/cpu (Linux 4.20); NaN where that is not told. */
double pf_cpu_pressure_of(const char *text);
/* In the text of /proc/stat. */
double pf_stolen_ticks_of(const char *text);

#endif
