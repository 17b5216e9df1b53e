/* calibrate_test.c - a service fitted from what was observed of it. */
#include "tests/unit/unit.h"
#include <stdio.h>
#include "core/hist.h"
#include "core/rng.h"
#include "loadsim/calibrate_p.h"
#include "loadsim/scenario_p.h"
#include "tests/unit/loadsim/server.h"

/* Exponential times of mean `ms`, each longer by `added`. */
static struct wr_hist *times(double ms, double added)
{
	struct wr_hist *h = wr_hist_new(UINT64_C(86400000000000));
	struct wr_rng rng;

	wr_rng_seed(&rng, 3);
	for (int i = 0; i < 100000; i++)
		wr_hist_record(h, (uint64_t)((added + wr_rng_exponential(&rng, ms)) * 1e6), 1);
	return h;
}

static double quantile(const struct ls_service *s, double p)
{
	return s->time.samples[(size_t)(p * (double)s->time.sample_count)];
}

/* 10 ms alone, 380/s when saturated: 3.8 is nearest to 4 workers, busy for 4 / 380 s each. */
TEST(times_that_are_longer_under_load)
{
	struct wr_arena *arena = wr_arena_new();
	struct wr_hist *alone = times(10, 0);
	struct ls_observed seen = { .alone = alone, .capacity = 380, .in_system = 64 };
	struct ls_service s = ls_service_fit(&seen, &ls_service_default, arena);

	CHECK_EQ("workers", s.workers, 4);
	CHECK_EQ("no limit", s.queue, -1);
	CHECK_NEAR("travel", s.travel, 0, 1e-9);
	CHECK_NEAR("mean", s.time.mean, 4 / 380.0, 1e-12);
	CHECK_NEAR("median of an exponential law", quantile(&s, 0.5), 4 / 380.0 * log(2), 2e-4);
	wr_hist_free(alone);
	wr_arena_free(arena);
}

/* 1 ms of every 11 is the way there and back: 2 workers of 10 ms answer 200/s; and with 5 in line the rest was turned away. */
TEST(time_that_no_worker_is_busy_with)
{
	struct wr_arena *arena = wr_arena_new();
	struct wr_hist *alone = times(10, 1);
	struct ls_observed seen = { .alone = alone, .capacity = 200, .in_system = 7.2, .rejected = true };
	struct ls_service base = ls_service_default, s;

	base.timeout = 3;
	base.error_rate = 0.5;
	s = ls_service_fit(&seen, &base, arena);
	CHECK_EQ("workers", s.workers, 2);
	CHECK_EQ("queue", s.queue, 5);
	CHECK_NEAR("travel", s.travel, 0.001, 2e-4);
	CHECK_NEAR("mean", s.time.mean, 0.010, 1e-12);
	CHECK_NEAR("what is not fitted stays", s.timeout, 3, 0);
	CHECK_NEAR("what is in the times goes", s.error_rate, 0, 0);
	wr_hist_free(alone);
	wr_arena_free(arena);
}

static double value_of(const struct wr_run *run, const char *name)
{
	const struct wr_measure *m = wr_run_find_measure(run, name);

	if (!m)
		fail_msg("no measure %s", name);
	return m->now.value;
}

/*
 * A server that is a queue of two workers, each busy for 2 ms, and no others waiting than three.  What a busy machine adds is
 * not small: the forecast itself is held to its bounds by tests/bench/loadsim.py.
 */
TEST(a_live_server)
{
	static const char text[] = "shape: { kind: constant, rate: 500/s, duration: 1s }\narrivals: poisson\n";
	struct server server = start_tool("service_server", (const char *const[]){ "2", "3", "constant", "2", NULL });
	struct wr_arena *arena = wr_arena_new();
	struct wr_run *run = wr_run_new();
	struct wr_err err = { 0 };
	struct ls_scenario s;
	char url[64], model[4096];
	bool late;

	snprintf(url, sizeof url, "http://127.0.0.1:%d", server.port);
	snprintf(model, sizeof model, "%s/model.yaml", unit_temp_dir());
	CHECK_EQ("read", ls_scenario_parse(text, strlen(text), "live.yaml", arena, &s, NULL), 0);
	late = ls_calibrate(&s, &(struct ls_options){ .name = "t", .url = url, .model = model, .tries = 1 }, run, &err);
	stop_server(&server);
	if (late && !strstr(err.message, "generator overloaded"))
		fail_msg("%s", err.message);
	if (!late) {
		double workers = value_of(run, "load.t.model_workers"), capacity = value_of(run, "load.t.model_capacity");

		CHECK_NEAR("so many are busy", value_of(run, "load.t.model_time") * capacity, workers, 1e-6);
		CHECK(capacity > 50 && capacity < 1005 && workers >= 1);
		CHECK(value_of(run, "load.t.forecast_p50") > 0.0015);
		/* where nothing else runs, it is what it is */
		if (value_of(run, "load.t.lag_p99") < 0.0005 && capacity > 950)
			CHECK_NEAR("workers", workers, 2, 0);
	}
	wr_run_free(run);
	wr_arena_free(arena);
}
