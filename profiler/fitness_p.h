#ifndef WEIR_PROFILER_FITNESS_P_H
#define WEIR_PROFILER_FITNESS_P_H

#include <stdbool.h>
#include "core/run.h"
#include "profiler/launcher_p.h"

/* fitness_p.h - may this benchmark be judged, and are its two sides the same work? */

/*
 * A build with a sanitizer or without optimisation (binary_p.h) is unfit to
 * be judged: measured, told, and neither passed nor failed.  One of which
 * only parts are not optimised is warned of, and fit.
 */
bool pf_is_unfit(const struct pf_job *job);
void pf_note_build(struct wr_run *run, const struct pf_job *job);       /* a warning, where there is something */

/* A warning where a run left processes behind. */
void pf_note_left_running(struct wr_run *run, const char *who, const struct pf_sample *samples, size_t n);

struct pf_outputs { unsigned long long base, head; };    /* checksums */

/* Notes that the two sides print different things, and so may do different
 * work; or, where base prints something else each time (base_again), that this cannot be told. */
void pf_note_outputs(struct wr_run *run, const char *name, const struct pf_outputs *o,
		     unsigned long long base_again);

#endif
