/* stress.c - the breaking point: a coarse ramp, then bisection. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include "core/alloc.h"
#include "core/clock.h"
#include "core/process.h"
#include "core/progress.h"
#include "loadsim/live_p.h"
#include "loadsim/schedule_p.h"
#include "loadsim/search_p.h"
#include "loadsim/shapes_p.h"
#include "loadsim/simulate_p.h"
#include "loadsim/streams_p.h"

#define MOST_HALVINGS 10        /* below the first rate */
#define LONGEST_REST 1.0        /* seconds after a rate that failed */

struct search {
	const struct ls_scenario *scenario;
	const struct ls_options *options;
	const char *name;
	bool simulate;
	struct ls_trials trials;
	double held, failed;    /* the highest rate that held, the lowest that failed; 0 = none */
	double started;         /* on the clock, seconds */
	struct wr_arena *arena;
	struct wr_err *err;
};

static int shape_named(const char *name)
{
	int i = 0;

	while (strcmp(ls_shapes()[i]->name, name) != 0)
		i++;
	return i;
}

static void rest(const struct search *f)
{
	double seconds = fmin(f->scenario->stress.step / 5, LONGEST_REST);

	if (!f->simulate)
		nanosleep(&(struct timespec){ (time_t)seconds, (long)(fmod(seconds, 1) * 1e9) }, NULL);
}

static int check_time(const struct search *f)
{
	double passed = wr_monotonic() - f->started, limit = ls_live_limit(f->options);

	if (f->simulate || passed + f->scenario->stress.step <= limit)
		return 0;
	return wr_fail(f->err, WR_ELIMIT,
		       "load %s: the search has taken %.0f s of the %g s that a live run may take; %g/s held, %g/s failed (0 = "
		       "none yet): allow more (--duration-limit) or search less (stress: from, to, step, precision)",
		       f->name, passed, limit, f->held, f->failed);
}

static int play_live(struct search *f, const struct ls_scenario *s, uint64_t seed, struct ls_results *r)
{
	struct ls_client_options options;
	struct ls_client_totals totals;

	struct ls_scenario own = ls_live_scenario(s, f->options);

	if (ls_live_prepare(&own, f->options, s->phases[0].duration, s->phases[0].rate, f->arena, &options, f->err))
		return -1;
	options.seed = seed;
	/* a step that is void, for the generator was late, says nothing: it is held again */
	for (int i = 1;; i++) {
		if (ls_client_run(&own, &options, r, &totals, f->err))
			return -1;
		if (totals.interrupted)
			return wr_fail(f->err, WR_EINTERRUPT, "load %s: interrupted; %g/s held, %g/s failed (0 = none yet)",
				       f->name, f->held, f->failed);
		ls_results_close(r);
		if (!ls_judge_generator(f->name, r, &totals, f->err))
			return 0;
		if (i == ls_live_tries(f->options) || check_time(f))
			return -1;
		ls_results_restart(r, &own);
		rest(f);
	}
}

static int play_simulated(struct search *f, const struct ls_scenario *s, uint64_t seed, struct ls_results *r)
{
	struct ls_station_totals totals;
	struct wr_err why;

	if (!ls_station_run(s, seed, r, &totals, &why)) {
		ls_results_close(r);
		return 0;
	}
	/* more wait than memory should hold: that rate does not hold, and the search goes on */
	if (why.code == WR_ELIMIT) {
		ls_results_close(r);
		return 0;
	}
	*f->err = why;
	return -1;
}

/* What was answered per second, as a share of what was asked. An answer may come after the end of the schedule, by
 * the least response time at most: a rate that holds does not look lower for that. */
static double achieved(const struct ls_results *r)
{
	double late = r->last_answer - ls_hist_seconds(r->response, 0.01);

	if (!r->asked || !r->answered)
		return 0;
	return (double)r->answered / (double)r->asked * r->duration / fmax(late, r->duration);
}

static struct ls_trial judge(const struct search *f, double rate, const struct ls_results *r)
{
	struct ls_trial t = ls_trial_of(rate, r);
	double share = achieved(r);

	t.throughput = share * (double)r->asked / r->duration;
	ls_trial_judge(&t, r, f->scenario);
	if (t.held && share < f->scenario->stress.achieved) {
		t.held = false;
		snprintf(t.why, sizeof t.why, "only %.1f %% of the asked rate were answered", share * 100);
	}
	return t;
}

/* One rate, held for one step. */
static int hold(struct search *f, double rate, struct ls_trial *t)
{
	struct ls_phase phase = ls_phase_empty;
	struct ls_scenario s = *f->scenario;
	uint64_t seed = ls_run_seed(f->scenario, f->options) + f->trials.n;
	struct ls_results r;
	int failed;

	phase.kind = shape_named("constant");
	phase.rate = rate;
	phase.duration = s.stress.step;
	s.phases = &phase;
	s.phase_count = 1;
	s.users = (struct ls_users){ 0 };
	ls_results_start(&r, phase.duration);
	ls_results_divide(&r, &s, false);
	failed = f->simulate ? play_simulated(f, &s, seed, &r) : play_live(f, &s, seed, &r);
	if (!failed) {
		*t = judge(f, rate, &r);
		*WR_PUSH(f->trials.items, f->trials.n, f->trials.cap) = *t;
	}
	ls_results_free(&r);
	return failed;
}

