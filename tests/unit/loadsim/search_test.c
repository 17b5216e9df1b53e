/* search_test.c - breaking points, sizes and drift, against theory and by hand. */
#include "tests/unit/unit.h"
#include <stdio.h>
#include "core/rng.h"
#include "loadsim/results_p.h"
#include "loadsim/scenario_p.h"
#include "loadsim/steady_p.h"
#include "tests/unit/loadsim/server.h"

struct outcome { int result; struct wr_err err; struct wr_run *run; };

static void parse(const char *text, struct wr_arena *arena, struct ls_scenario *s)
{
	struct wr_err err;

	if (ls_scenario_parse(text, strlen(text), "t.yaml", arena, s, &err))
		fail_msg("%s", err.message);
}

static struct outcome stress(const char *text, int port)
{
	struct wr_arena *arena = wr_arena_new();
	struct outcome o = { .run = wr_run_new() };
	struct ls_scenario s;
	char url[64];

	snprintf(url, sizeof url, "http://127.0.0.1:%d", port);
	parse(text, arena, &s);
	o.result = ls_stress(&s, &(struct ls_options){ .name = "t", .url = port ? url : NULL, .duration_limit = 15 }, !port,
			     o.run, &o.err);
	wr_arena_free(arena);
	return o;
}

static struct outcome capacity(const char *text)
{
	struct wr_arena *arena = wr_arena_new();
	struct outcome o = { .run = wr_run_new() };
	struct ls_scenario s;

	parse(text, arena, &s);
	o.result = ls_capacity(&s, &(struct ls_options){ .name = "t" }, o.run, &o.err);
	wr_arena_free(arena);
	return o;
}

static const struct wr_measure *measure(const struct outcome *o, const char *name)
{
	const struct wr_measure *m = wr_run_find_measure(o->run, name);

	if (!m)
		fail_msg("no measure %s (%s)", name, o->err.message);
	return m;
}

#define SHAPE "shape: { kind: constant, rate: 1/s, duration: 1s }\narrivals: poisson\n"

/* M/M/1 with a service of 10 ms: p95 = ln 20 / (mu - lambda) is 100 ms at lambda = 100 - 29.957 = 70.04. */
TEST(the_breaking_point_of_m_m_1)
{
	struct outcome o = stress(SHAPE "service: { workers: 1, time: { law: exponential, mean: 10ms } }\n"
				  "thresholds: p95 < 100ms\nstress: { from: 4/s, to: 1000/s, step: 1000s, precision: 2% }\n", 0);
	const struct wr_measure *m;

	CHECK_EQ("found", o.result, 0);
	m = measure(&o, "load.t.capacity");
	CHECK_NEAR("capacity", m->now.value, 70.04, 2);
	CHECK(m->now.low == m->now.value && m->now.high > m->now.low && m->now.high <= m->now.low * 1.0201);
	CHECK(measure(&o, "load.t.capacity_p99")->now.value > 0.1);
	CHECK_STR(o.run->series[0].name, "load.t.knee");
	CHECK_EQ("p50, p95, p99", o.run->series[0].line_count, 3);
	CHECK_EQ("every step", o.run->series[0].lines[0].n, measure(&o, "load.t.capacity_steps")->now.value);
	for (size_t i = 1; i < o.run->series[0].lines[0].n; i++)
		CHECK(o.run->series[0].lines[0].points[i].x >= o.run->series[0].lines[0].points[i - 1].x);
	CHECK_STR(o.run->series[1].name, "load.t.knee_throughput");
	CHECK_HAS(o.run->notices[0].message, "p95 was ");
	wr_run_free(o.run);
}

/* Without a limit on latency it is what can be answered: 4 workers of 10 ms, constant and even: 400/s. */
TEST(the_breaking_point_is_what_can_be_answered)
{
	struct outcome o = stress("shape: { kind: constant, rate: 1/s, duration: 1s }\n"
				  "service: { workers: 4, time: { law: constant, mean: 10ms } }\nstress: { step: 50s, precision: 1% }\n", 0);

	CHECK_EQ("found", o.result, 0);
	/* 99 % of the asked rate suffice */
	CHECK(measure(&o, "load.t.capacity")->now.low >= 396 && measure(&o, "load.t.capacity")->now.high <= 409);
	CHECK_HAS(o.run->notices[0].message, "of the asked rate were answered");
	wr_run_free(o.run);
	/* Erlang B: with 4 workers and no queue 1 % is lost at a = 0.8694 (B(4, 0.8694) = 0.01, worked by the recursion) */
	o = stress(SHAPE "service: { workers: 4, queue: 0, time: { law: exponential, mean: 10ms } }\nthresholds: error_rate < 1%\n"
		   "stress: { from: 100/s, step: 700s, precision: 4%, achieved: 90% }\n", 0);
	CHECK_EQ("found", o.result, 0);
	CHECK_NEAR("Erlang B", measure(&o, "load.t.capacity")->now.value, 86.94, 5);
	wr_run_free(o.run);
}

