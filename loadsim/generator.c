/* generator.c - whether the generator can be believed. */
#include <math.h>
#include "loadsim/live_p.h"

#define MOST_LAG 0.010          /* seconds, of the 99th percentile, ... */
#define MOST_LAG_SHARE 0.1      /* ... and of the response's */
#define MOST_BUSY 0.95
#define MUCH_STARVED 0.02       /* of the time */

/* Times that the generator itself made longer must not be told as the server's. */
static int judge_lag(const char *name, const struct ls_results *r, const struct ls_client_totals *t, struct wr_err *err)
{
	double lag = ls_hist_seconds(r->lag, 0.99), p99 = ls_hist_seconds(r->response, 0.99);

	if (!(lag > MOST_LAG) || lag <= MOST_LAG_SHARE * p99)
		return 0;
	if (t->starved > MUCH_STARVED)
		return wr_fail(err, WR_EMEASURE,
			       "load %s: generator overloaded: 1 %% of the requests were taken up more than %.1f ms late. Other "
			       "programs held this machine's processors while the generator waited for one, %.0f %% of the time: "
			       "this says nothing about the server. Run it when nothing else runs, leave the generator a "
			       "processor of its own (taskset), or simulate the scenario",
			       name, lag * 1e3, t->starved * 100);
	return wr_fail(err, WR_EMEASURE,
		       "load %s: generator overloaded: 1 %% of the requests were taken up more than %.1f ms late, at %.0f %% of a "
		       "processor: this says nothing about the server. Ask for a lower rate, for more threads, or simulate the "
		       "scenario", name, lag * 1e3, t->busy * 100);
}

int ls_judge_generator(const char *name, const struct ls_results *r, const struct ls_client_totals *t,
		       struct wr_err *err)
{
	if (judge_lag(name, r, t, err))
		return -1;
	if (t->busy > MOST_BUSY)
		return wr_fail(err, WR_EMEASURE,
			       "load %s: generator overloaded: a thread of it needed %.0f %% of a processor, so that its times may be "
			       "its own: ask for a lower rate, or for more threads (now %d)",
			       name, t->busy * 100, t->threads);
	return 0;
}
