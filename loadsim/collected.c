/* collected.c - runs elsewhere, added up. */
#include "loadsim/collected_p.h"

#include <math.h>

#define MOST_COUNT 1e15

void ls_collected_start(struct ls_collected *c)
{
	*c = (struct ls_collected){
		.response = wr_hist_new(LS_LONGEST_RESPONSE), .service = wr_hist_new(LS_LONGEST_RESPONSE),
		.lag = wr_hist_new(LS_LONGEST_RESPONSE),
	};
}

void ls_collected_free(struct ls_collected *c)
{
	wr_hist_free(c->response);
	wr_hist_free(c->service);
	wr_hist_free(c->lag);
	*c = (struct ls_collected){ 0 };
}

static long long count_of(double n)
{
	return n > 0 ? llround(fmin(n, MOST_COUNT)) : 0;
}

int ls_collected_results(const struct ls_collected *c, struct ls_results *r, struct wr_err *err)
{
	struct ls_part *all;

	if (!(c->asked > 0))
		return wr_fail(err, WR_EINPUT, "nothing was asked for in what was read");
	ls_results_start(r, fmin(fmax(c->seconds, 1e-3), 1e9));
	all = &r->slices[0];
	wr_hist_merge(all->response, c->response);
	wr_hist_merge(r->service, c->service);
	wr_hist_merge(r->lag, c->lag);
	r->asked = all->asked = count_of(c->asked);
	r->answered = all->answered = count_of(c->answered);
	r->answered_in_time = all->answered_in_time = count_of(c->answered_in_time);
	r->refused = count_of(c->refused);
	r->hit = all->hit = count_of(c->hit);
	r->faults = c->faults;
	r->response_sum = all->response_sum = c->response_sum;
	for (int i = 0; i < LS_FAILURE_KINDS; i++) {
		r->failed[i] = count_of(c->failed[i]);
		r->injected[i] = count_of(c->injected[i]);
		all->failed += r->failed[i];
		all->injected += r->injected[i];
	}
	return 0;
}
