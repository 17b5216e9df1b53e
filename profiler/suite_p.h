#ifndef WEIR_PROFILER_SUITE_P_H
#define WEIR_PROFILER_SUITE_P_H

#include "core/run.h"
#include "profiler/primary_p.h"
#include "profiler/publish_p.h"

/*
 * suite_p.h - a command that is a suite of benchmarks: it measures them itself and prints their results
 * (weir/bench.h, a runner for Python, or any of formats.def), run in pairs as any other.
 *
 * The value of a benchmark in a run is the median that it printed for it; pairs of those are judged as verdict.h says.
 * The times of the command as a whole say nothing: a suite repeats what is fast
 * more often.  Judged is the CPU time of a benchmark that computes, else its wall time; the rest is told.
 */

struct pf_suite;

enum pf_side { PF_BASE, PF_HEAD, PF_SAME_A, PF_SAME_B, PF_SIDES };      /* PF_SAME_*: base against base */

/* part: of the measures' names, "bench.<part>.<benchmark>.<metric>". */
struct pf_suite *pf_suite_new(const char *part, size_t max_pairs);
void pf_suite_free(struct pf_suite *s);         /* accepts NULL */

/* The results in text are those of that side in pair `at` (from 0).  -1 with err naming who if they cannot be read. */
int pf_suite_take(struct pf_suite *s, enum pf_side side, size_t at, const char *text, size_t n, const char *who,
		  struct wr_err *err);

/* At the first look: what will be judged, and stays so.  primary is that of the command as a whole. */
void pf_suite_choose(struct pf_suite *s, const struct pf_primary *primary, bool unfit);
/* After n pairs, of them same_n of base with base: true while an answer is missing. */
bool pf_suite_look(struct pf_suite *s, size_t n, size_t same_n, double threshold);

/* Measures with base and change, a series "bench.<part>.<benchmark>.pairs" each, and notices. */
void pf_suite_publish_pairs(const struct pf_suite *s, size_t n, struct wr_run *run);
/* Measures of n runs of one side, PF_HEAD. */
void pf_suite_publish_runs(const struct pf_suite *s, size_t n, struct wr_run *run);

#endif
