#ifndef WEIR_LOADSIM_LIVE_P_H
#define WEIR_LOADSIM_LIVE_P_H

#include "loadsim/client_p.h"

/* live_p.h - what all live runs begin and end with. */

/* Target, timeout and seed for a run of `duration` seconds, of which the options allow `limit` in all. */
int ls_live_prepare(const struct ls_scenario *s, const struct ls_options *o, double duration, struct wr_arena *arena,
		    struct ls_client_options *out, struct wr_err *err);
double ls_live_limit(const struct ls_options *o);       /* seconds */

/* -1 with err unless the generator kept up, so that the times are the server's. */
int ls_judge_generator(const char *name, const struct ls_results *r, const struct ls_client_totals *t,
		       struct wr_err *err);

#endif
