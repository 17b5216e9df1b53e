/* steady_test.c - warm-up and intervals, by hand and by how often they are right. */
#include "tests/unit/unit.h"
#include <stdio.h>
#include "core/rng.h"
#include "loadsim/scenario_p.h"
#include "loadsim/steady_p.h"

TEST(the_warm_up_by_hand)
{
	/* leaving out the first three leaves no variance at all */
	const double start[] = { 9, 7, 5, 1, 1, 1, 1, 1, 1, 1 };
	/* d = 0: squares about 5.5 / 100; d = 1: of 2..10 ...: a straight line is never steady */
	const double line[] = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 };
	const double flat[] = { 4, 4, 4, 4, 4, 4, 4, 4 };

	CHECK_EQ("start", ls_warm_up(start, 10), 3);
	CHECK_EQ("line", ls_warm_up(line, 10), 10);
	CHECK_EQ("flat", ls_warm_up(flat, 8), 0);
	CHECK_EQ("none", ls_warm_up(flat, 0), 0);
	CHECK_EQ("one", ls_warm_up(flat, 1), 0);
}

/* White noise of sd 1 around 0, that starts at 10 and decays by a tenth each: after 24 it is below 1. */
TEST(the_warm_up_of_a_decay)
{
	double x[512];
	struct wr_rng rng;
	size_t warm;

	for (uint64_t seed = 1; seed <= 20; seed++) {
		wr_rng_seed(&rng, seed);
		for (int i = 0; i < 512; i++)
			x[i] = wr_rng_normal(&rng) + 10 * pow(0.9, i);
		warm = ls_warm_up(x, 512);
		CHECK(warm >= 8 && warm <= 60);
	}
}

TEST(half_widths_by_hand)
{
	/* 1..8: variance 6, s / sqrt 8 = 0.8660; t(7) = 2.365 */
	const double x[] = { 1, 2, 3, 4, 5, 6, 7, 8 };
	double many[33] = { 0 };

	CHECK_NEAR("8", ls_batch_half_width(x, 8), 2.0481, 1e-4);
	CHECK(isnan(ls_batch_half_width(x, 7)));
	CHECK_NEAR("32 equal ones", ls_batch_half_width(many, 32), 0, 0);
	CHECK(isnan(ls_batch_half_width(many, 33)));
}

static const struct wr_measure *measure(const struct wr_run *run, const char *name)
{
	const struct wr_measure *m = wr_run_find_measure(run, name);

	if (!m)
		fail_msg("no measure %s", name);
	return m;
}

static struct wr_run *simulate(const char *text, uint64_t seed)
{
	struct wr_arena *arena = wr_arena_new();
	struct wr_run *run = wr_run_new();
	struct ls_scenario s;
	struct wr_err err;

	if (ls_scenario_parse(text, strlen(text), "t.yaml", arena, &s, &err) ||
	    ls_simulate(&s, &(struct ls_options){ .name = "t", .seed = seed }, run, &err))
		fail_msg("%s", err.message);
	wr_arena_free(arena);
	return run;
}

static bool noted(const struct wr_run *run, const char *part)
{
	for (size_t i = 0; i < run->notice_count; i++) {
		if (strstr(run->notices[i].message, part))
			return true;
	}
	return false;
}

/*
 * M/M/1 at 0.5 with a service of 1 ms: T is exponential with mean 2 ms, p95 =
 * 2 ln 20 ms. Each slice has 6 values beyond its p99, which are too few.  Of 40 intervals of 95 %, 38 are right on
 * average, and fewer than 34 one time in a hundred.
 */
TEST(intervals_are_right_as_often_as_they_say)
{
	int mean = 0, p95 = 0;

	for (uint64_t seed = 1; seed <= 40; seed++) {
		struct wr_run *run = simulate("shape: { kind: constant, rate: 500/s, duration: 40s }\narrivals: poisson\n"
					      "service: { workers: 1, time: { law: exponential, mean: 1ms } }\n", seed);
		const struct wr_measure *m = measure(run, "load.t.mean"), *q = measure(run, "load.t.p95");

		mean += m->now.low <= 0.002 && 0.002 <= m->now.high;
		p95 += q->now.low <= 0.002 * log(20) && 0.002 * log(20) <= q->now.high;
		CHECK(isnan(measure(run, "load.t.p99")->now.low));
		CHECK(m->now.high - m->now.low < 0.0006);
		CHECK(noted(run, "left out as warm-up (MSER)"));
		wr_run_free(run);
	}
	CHECK(mean >= 34);
	CHECK(p95 >= 34);
}

/*
 * 400 users who think for 10 s and one worker of 50 ms: R = N S - Z = 10 s for
 * ever, but not for the first 400 requests, which find the queue growing, and
 * wait for 5 s on average: of 8000 requests, that makes 9.75 s.
 */
TEST(a_start_that_is_unlike_the_rest_is_left_out)
{
	const char *text = "users: { count: 400, think: 10s, duration: 400s }\nwarm-up: %s\n"
			   "service: { workers: 1, time: { law: constant, mean: 50ms } }\n";
	char given[256];
	struct wr_run *cut, *kept;

	snprintf(given, sizeof given, text, "auto");
	cut = simulate(given, 1);
	snprintf(given, sizeof given, text, "keep");
	kept = simulate(given, 1);
	CHECK(noted(kept, "nothing was left out as warm-up: the scenario keeps it"));
	CHECK(noted(cut, "s were left out as warm-up"));
	CHECK_NEAR("kept", measure(kept, "load.t.mean")->now.value, 9.75, 0.02);
	CHECK_NEAR("cut", measure(cut, "load.t.mean")->now.value, 10, 0.01);
	CHECK(isnan(measure(kept, "load.t.mean")->now.low));
	wr_run_free(cut);
	wr_run_free(kept);
}

TEST(what_has_no_steady_state)
{
	struct wr_run *run;

	/* 20 % more than it can do: the queue grows to the end */
	run = simulate("shape: { kind: constant, rate: 1200/s, duration: 10s }\n"
		       "service: { workers: 1, time: { law: constant, mean: 1ms } }\n", 1);
	CHECK(noted(run, "no steady state was reached within 10 s"));
	CHECK(isnan(measure(run, "load.t.mean")->now.low));
	wr_run_free(run);
	run = simulate("shape: { kind: ramp, from: 100/s, to: 900/s, duration: 10s }\n"
		       "service: { workers: 1, time: { law: constant, mean: 1ms } }\n", 1);
	CHECK(noted(run, "nothing was left out as warm-up: the load is not the same throughout"));
	wr_run_free(run);
	run = simulate("shape: { kind: constant, rate: 900/s, duration: 10s }\n"
		       "service: { workers: 1, time: { law: constant, mean: 1ms } }\n"
		       "faults: [ { kind: latency, delay: 1ms, from: 5s } ]\n", 1);
	CHECK(noted(run, "the faults are not the same throughout"));
	wr_run_free(run);
}
