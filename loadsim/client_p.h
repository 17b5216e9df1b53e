#ifndef WEIR_LOADSIM_CLIENT_P_H
#define WEIR_LOADSIM_CLIENT_P_H

#include "loadsim/results_p.h"
#include "loadsim/target_p.h"

/* client_p.h - the live client: one thread, one schedule, many connections. */

struct ls_client_options {
	struct ls_target target;
	uint64_t seed;
	double timeout;         /* seconds from the intended start to the end of the answer */
	double limit;           /* seconds until everything stops; what has not ended then timed out */
};

struct ls_client_totals {
	long long again;        /* requests that were sent twice, for a kept connection was closed under them */
	long long responses;    /* whole ones, whatever their status */
	int refusal;            /* errno of the last connection that could not be made, 0 = none */
	double cpu;             /* seconds of processor time of this thread */
	double wall;            /* seconds from the first intended start to the end */
};

/* Plays the schedule of s until every request has ended.  results must be
 * started; lag and service times are recorded there too.  -1 with err
 * (WR_EMEASURE: this machine lacks descriptors or ports; WR_ELIMIT: too many
 * requests wait; WR_EINTERRUPT; WR_EIO). */
int ls_client_run(const struct ls_scenario *s, const struct ls_client_options *o, struct ls_results *results,
		  struct ls_client_totals *totals, struct wr_err *err);

#endif