TEST(searches_that_find_no_breaking_point)
{
	struct outcome o;

	o = stress(SHAPE "service: { workers: 1, time: { law: constant, mean: 10ms } }\nthresholds: p50 < 9ms\n"
		   "stress: { from: 20/s, step: 10s }\n", 0);
	CHECK_EQ("nothing holds", o.result, -1);
	CHECK_EQ("code", o.err.code, WR_EMEASURE);
	CHECK_HAS(o.err.message, "no rate held, not even 0.01953");
	CHECK_EQ("the curve is kept", o.run->series_count, 2);
	CHECK(!wr_run_find_measure(o.run, "load.t.capacity"));
	wr_run_free(o.run);
	o = stress(SHAPE "service: { workers: 100, time: { law: constant, mean: 1ms } }\n"
		   "stress: { from: 20/s, to: 100/s, step: 10s }\n", 0);
	CHECK_EQ("everything holds", o.result, -1);
	CHECK_HAS(o.err.message, "all rates held up to 100/s");
	wr_run_free(o.run);
	o = stress(SHAPE, 0);
	CHECK_EQ("no service", o.err.code, WR_EUSAGE);
	wr_run_free(o.run);
}

/* Live, against a server through a pipe of 20 ms per answer (a latency fault) and 4 connections: 200/s and no more. */
TEST(the_breaking_point_of_a_live_server)
{
	struct server server = start_server("normal");
	struct outcome o = { 0 };

	for (int i = 0; i < 3; i++) {
		o = stress("shape: { kind: constant, rate: 1/s, duration: 1s }\nconnections: 4\n"
			   "faults: [ { kind: latency, delay: 20ms } ]\nstress: { from: 60/s, step: 500ms, precision: 20%, achieved: 95% }\n",
			   server.port);
		if (!o.result && measure(&o, "load.t.capacity")->now.high > 150)
			break;
		/* a machine that was busy with something else: the search is void, as it should be */
		if (i < 2)
			wr_run_free(o.run);
	}
	stop_server(&server);
	if (o.result && o.err.code == WR_EMEASURE && strstr(o.err.message, "generator overloaded")) {
		wr_run_free(o.run);
		skip();
	}
	CHECK_EQ("found", o.result, 0);
	/* 4 connections of 20 ms and a little more */
	CHECK(measure(&o, "load.t.capacity")->now.value <= 211 && measure(&o, "load.t.capacity")->now.high > 120);
	wr_run_free(o.run);
}

TEST(a_search_that_runs_out_of_time)
{
	struct server server = start_server("normal");
	struct outcome o = stress("shape: { kind: constant, rate: 1/s, duration: 1s }\nstress: { step: 16s }\n", server.port);

	stop_server(&server);
	CHECK_EQ("no time", o.result, -1);
	CHECK_EQ("code", o.err.code, WR_ELIMIT);
	CHECK_HAS(o.err.message, "of the 15 s that a live run may take");
	wr_run_free(o.run);
}

/* Erlang B: 20 erlangs lose less than 1 % from 30 workers on (B(29, 20) = 0.0130, B(30, 20) = 0.0085). */
TEST(instances_by_erlang_b)
{
	struct outcome o = capacity("shape: { kind: constant, rate: 2000/s, duration: 50s }\narrivals: poisson\n"
				    "service: { workers: 1, queue: 0, time: { law: exponential, mean: 10ms } }\n"
				    "thresholds: error_rate < 1%\n");

	CHECK_EQ("found", o.result, 0);
	CHECK_NEAR("instances", measure(&o, "load.t.instances")->now.value, 30, 0);
	CHECK_STR(o.run->series[0].name, "load.t.instances");
	wr_run_free(o.run);
}

TEST(instances_of_several_workers_each)
{
	/* 100/s of 50 ms constant, even: 5 workers are busy all the time; 2 each: 3 instances */
	struct outcome o = capacity("shape: { kind: constant, rate: 100/s, duration: 10s }\n"
				    "service: { workers: 2, time: { law: constant, mean: 50ms } }\nthresholds: p99 < 60ms\n");

	CHECK_EQ("found", o.result, 0);
	CHECK_NEAR("instances", measure(&o, "load.t.instances")->now.value, 3, 0);
	CHECK_HAS(o.run->notices[0].message, "3 instances of 2 workers suffice");
	wr_run_free(o.run);
	o = capacity("shape: { kind: constant, rate: 100/s, duration: 1s }\n"
		     "service: { workers: 2, time: { law: constant, mean: 50ms } }\nthresholds: p99 < 40ms\n");
	CHECK_EQ("none suffices", o.err.code, WR_EMEASURE);
	CHECK_HAS(o.err.message, "4096 instances do not suffice: p99 was 50.0 ms");
	wr_run_free(o.run);
	o = capacity("shape: { kind: constant, rate: 100/s, duration: 1s }\n"
		     "service: { workers: 2, time: { law: constant, mean: 50ms } }\nthresholds: throughput > 9/s\n");
	CHECK_EQ("no limit", o.err.code, WR_EUSAGE);
	wr_run_free(o.run);
}

