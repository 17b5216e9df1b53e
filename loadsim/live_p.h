#ifndef WEIR_LOADSIM_LIVE_P_H
#define WEIR_LOADSIM_LIVE_P_H

#include "loadsim/client_p.h"

/* live_p.h - what all live runs begin and end with. */

/*
 * Target, timeout and seed for a run of `duration` seconds at `rate` per second at most, of which the options allow `limit` in
 * all.  -1 (WR_EUSAGE) if they do not.
 */
int ls_live_prepare(const struct ls_scenario *s, const struct ls_options *o, double duration, double rate,
		    struct wr_arena *arena, struct ls_client_options *out, struct wr_err *err);
double ls_live_limit(const struct ls_options *o);       /* seconds */
int ls_live_tries(const struct ls_options *o);
/* The highest rate of the schedule, per second; of users who do not think: infinity. */
double ls_live_peak(const struct ls_scenario *s);
/* s with the threads that o asks for. */
struct ls_scenario ls_live_scenario(const struct ls_scenario *s, const struct ls_options *o);

/* -1 with err unless the generator kept up, so that the times are the server's. */
int ls_judge_generator(const char *name, const struct ls_results *r, const struct ls_client_totals *t,
		       struct wr_err *err);

/* ls_live, with results that the caller has started and goes on to use. */
int ls_live_measure(const struct ls_scenario *s, const struct ls_options *o, struct ls_results *results, struct wr_run *run,
		    struct wr_err *err);

#endif
