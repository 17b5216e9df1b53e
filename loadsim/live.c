/* live.c - a scenario against a real server, and whether the generator can be believed. */
#include <math.h>
#include <string.h>
#include "loadsim/live_p.h"
#include "loadsim/schedule_p.h"
#include "loadsim/streams_p.h"

#define DEFAULT_TIMEOUT 10.0
#define DEFAULT_LIMIT 600.0
#define MOST_LAG 0.010          /* seconds, of the 99th percentile, ... */
#define MOST_LAG_SHARE 0.1      /* ... and of the response's */
#define MOST_BUSY 0.95

static int find_target(const struct ls_scenario *s, const struct ls_options *o, struct wr_arena *arena,
		       struct ls_target *out, struct wr_err *err)
{
	const char *url = o && o->url ? o->url : s->target;
	struct wr_err why;

	if (!url)
		return wr_fail(err, WR_EUSAGE,
			       "%s: nothing to load: the scenario has no 'target', and no URL is given",
			       s->path);
	if (!ls_target_parse(url, arena, out, &why))
		return 0;
	if (url == s->target)
		return wr_fail_at(err, why.code, s->path, s->target_mark.line, s->target_mark.column, "%s",
				  why.message);
	return wr_fail(err, why.code, "%s", why.message);
}

double ls_live_limit(const struct ls_options *o)
{
	return o && o->duration_limit > 0 ? o->duration_limit : DEFAULT_LIMIT;
}

int ls_live_prepare(const struct ls_scenario *s, const struct ls_options *o, double duration, struct wr_arena *arena,
		    struct ls_client_options *out, struct wr_err *err)
{
	double limit = ls_live_limit(o);

	*out = (struct ls_client_options){ .seed = ls_run_seed(s, o) };
	if (duration > limit)
		return wr_fail(err, WR_EUSAGE,
			       "%s: lasts %g s, and a live run may last %g s: shorten it or simulate it",
			       s->path, duration, limit);
	out->timeout = s->has_service && s->service.timeout > 0 ? s->service.timeout : DEFAULT_TIMEOUT;
	out->limit = fmin(duration + out->timeout, limit);
	return find_target(s, o, arena, &out->target, err);
}

static int judge_answers(const char *name, const struct ls_client_options *o, const struct ls_results *r,
			 const struct ls_client_totals *t, struct wr_err *err)
{
	/* a run in which the faults let nothing through has been measured, too */
	if (t->responses || (r->asked && ls_results_injected(r) == r->asked))
		return 0;
	return wr_fail(err, WR_EMEASURE, "load %s: no answer came from %s to %lld requests%s%s", name,
		       o->target.url, r->asked, t->refusal ? ": " : "",
		       t->refusal ? strerror(t->refusal) : "");
}

/* Times that the generator itself made longer must not be told as the server's. */
int ls_judge_generator(const char *name, const struct ls_results *r, const struct ls_client_totals *t,
		       struct wr_err *err)
{
	double lag = ls_hist_seconds(r->lag, 0.99), p99 = ls_hist_seconds(r->response, 0.99);
	double busy = t->wall > 0 ? t->cpu / t->wall : 0;

	if (lag > MOST_LAG && !(lag <= MOST_LAG_SHARE * p99))
		return wr_fail(err, WR_EMEASURE,
			       "load %s: generator overloaded: 1 %% of the requests were taken up more than "
			       "%.1f ms late; this machine is too busy for this rate",
			       name, lag * 1e3);
	if (busy > MOST_BUSY)
		return wr_fail(err, WR_EMEASURE,
			       "load %s: generator overloaded: it needed %.0f %% of a processor; this "
			       "machine is too slow for this rate",
			       name, busy * 100);
	return 0;
}

static void note_generator(const char *name, const struct ls_results *r, const struct ls_client_totals *t,
			   struct wr_run *run)
{
	wr_run_note(run, WR_NOTE,
		    "load %s: the generator took up 99 %% of the requests within %.3f ms of their time and "
		    "used %.0f %% of a processor",
		    name, ls_hist_seconds(r->lag, 0.99) * 1e3, t->wall > 0 ? t->cpu / t->wall * 100 : 0);
	if (t->again)
		wr_run_note(run, WR_NOTE,
			    "load %s: %lld requests were sent again because the server had closed the kept "
			    "connection under them",
			    name, t->again);
}

static int play(const struct ls_scenario *s, const char *name, const struct ls_client_options *o,
		struct ls_results *results, struct wr_run *run, struct wr_err *err)
{
	struct ls_client_totals totals;

	if (ls_client_run(s, o, results, &totals, err))
		return -1;
	ls_results_publish(results, name, true, run);
	if (!results->asked)
		return wr_fail(err, WR_EMEASURE, "load %s: no request was due", name);
	note_generator(name, results, &totals, run);
	if (judge_answers(name, o, results, &totals, err))
		return -1;
	return ls_judge_generator(name, results, &totals, err);
}

int ls_live(const struct ls_scenario *s, const struct ls_options *o, struct wr_run *run, struct wr_err *err)
{
	struct ls_client_options options;
	struct ls_results results;
	int failed;

	if (ls_live_prepare(s, o, ls_schedule_seconds(s), run->arena, &options, err))
		return -1;
	ls_results_start(&results, ls_schedule_seconds(s));
	ls_results_divide(&results, s, false);
	results.drift |= o && o->soak;
	failed = play(s, o && o->name ? o->name : s->name, &options, &results, run, err);
	ls_results_free(&results);
	return failed;
}
