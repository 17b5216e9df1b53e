#ifndef WEIR_LOADSIM_SEARCH_P_H
#define WEIR_LOADSIM_SEARCH_P_H

#include "loadsim/results_p.h"

/* search_p.h - what a search tried and what became of it. */

struct ls_trial {
	double x;               /* what was tried: a rate per second, a number of instances */
	double p50, p95, p99;   /* seconds; NaN = nothing was answered */
	double throughput, error_rate;
	bool held;
	char why[96];           /* why it did not hold */
};

struct ls_trials { struct ls_trial *items; size_t n, cap; };

/* From closed results. */
struct ls_trial ls_trial_of(double x, const struct ls_results *r);
/* Holds the thresholds on response times and error rates against r; the first that breaks goes to t->why. */
void ls_trial_judge(struct ls_trial *t, const struct ls_results *r, const struct ls_scenario *s);
/* Whether s has any such threshold. */
bool ls_trials_have_limits(const struct ls_scenario *s);

/* The trials by x, as lines of a series; get picks the value, NaN are left out. */
struct wr_line ls_trials_line(const struct ls_trials *t, const char *name, const char *unit,
			      double (*get)(const struct ls_trial *), struct wr_arena *arena);

#endif
