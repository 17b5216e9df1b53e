/* live.c - a scenario against a real server. */
#include <math.h>
#include <string.h>
#include <time.h>
#include "core/clock.h"
#include "core/process.h"
#include "loadsim/forecast_p.h"
#include "loadsim/histograms_p.h"
#include "loadsim/live_p.h"
#include "loadsim/publish_p.h"
#include "loadsim/schedule_p.h"
#include "loadsim/server_watch_p.h"
#include "loadsim/streams_p.h"

#define DEFAULT_TIMEOUT 10.0
#define DEFAULT_LIMIT 600.0
#define DEFAULT_TRIES 3
#define REST 1                  /* second before a run is played again */

/* -- before the run ------------------------------------------------------------- */

double ls_live_limit(const struct ls_options *o)
{
	return o && o->duration_limit > 0 ? o->duration_limit : DEFAULT_LIMIT;
}

int ls_live_tries(const struct ls_options *o)
{
	return o && o->tries > 0 ? o->tries : DEFAULT_TRIES;
}

double ls_live_peak(const struct ls_scenario *s)
{
	double peak = s->users.count ? (double)s->users.count / s->users.think : 0;

	for (size_t i = 0; i < s->phase_count; i++) {
		const struct ls_phase *p = &s->phases[i];

		/* fields that its shape does not take are NaN, which fmax passes over */
		peak = fmax(fmax(peak, p->rate), fmax(p->rate + p->amplitude, fmax(p->from, p->to)));
		for (size_t k = 0; k < p->point_count; k++)
			peak = fmax(peak, p->points[k].rate);
	}
	return peak;
}

struct ls_scenario ls_live_scenario(const struct ls_scenario *s, const struct ls_options *o)
{
	struct ls_scenario own = *s;

	if (o && o->threads > 0)
		own.threads = o->threads;
	return own;
}

static int find_target(const struct ls_scenario *s, const struct ls_options *o, struct wr_arena *arena,
		       struct ls_target *out, struct wr_err *err)
{
	const char *url = o && o->url ? o->url : s->target;
	struct wr_err why;

	if (!url)
		return wr_fail(err, WR_EUSAGE,
			       "%s: nothing to load: the scenario has no 'target', and no URL is given",
			       s->path);
	if (!ls_target_parse(url, o ? o->allow_host : NULL, arena, out, &why))
		return 0;
	if (url == s->target)
		return wr_fail_at(err, why.code, s->path, s->target_mark.line, s->target_mark.column, "%s",
				  why.message);
	return wr_fail(err, why.code, "%s", why.message);
}

/* Somebody else's server is loaded only within limits that somebody wrote down. */
static int check_limits(const struct ls_scenario *s, const struct ls_options *o, double duration, double rate,
			struct wr_err *err)
{
	double limit = ls_live_limit(o);

	if (o && o->allow_host && !(o->most_rate > 0 && o->duration_limit > 0))
		return wr_fail(err, WR_EUSAGE,
			       "%s: to load the host %s say how much of it you may: the highest rate (--max-rate) and the "
			       "longest time (--duration-limit)", s->path, o->allow_host);
	if (o && o->most_rate > 0 && rate > o->most_rate)
		return wr_fail(err, WR_EUSAGE, "%s: asks for up to %g/s, and %g/s are allowed (--max-rate)", s->path, rate,
			       o->most_rate);
	if (duration > limit)
		return wr_fail(err, WR_EUSAGE,
			       "%s: lasts %g s, and a live run may last %g s (--duration-limit): shorten it or simulate it",
			       s->path, duration, limit);
	return 0;
}

int ls_live_prepare(const struct ls_scenario *s, const struct ls_options *o, double duration, double rate,
		    struct wr_arena *arena, struct ls_client_options *out, struct wr_err *err)
{
	*out = (struct ls_client_options){ .seed = ls_run_seed(s, o) };
	if (check_limits(s, o, duration, rate, err))
		return -1;
	out->timeout = s->has_service && s->service.timeout > 0 ? s->service.timeout : DEFAULT_TIMEOUT;
	out->limit = fmin(duration + out->timeout, ls_live_limit(o));
	return find_target(s, o, arena, &out->target, err);
}

/* -- the run ---------------------------------------------------------------------- */

struct live {
	const struct ls_scenario *scenario;
	const struct ls_options *options;
	const char *name;
	struct ls_client_options client;
	struct ls_results *results;
	struct ls_client_totals totals;
	struct wr_run *run;
	struct ls_watch *watch; /* of the last try, NULL = nobody is watched */
	double started;         /* on the clock, seconds */
};

