/* calibrate.c - a service observed alone and saturated, described, and its forecast held against the scenario played live. */
#include "loadsim/calibrate_p.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include "core/file.h"
#include "core/units.h"
#include "loadsim/forecast_p.h"
#include "loadsim/live_p.h"
#include "loadsim/publish_p.h"
#include "loadsim/scenario_p.h"
#include "loadsim/schedule_p.h"
#include "loadsim/streams_p.h"

#define ALONE 2.0               /* seconds */
#define LONGER 10.0             /* if too few were answered in that */
#define FEW 500                 /* answers */
#define STEP 1.0                /* seconds with so many users */
#define LONG_STEP 6.0           /* seconds, once it is known where to look */
#define CROWD 4                 /* users to a worker saturate it */
#define FIRST_USERS 2
#define MOST_USERS 512
#define GROWTH 1.03             /* of the throughput, below which more users bring nothing */
#define MUCH_REJECTED 0.01      /* of the requests */

struct calibration {
	const struct ls_scenario *scenario;
	const struct ls_options *options;
	const char *name;
	struct wr_run *run;
	struct wr_err *err;
};

/* Users who do not think, for some seconds. */
static int play_users(const struct calibration *c, long long users, double seconds, struct ls_results *r)
{
	struct ls_scenario s = ls_live_scenario(c->scenario, c->options);
	struct ls_client_options options;
	struct ls_client_totals totals;

	s.phase_count = s.fault_count = 0;
	s.users = (struct ls_users){ .count = users, .duration = seconds };
	s.arrivals = LS_EVEN;
	if (s.connections < users && s.http == LS_HTTP_1)
		s.connections = users;
	if (ls_live_prepare(&s, c->options, seconds, ls_live_peak(&s), c->run->arena, &options, c->err) ||
	    ls_client_run(&s, &options, r, &totals, c->err))
		return -1;
	if (totals.interrupted)
		return wr_fail(c->err, WR_EINTERRUPT, "load %s: interrupted", c->name);
	ls_results_close(r);
	/* what holds the generator up would be taken for the server's limit */
	if (r->answered)
		return ls_judge_generator(c->name, r, &totals, c->err);
	return wr_fail(c->err, WR_EMEASURE, "load %s: %lld users got no good answer from %s%s%s", c->name, users,
		       options.target.url, *totals.insecure || totals.refusal ? ": " : "",
		       *totals.insecure ? totals.insecure : totals.refusal ? strerror(totals.refusal) : "");
}

static int observe_alone(const struct calibration *c, struct wr_hist *alone)
{
	double seconds = ALONE;
	struct ls_results r;
	int failed;

	for (;;) {
		ls_results_start(&r, seconds);
		failed = play_users(c, 1, seconds, &r);
		if (!failed && (r.answered >= FEW || seconds >= LONGER))
			wr_hist_merge(alone, r.service);
		ls_results_free(&r);
		if (failed || wr_hist_count(alone))
			return failed;
		seconds = LONGER;
	}
}

/* With so many users: throughput, how many are in the system, and whether some are turned away; times: NULL = not wanted. */
static int observe_users(const struct calibration *c, long long users, double seconds, struct ls_observed *seen,
			 struct wr_hist *times)
{
	struct ls_results r;
	int failed;

	ls_results_start(&r, seconds);
	failed = play_users(c, users, seconds, &r);
	if (!failed && times)
		wr_hist_merge(times, r.service);
	if (!failed) {
		seen->capacity = (double)r.answered / fmax(r.last_answer, 1e-9);
		seen->in_system = seen->capacity * wr_hist_mean(r.service) * 1e-9;
		seen->rejected = (double)ls_results_failures(&r) > MUCH_REJECTED * (double)r.asked;
	}
	ls_results_free(&r);
	return failed;
}

/* Twice as many users until they bring nothing more, or are turned away. */
static int observe_saturated(const struct calibration *c, struct ls_observed *seen)
{
	double before = 0;

	for (long long users = FIRST_USERS; users <= MOST_USERS; users *= 2) {
		struct ls_observed now = *seen;

		if (observe_users(c, users, STEP, &now, NULL))
			return -1;
		if (now.capacity > seen->capacity || now.rejected)
			*seen = now;
		if (now.rejected || (before > 0 && now.capacity < GROWTH * before && users >= 4 * FIRST_USERS))
			return 0;
		before = now.capacity;
	}
	return wr_fail(c->err, WR_EMEASURE,
		       "load %s: %d users at once do not saturate the server: its capacity is beyond what one machine can ask for",
		       c->name, MOST_USERS);
}