/* -- drift -------------------------------------------------------------------- */

TEST(trends_by_hand)
{
	/* slopes (1-0)/1, (5-0)/2, (5-1)/1: median 2.5, over 2 distances 5 */
	const double three[] = { 0, 1, 5 };
	double line[30], noise[30];
	struct wr_rng rng;
	struct ls_trend t = ls_trend_of(three, 3);
	int zero = 0;

	CHECK_NEAR("median slope", t.change, 5, 1e-12);
	CHECK(isnan(ls_trend_of(three, 2).change));
	for (int i = 0; i < 30; i++)
		line[i] = 7 + 2 * i;
	t = ls_trend_of(line, 30);
	CHECK_NEAR("line", t.change, 58, 1e-9);
	CHECK_NEAR("no doubt", t.high - t.low, 0, 1e-9);
	/* of noise alone 0 lies within 95 % of the intervals; 200 times: 190, at least 178 */
	wr_rng_seed(&rng, 1);
	for (int k = 0; k < 200; k++) {
		for (int i = 0; i < 30; i++)
			noise[i] = wr_rng_normal(&rng);
		t = ls_trend_of(noise, 30);
		zero += t.low <= 0 && t.high >= 0;
	}
	CHECK(zero >= 178 && zero < 200);
}

static struct wr_run *soak(const char *text)
{
	struct wr_arena *arena = wr_arena_new();
	struct wr_run *run = wr_run_new();
	struct ls_scenario s;
	struct wr_err err;

	parse(text, arena, &s);
	if (ls_simulate(&s, &(struct ls_options){ .name = "t", .soak = true }, run, &err))
		fail_msg("%s", err.message);
	wr_arena_free(arena);
	return run;
}

TEST(drift_of_a_run)
{
	/* the same all the time */
	struct wr_run *run = soak("shape: { kind: constant, rate: 100/s, duration: 60s }\narrivals: poisson\n"
				  "service: { workers: 1, time: { law: exponential, mean: 1ms } }\n");

	CHECK_NEAR("p50", wr_run_find_measure(run, "load.t.p50_drift")->now.value, 0, 0);
	CHECK(wr_run_find_measure(run, "load.t.p50_drift")->now.low < 0);
	wr_run_free(run);
	/* 1 % more than it can do: the response time grows from 10 ms by 10 ms a second, its median is about 310 */
	run = soak("shape: { kind: constant, rate: 101/s, duration: 60s }\n"
		   "service: { workers: 1, time: { law: constant, mean: 10ms } }\n");
	CHECK_NEAR("p50", wr_run_find_measure(run, "load.t.p50_drift")->now.value, 590 / 310.0, 0.1);
	CHECK(wr_run_find_measure(run, "load.t.p99_drift")->now.low > 1);
	wr_run_free(run);
	/* too short to say */
	run = soak("shape: { kind: constant, rate: 100/s, duration: 10s }\n"
		   "service: { workers: 1, time: { law: constant, mean: 1ms } }\n");
	CHECK(!wr_run_find_measure(run, "load.t.p50_drift"));
	wr_run_free(run);
}

TEST(what_the_gate_is_asked_in_each_mode)
{
	struct wr_arena *arena = wr_arena_new();
	const struct ls_threshold *limits;
	struct ls_scenario s;
	size_t n;

	parse("shape: { kind: constant, rate: 1/s, duration: 1s }\nthresholds: [ p99 < 1s, throughput > 1/s ]\n"
	      "stress: { at-least: 300/s }\nmost-instances: 4\n", arena, &s);
	limits = ls_limits(&s, LS_PLAY, arena, &n);
	CHECK_EQ("play", n, 2);
	limits = ls_limits(&s, LS_SOAK, arena, &n);
	CHECK_EQ("soak", n, 3);
	CHECK_STR(limits[2].metric, "p50_drift");
	limits = ls_limits(&s, LS_STRESS, arena, &n);
	CHECK_EQ("stress", n, 1);
	CHECK_STR(limits[0].metric, "capacity");
	CHECK_STR(limits[0].text, "capacity >= 300/s");
	CHECK(!limits[0].below && limits[0].limit == 300);
	limits = ls_limits(&s, LS_CAPACITY, arena, &n);
	CHECK_EQ("capacity", n, 1);
	CHECK(limits[0].below && 4 < limits[0].limit && 5 > limits[0].limit);
	parse("shape: { kind: constant, rate: 1/s, duration: 1s }\nthresholds: p99_drift < 50%\n", arena, &s);
	limits = ls_limits(&s, LS_SOAK, arena, &n);
	CHECK_EQ("its own limit", n, 1);
	CHECK_STR(limits[0].metric, "p99_drift");
	limits = ls_limits(&s, LS_STRESS, arena, &n);
	CHECK_EQ("nothing asked", n, 0);
	wr_arena_free(arena);
}