/* Whether a rate holds; one that fails is tried once more. */
static int try_rate(struct search *f, double rate, bool *held)
{
	struct ls_trial t = { 0 };

	for (int i = 0; i < 2 && !t.held; i++) {
		wr_progress(f->trials.n, 0, "rates held");
		if (i)
			rest(f);
		if (check_time(f) || hold(f, rate, &t))
			return -1;
	}
	*held = t.held;
	if (t.held)
		f->held = fmax(f->held, rate);
	else
		f->failed = f->failed > 0 ? fmin(f->failed, rate) : rate;
	if (!t.held)
		rest(f);
	return 0;
}

static int bracket(struct search *f)
{
	const struct ls_stress *stress = &f->scenario->stress;
	bool held = true;

	for (double rate = stress->from; held && f->held < stress->to; rate = fmin(2 * rate, stress->to)) {
		if (try_rate(f, rate, &held))
			return -1;
	}
	for (int i = 0; i < MOST_HALVINGS && f->held <= 0; i++) {
		if (try_rate(f, f->failed / 2, &held))
			return -1;
	}
	return 0;
}

static int bisect(struct search *f)
{
	while (f->failed - f->held > f->scenario->stress.precision * f->held) {
		bool held;

		if (try_rate(f, (f->held + f->failed) / 2, &held))
			return -1;
	}
	return 0;
}

static double p50_of(const struct ls_trial *t) { return t->p50; }
static double p95_of(const struct ls_trial *t) { return t->p95; }
static double p99_of(const struct ls_trial *t) { return t->p99; }
static double throughput_of(const struct ls_trial *t) { return t->throughput; }

static const char *full_name(const struct search *f, const char *last)
{
	return wr_arena_printf(f->arena, "load.%s.%s", wr_measure_part(f->arena, f->name), last);
}

static void publish_knee(struct search *f, struct wr_run *run)
{
	struct wr_line latency[] = {
		ls_trials_line(&f->trials, "p50", "s", p50_of, f->arena),
		ls_trials_line(&f->trials, "p95", "s", p95_of, f->arena),
		ls_trials_line(&f->trials, "p99", "s", p99_of, f->arena),
	};
	struct wr_line rate = ls_trials_line(&f->trials, "answered", "1/s", throughput_of, f->arena);

	wr_run_add_series(run, &(struct wr_series){ .name = full_name(f, "knee"), .x_name = "asked rate", .x_unit = "1/s",
						    .lines = latency, .line_count = 3 });
	wr_run_add_series(run, &(struct wr_series){ .name = full_name(f, "knee_throughput"), .x_name = "asked rate",
						    .x_unit = "1/s", .lines = &rate, .line_count = 1 });
}

/* The last trial of a rate, which decided. */
static const struct ls_trial *trial_at(const struct search *f, double rate)
{
	const struct ls_trial *found = NULL;

	for (size_t i = 0; i < f->trials.n; i++) {
		if (f->trials.items[i].x == rate)
			found = &f->trials.items[i];
	}
	return found;
}

static void publish_capacity(struct search *f, struct wr_run *run)
{
	struct wr_measure capacity = {
		.name = full_name(f, "capacity"), .stage = "load", .unit = "1/s", .better = WR_HIGHER_IS_BETTER,
		.now = { f->held, f->held, f->failed, f->trials.n },
	};

	wr_run_add_measure(run, &capacity);
	if (!isnan(trial_at(f, f->held)->p99))
		wr_run_add_fact(run, "load", full_name(f, "capacity_p99"), "s", WR_LOWER_IS_BETTER, trial_at(f, f->held)->p99);
	wr_run_add_fact(run, "load", full_name(f, "capacity_steps"), "1", WR_LOWER_IS_BETTER, (double)f->trials.n);
	wr_run_note(run, WR_NOTE, "load %s: %g/s held and %g/s failed, %zu steps of %g s: %s", f->name, f->held, f->failed,
		    f->trials.n, f->scenario->stress.step, trial_at(f, f->failed)->why);
}

static int conclude(struct search *f, struct wr_run *run)
{
	if (f->held <= 0)
		return wr_fail(f->err, WR_EMEASURE, "load %s: no rate held, not even %g/s: %s", f->name, f->failed,
			       trial_at(f, f->failed)->why);
	if (f->failed <= 0)
		return wr_fail(f->err, WR_EMEASURE,
			       "load %s: all rates held up to %g/s: the breaking point is above it; raise 'to' (stress)",
			       f->name, f->held);
	publish_capacity(f, run);
	return 0;
}

int ls_stress(const struct ls_scenario *s, const struct ls_options *o, bool simulate, struct wr_run *run,
	      struct wr_err *err)
{
	struct search f = { .scenario = s, .options = o, .name = o && o->name ? o->name : s->name, .simulate = simulate,
			    .started = wr_monotonic(), .arena = run->arena, .err = err };
	int failed;

	if (simulate && !s->has_service)
		return wr_fail(err, WR_EUSAGE, "%s: nothing to simulate: the scenario does not describe a 'service'",
			       s->path);
	failed = bracket(&f);
	if (!failed && f.held > 0 && f.failed > 0)
		failed = bisect(&f);
	wr_progress_clear();
	if (f.trials.n)
		publish_knee(&f, run);
	if (!failed)
		failed = conclude(&f, run);
	free(f.trials.items);
	return failed;
}