/* One user to each worker: none waits, and there are as many times as workers. Then a crowd, for the capacity. */
static int observe_longer(const struct calibration *c, struct ls_observed *seen, struct wr_hist *alone)
{
	long long workers = (long long)fmax(round(seen->capacity * wr_hist_mean(alone) * 1e-9), 1);
	struct ls_observed each = *seen, crowd = *seen;

	if (workers > MOST_USERS)
		return 0;
	wr_hist_clear(alone);
	if (observe_users(c, workers, LONG_STEP, &each, alone) ||
	    (!seen->rejected && observe_users(c, CROWD * workers, LONG_STEP, &crowd, NULL)))
		return -1;
	/* in the crowd that was turned away, answers come and go too fast to be counted well */
	*seen = crowd;
	return 0;
}

/* -- what is told ------------------------------------------------------------------- */

/* The 'service' of a scenario, in YAML; its times go to a file beside it. */
static int write_model(const struct calibration *c, const struct ls_service *s, const char *path)
{
	const char *times = wr_arena_printf(c->run->arena, "%s.times", path), *slash = strrchr(times, '/');
	struct wr_buf yaml = WR_BUF_INIT, list = WR_BUF_INIT;
	int failed;

	wr_buf_str(&yaml, "# Fitted by weir load --mode calibrate; put it into the scenario.\nservice:\n");
	wr_buf_printf(&yaml, "  workers: %lld\n", s->workers);
	if (s->queue >= 0)
		wr_buf_printf(&yaml, "  queue: %lld\n", s->queue);
	if (s->timeout > 0)
		wr_buf_printf(&yaml, "  timeout: %.9gs\n", s->timeout);
	if (s->travel > 0)
		wr_buf_printf(&yaml, "  travel: %.9gs\n", s->travel);
	wr_buf_printf(&yaml, "  time: { law: empirical, file: '%s' }\n", slash ? slash + 1 : times);
	for (size_t i = 0; i < s->time.sample_count; i++)
		wr_buf_printf(&list, "%.9gs\n", s->time.samples[i]);
	failed = wr_file_write(times, list.data, list.len, c->err) || wr_file_write(path, yaml.data, yaml.len, c->err) ? -1 : 0;
	wr_buf_free(&yaml);
	wr_buf_free(&list);
	return failed;
}

static void publish(const struct calibration *c, const struct ls_observed *seen, const struct ls_service *s)
{
	struct ls_publisher p = { .run = c->run, .name = c->name };
	const char *queue = s->queue >= 0 ? wr_arena_printf(c->run->arena, "%lld places", s->queue) : "no limit seen";
	char text[3][32];

	p.prefix = wr_arena_printf(c->run->arena, "load.%s", wr_measure_part(c->run->arena, c->name));
	wr_run_add_fact(c->run, "load", ls_full_name(&p, "model_capacity"), "1/s", WR_HIGHER_IS_BETTER, seen->capacity);
	wr_run_add_fact(c->run, "load", ls_full_name(&p, "model_workers"), "1", WR_HIGHER_IS_BETTER, (double)s->workers);
	wr_run_add_fact(c->run, "load", ls_full_name(&p, "model_time"), "s", WR_LOWER_IS_BETTER, s->time.mean);
	wr_run_note(c->run, WR_NOTE, "load %s: calibrated: %lld workers of %s each, travel %s, queue: %s; capacity %s", c->name,
		    s->workers, wr_format_duration(text[0], sizeof text[0], s->time.mean),
		    wr_format_duration(text[1], sizeof text[1], s->travel), queue,
		    wr_format_value(text[2], sizeof text[2], seen->capacity, "1/s"));
}

static int forecast(const struct calibration *c, const struct ls_service *service)
{
	struct ls_scenario s = *c->scenario;
	struct ls_results measured;
	int failed;

	s.has_service = true;
	s.service = *service;
	ls_results_start(&measured, ls_schedule_seconds(&s));
	ls_results_divide(&measured, &s, false);
	failed = ls_live_measure(&s, c->options, &measured, c->run, c->err) ||
		 ls_forecast(&s, c->options, &measured, c->run, c->err) ? -1 : 0;
	ls_results_free(&measured);
	return failed;
}

int ls_calibrate(const struct ls_scenario *s, const struct ls_options *o, struct wr_run *run, struct wr_err *err)
{
	struct calibration c = { s, o, o && o->name ? o->name : s->name, run, err };
	struct wr_hist *alone = wr_hist_new(UINT64_C(86400000000000));
	struct ls_observed seen = { .alone = alone };
	struct ls_service service;
	int failed = observe_alone(&c, alone) || observe_saturated(&c, &seen) || observe_longer(&c, &seen, alone) ? -1 : 0;

	if (!failed) {
		service = ls_service_fit(&seen, s->has_service ? &s->service : &ls_service_default, run->arena);
		publish(&c, &seen, &service);
		if (o && o->model)
			failed = write_model(&c, &service, o->model);
	}
	wr_hist_free(alone);
	return failed ? -1 : forecast(&c, &service);
}