static int judge_answers(const struct live *l, struct wr_err *err)
{
	const struct ls_client_totals *t = &l->totals;

	/* a run in which the faults let nothing through has been measured, too */
	if (t->responses || (l->results->asked && ls_results_injected(l->results) == l->results->asked))
		return 0;
	return wr_fail(err, WR_EMEASURE, "load %s: no answer came from %s to %lld requests%s%s", l->name,
		       l->client.target.url, l->results->asked, *t->insecure || t->refusal ? ": " : "",
		       *t->insecure ? t->insecure : t->refusal ? strerror(t->refusal) : "");
}

static void note_generator(const struct live *l)
{
	const struct ls_client_totals *t = &l->totals;

	wr_run_note(l->run, WR_NOTE,
		    "load %s: the generator took up 99 %% of the requests within %.3f ms of their time and "
		    "used %.0f %% of a processor%s",
		    l->name, ls_hist_seconds(l->results->lag, 0.99) * 1e3, t->busy * 100,
		    t->threads > 1 ? " in its busiest thread" : "");
	if (t->again)
		wr_run_note(l->run, WR_NOTE,
			    "load %s: %lld requests were sent again because the server had closed the kept "
			    "connection under them",
			    l->name, t->again);
	if (*t->insecure && t->responses)
		wr_run_note(l->run, WR_WARNING, "load %s: TLS did not always come about: %s", l->name, t->insecure);
}

/* Whether there is time to play it once more. */
static bool time_is_left(const struct live *l)
{
	double passed = wr_monotonic() - l->started;

	return passed + REST + l->results->duration + l->client.timeout <= ls_live_limit(l->options);
}

static int play_once(struct live *l, struct wr_err *err)
{
	int failed;

	ls_watch_free(l->watch);
	l->watch = NULL;
	if (l->options && l->options->server && !(l->watch = ls_watch_start(l->options->server, err)))
		return -1;
	failed = ls_client_run(l->scenario, &l->client, l->results, &l->totals, err);
	ls_watch_stop(l->watch);
	return failed;
}

/* Again, if a generator that was late made it void; that says nothing of the server, so nothing is picked from its answers. */
static int play(struct live *l, struct wr_err *err)
{
	struct wr_err why;

	for (int i = 1;; i++) {
		if (play_once(l, err))
			return -1;
		if (l->totals.interrupted || !l->results->asked || i == ls_live_tries(l->options) || !time_is_left(l) ||
		    !ls_judge_generator(l->name, l->results, &l->totals, &why))
			return 0;
		wr_run_note(l->run, WR_NOTE, "load %s: played again, for try %d was void: %s", l->name, i, why.message);
		ls_results_restart(l->results, l->scenario);
		nanosleep(&(struct timespec){ REST, 0 }, NULL);
	}
}

static int conclude(const struct live *l, struct wr_err *err)
{
	if (l->totals.interrupted)
		return wr_fail(err, WR_EINTERRUPT, "load %s: interrupted after %.1f s; what is told is of that time", l->name,
			       l->totals.wall);
	if (!l->results->asked)
		return wr_fail(err, WR_EMEASURE, "load %s: no request was due", l->name);
	note_generator(l);
	if (judge_answers(l, err))
		return -1;
	return ls_judge_generator(l->name, l->results, &l->totals, err);
}

static int publish(const struct live *l, struct wr_err *err)
{
	if (!l->results->asked)
		return conclude(l, err);
	ls_results_publish(l->results, l->name, true, l->run);
	ls_publish_client(l->name, &l->totals, l->results, l->run);
	if (l->watch)
		ls_watch_publish(l->watch, l->name, l->run);
	if (l->options && l->options->histograms &&
	    ls_histograms_write(l->options->histograms, l->name, l->results, err))
		return -1;
	return conclude(l, err);
}

int ls_live_measure(const struct ls_scenario *s, const struct ls_options *o, struct ls_results *results, struct wr_run *run,
		    struct wr_err *err)
{
	struct ls_scenario own = ls_live_scenario(s, o);
	struct live l = { .scenario = &own, .options = o, .name = o && o->name ? o->name : s->name, .results = results,
			  .run = run, .started = wr_monotonic() };

	int failed = ls_live_prepare(&own, o, ls_schedule_seconds(s), ls_live_peak(s), run->arena, &l.client, err);

	failed = failed || play(&l, err) ? -1 : publish(&l, err);
	ls_watch_free(l.watch);
	return failed;
}

int ls_live(const struct ls_scenario *s, const struct ls_options *o, struct wr_run *run, struct wr_err *err)
{
	struct ls_results results;
	int failed;

	if (o && o->forecast && !s->has_service)
		return wr_fail(err, WR_EUSAGE, "%s: nothing to forecast by: the scenario does not describe a 'service'", s->path);
	ls_results_start(&results, ls_schedule_seconds(s));
	ls_results_divide(&results, s, false);
	results.drift |= o && o->soak;
	failed = ls_live_measure(s, o, &results, run, err);
	if (!failed && o && o->forecast)
		failed = ls_forecast(s, o, &results, run, err);
	ls_results_free(&results);
	return failed;
}
