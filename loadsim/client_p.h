#ifndef WEIR_LOADSIM_CLIENT_P_H
#define WEIR_LOADSIM_CLIENT_P_H

#include "loadsim/channel_p.h"
#include "loadsim/results_p.h"
#include "loadsim/target_p.h"

/* client_p.h - the live client: one schedule, some threads, many connections. */

struct ls_client_options {
	struct ls_target target;
	uint64_t seed;
	double timeout;         /* seconds from the intended start to the end of the answer */
	double limit;           /* seconds until everything stops; what has not ended then timed out */
};

struct ls_client_totals {
	long long again;        /* requests that were sent twice, for a kept connection was closed under them */
	long long responses;    /* whole ones, whatever their status */
	struct ls_traffic traffic;
	int refusal;            /* errno of the last connection that could not be made, 0 = none */
	char insecure[200];     /* why TLS did not come about, "" = it did */
	int threads;
	double cpu;             /* seconds of processor time of all threads */
	double busy;            /* 0..1: share of a processor that the busiest thread used */
	double starved;         /* 0..1: share of the time that one of them wanted a processor and had none; NaN = not known */
	double wall;            /* seconds from the first intended start to the end */
	bool interrupted;       /* by Ctrl-C: results are those so far */
};

/* Plays the schedule of s until every request has ended, on s.threads threads.  results must be
 * started; lag and service times are recorded there too.  -1 with err
 * (WR_EUSAGE: TLS is wanted and cannot be set up; WR_EMEASURE: this machine lacks descriptors or ports; WR_ELIMIT: too many
 * requests wait; WR_EIO). */
int ls_client_run(const struct ls_scenario *s, const struct ls_client_options *o, struct ls_results *results,
		  struct ls_client_totals *totals, struct wr_err *err);

#endif
