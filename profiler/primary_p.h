#ifndef WEIR_PROFILER_PRIMARY_P_H
#define WEIR_PROFILER_PRIMARY_P_H

#include "profiler/samples_p.h"

/*
 * primary_p.h - by which time is a benchmark judged?
 *
 * CPU time where the work is CPU-bound: on a shared machine its spread is a
 * tenth of that of wall time, since waiting for a processor is not in it.
 * Wall time where the command itself waits (for a disk, a timer, another
 * process) or computes on several processors at once: there CPU time does
 * not see what the user waits for.
 */

enum pf_reason {
	PF_COMPUTES,            /* hardly any of the wall time is spent waiting */
	PF_IS_PREEMPTED,        /* the waiting is for a processor */
	PF_WAITS,
	PF_IS_PARALLEL          /* more CPU time than wall time */
};

struct pf_primary {
	enum pf_metric metric;  /* PF_CPU_TIME or PF_WALL_TIME */
	enum pf_reason reason;
	double computing;       /* CPU time / wall time, median of the runs */
};

/* From n > 0 runs of each side; wall time if either waits, so that a head that begins to wait is seen. */
struct pf_primary pf_choose_primary(const struct pf_sample *base, const struct pf_sample *head, size_t n);

#endif
