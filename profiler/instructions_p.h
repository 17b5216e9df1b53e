#ifndef WEIR_PROFILER_INSTRUCTIONS_P_H
#define WEIR_PROFILER_INSTRUCTIONS_P_H

#include "core/run.h"
#include "profiler/launcher_p.h"

/*
 * instructions_p.h - instructions counted by valgrind, where the processor's
 * counters are not to be had (most virtual machines).
 *
 * A count is exact to a few hundred where the program is: the environment is
 * the same each time, and PYTHONHASHSEED is 0 unless set.  It differs between processor models
 * all the same, since the C library chooses its functions by them.
 */

enum { PF_COUNTED_RUNS = 3 };   /* of each side: enough to see that counts repeat */

/*
 * Runs the job once below valgrind --tool=cachegrind --cache-sim=no, which
 * takes some ten times as long (the time limit is 20 times as long), its
 * children too, and sums what they executed.  -1 with err if valgrind is not installed
 * or the command fails.
 */
int pf_count_instructions(const struct pf_job *job, double *count, struct wr_err *err);

/* The count of a cachegrind output file; -1 if it has none. */
int pf_read_cachegrind(const char *text, double *count);

/* By what it was counted, on which processor, with which tunables of the C library. */
void pf_note_instructions(struct wr_run *run, const char *name, const char *counted_by);

#endif
