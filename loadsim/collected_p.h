#ifndef WEIR_LOADSIM_COLLECTED_P_H
#define WEIR_LOADSIM_COLLECTED_P_H

#include "loadsim/results_p.h"

/* collected_p.h - what runs elsewhere have told, added up. */

struct ls_collected {
	struct wr_hist *response, *service, *lag;       /* nanoseconds */
	double response_sum;            /* seconds */
	double seconds;                 /* of the longest run: they were at the same time */
	double asked, answered, answered_in_time, refused, hit;
	double failed[LS_FAILURE_KINDS], injected[LS_FAILURE_KINDS];
	bool faults, with_lag;          /* at least one of them says so */
	bool rounded;                   /* a histogram had other buckets */
	bool uncounted;                 /* a log without counts: nothing is known of failures */
	size_t files;
};

void ls_collected_start(struct ls_collected *c);
void ls_collected_free(struct ls_collected *c);
/* Results of a run that told all this; to be freed.  -1 (WR_EINPUT) if it is nothing. */
int ls_collected_results(const struct ls_collected *c, struct ls_results *out, struct wr_err *err);

#endif
