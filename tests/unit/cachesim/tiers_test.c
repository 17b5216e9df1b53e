/* tiers_test.c - caches one behind the other, latencies and costs, worked by hand. */
#include <math.h>
#include "core/run.h"
#include "tests/unit/cachesim/random_trace.h"

static struct wr_run *simulate(const struct cs_trace *t, struct cs_options o)
{
	struct wr_run *run = wr_run_new();
	struct wr_err err;

	o.name = "t";
	o.policies = (const char *const[]){ "lru" };
	o.policy_count = 1;
	if (cs_simulate(t, &o, run, &err))
		fail_msg("%s", err.message);
	return run;
}

static double value(const struct wr_run *run, const char *name)
{
	char full[80];
	const struct wr_measure *m;

	snprintf(full, sizeof full, "cache.t.%s", name);
	m = wr_run_find_measure(run, full);
	if (!m)
		fail_msg("no measure %s", full);
	return m->now.value;
}

static const struct wr_series *series(const struct wr_run *run, const char *name)
{
	for (size_t i = 0; i < run->series_count; i++)
		if (!strcmp(run->series[i].name, name))
			return &run->series[i];
	fail_msg("no series %s", name);
	return NULL;
}

TEST(a_tier_sees_what_those_before_it_miss)
{
	/* First, one object: hits the two repeated a.  Second, three objects, sees a b a c b c d a: hits a, b, c; then
	 * d takes the place of a, the one used longest ago, and the last a misses. */
	struct cs_trace *t = script("a b a a a c b c d a");
	struct cs_tier tiers[] = { { .name = "local", .size = 1, .latency = 1 },
				   { .name = "Far away", .policy = "lru", .size = 3, .latency = 10 } };
	struct wr_run *run = simulate(t, (struct cs_options){ .tiers = tiers, .tier_count = 2, .store_latency = 100 });
	const struct wr_series *s = series(run, "cache.t.tiers");

	CHECK_NEAR("local", value(run, "tier.local.hit_ratio"), 0.2, 1e-12);
	CHECK_NEAR("local", value(run, "tier.local.answers"), 0.2, 1e-12);
	CHECK_NEAR("far", value(run, "tier.far_away.hit_ratio"), 3 / 8.0, 1e-12);
	CHECK_NEAR("far", value(run, "tier.far_away.answers"), 0.3, 1e-12);
	CHECK_NEAR("all", value(run, "tiers.hit_ratio"), 0.5, 1e-12);
	/* 10 ask the first, 8 the second, 5 the store. */
	CHECK_NEAR("latency", value(run, "tiers.latency"), (10 * 1 + 8 * 10 + 5 * 100) / 10.0, 1e-9);
	CHECK_EQ("tiers and store", s->lines[0].n, 3);
	CHECK_NEAR("reach the store", s->lines[0].points[2].y, 0.5, 1e-12);
	CHECK_NEAR("answered there", s->lines[1].points[2].y, 0.5, 1e-12);
	CHECK_HAS(s->x_name, "2 = Far away, 3 = store");
	CHECK_EQ("over time", series(run, "cache.t.tiers_over_time")->line_count, 2);
	wr_run_free(run);
	cs_trace_free(t);
}

TEST(without_latencies_there_is_no_mean)
{
	struct cs_trace *t = script("a b a");
	struct cs_tier tier = { .name = "x", .size = 1, .latency = 1 };
	struct wr_run *run = simulate(t, (struct cs_options){ .tiers = &tier, .tier_count = 1 });

	CHECK(!wr_run_find_measure(run, "cache.t.tiers.latency"));
	wr_run_free(run);
	cs_trace_free(t);
}

/* The second tier keeps the old a when it is written, and hands it to the first, which had made room for b. */
TEST(what_is_stale_in_one_tier_is_stale_in_the_next)
{
	struct cs_trace *t = script("a b =a a a b a");
	struct cs_tier tiers[] = { { .name = "x", .size = 1 }, { .name = "y", .size = 9 } };
	struct wr_run *run = simulate(t, (struct cs_options){ .tiers = tiers, .tier_count = 2,
							       .writes = CS_WRITE_ASIDE });

	/* Reads: a, b come in; a stale from y, a stale from x, b fresh from y, a stale from y: 3 of 4 hits. */
	CHECK_NEAR("hits", value(run, "tiers.hit_ratio"), 4 / 6.0, 1e-12);
	CHECK_NEAR("stale", value(run, "tiers.stale_ratio"), 3 / 4.0, 1e-12);
	CHECK_NEAR("stored", value(run, "tiers.stored"), 1, 0);
	wr_run_free(run);
	cs_trace_free(t);
}

TEST(the_last_tier_keeps_writes_back)
{
	struct cs_trace *t = script("=a =a =a b b");
	struct cs_tier tiers[] = { { .name = "x", .size = 1 }, { .name = "y", .size = 9 } };
	struct wr_run *run = simulate(t, (struct cs_options){ .tiers = tiers, .tier_count = 2,
							       .writes = CS_WRITE_BACK });

	CHECK_NEAR("stored", value(run, "tiers.stored"), 1, 0);
	wr_run_free(run);
	cs_trace_free(t);
}

/* Any tiers against three caches that are asked in turn, one request at a time. */
static uint64_t model_answers(const struct cs_trace *t, const uint64_t *size, size_t tier)
{
	uint32_t held[3][MOST_KEYS];
	uint64_t n[3] = { 0 }, answers = 0;

	for (size_t i = 0; i < t->n; i++) {
		bool found = false;

		for (size_t k = 0; k < 3 && !found; k++) {
			size_t at = 0;

			while (at < n[k] && held[k][at] != t->key[i])
				at++;
			found = at < n[k] && t->operation[i] == CS_READ;
			answers += found && k == tier;
			/* Reads and writes make it the newest, deletes take it out. */
			if (at < n[k])
				memmove(&held[k][at], &held[k][at + 1], (--n[k] - at) * sizeof held[k][0]);
			if (t->operation[i] == CS_DELETE)
				continue;
			if (n[k] == size[k])
				memmove(&held[k][0], &held[k][1], --n[k] * sizeof held[k][0]);
			held[k][n[k]++] = t->key[i];
		}
	}
	return answers;
}

TEST(random_tiers_agree_with_a_slow_model)
{
	struct wr_rng rng;

	wr_rng_seed(&rng, 3);
	for (int round = 0; round < 60; round++) {
		uint32_t keys = 4 + (uint32_t)wr_rng_below(&rng, MOST_KEYS - 4);
		struct cs_trace *t = random_trace(&rng, 400, keys);
		struct cs_tier tiers[3] = { { .name = "a" }, { .name = "b" }, { .name = "c" } };
		uint64_t size[3], reads = 0;
		struct wr_run *run;

		for (int k = 0; k < 3; k++)
			tiers[k].size = size[k] = 1 + wr_rng_below(&rng, keys);
		for (size_t i = 0; i < t->n; i++)
			reads += t->operation[i] == CS_READ;
		run = simulate(t, (struct cs_options){ .tiers = tiers, .tier_count = 3 });
		CHECK_NEAR("a", value(run, "tier.a.answers"), (double)model_answers(t, size, 0) / (double)reads, 1e-12);
		CHECK_NEAR("b", value(run, "tier.b.answers"), (double)model_answers(t, size, 1) / (double)reads, 1e-12);
		CHECK_NEAR("c", value(run, "tier.c.answers"), (double)model_answers(t, size, 2) / (double)reads, 1e-12);
		wr_run_free(run);
		cs_trace_free(t);
	}
}

TEST(impossible_tiers_are_errors)
{
	struct cs_trace *t = script("a b");
	struct wr_run *run = wr_run_new();
	struct wr_err err;
	struct cs_tier tier = { .name = "x", .policy = "best", .size = 1 };
	struct cs_options o = { .name = "t", .tiers = &tier, .tier_count = 1 };

	CHECK_EQ("unknown", cs_simulate(t, &o, run, &err), -1);
	CHECK_HAS(err.message, "no cache policy 'best'");
	tier.policy = "belady";
	CHECK_EQ("bound", cs_simulate(t, &o, run, &err), -1);
	CHECK_HAS(err.message, "no cache can have");
	tier = (struct cs_tier){ .name = "x" };
	CHECK_EQ("empty", cs_simulate(t, &o, run, &err), -1);
	CHECK_HAS(err.message, "size 0");
	wr_run_free(run);
	cs_trace_free(t);
}

/* Two hours; with one object nothing hits, with two or more all but the first two: 4 misses an hour against 1. */
TEST(the_cheapest_size_weighs_misses_against_memory)
{
	struct cs_trace *t = script("a@0 b@1000 a@2000 b@3000 a@4000 b@5000 a@6000 b@7200");
	struct cs_options o = { .sizes = (const uint64_t[]){ 2 }, .size_count = 1, .miss_cost = 5, .size_cost = 1,
				.hit_latency = 0.001, .store_latency = 0.1 };
	struct wr_run *run = simulate(t, o);

	CHECK_NEAR("size", value(run, "cheapest_size"), 2, 0);
	CHECK_NEAR("cost", value(run, "cheapest_cost_per_hour"), 5 + 2, 1e-9);
	CHECK_NEAR("now", value(run, "cost_per_hour"), 5 + 2, 1e-9);
	CHECK_NEAR("latency", value(run, "latency"), 0.001 + 0.25 * 0.1, 1e-9);
	wr_run_free(run);
	/* Two objects cost 16 an hour and save 15. */
	o.size_cost = 8;
	run = simulate(t, o);
	CHECK_NEAR("none", value(run, "cheapest_size"), 0, 0);
	CHECK_NEAR("none", value(run, "cheapest_cost_per_hour"), 4 * 5, 1e-9);
	wr_run_free(run);
	cs_trace_free(t);
}

/* 8 of 10 at 4 objects, none at less (a loop); no size answers 9 of 10. */
TEST(the_size_that_a_hit_ratio_takes_is_told)
{
	struct cs_trace *t = script("a b c d a b c d a b c d a b c d a b c d");
	struct wr_run *run = simulate(t, (struct cs_options){ .min_hit_ratio = 0.8 });

	CHECK_NEAR("needed", value(run, "needed_size"), 4, 0);
	wr_run_free(run);
	run = simulate(t, (struct cs_options){ .min_hit_ratio = 0.9 });
	CHECK(!wr_run_find_measure(run, "cache.t.needed_size"));
	wr_run_free(run);
	cs_trace_free(t);
}

/* 60 windows of two requests each: the first half of the trace misses all, the second hits all. */
TEST(hit_ratios_are_drawn_over_time)
{
	struct cs_trace *t = wr_calloc(1, sizeof *t);
	struct wr_run *run;
	const struct wr_line *line;

	t->n = 120;
	t->unique = 60;
	t->key = wr_calloc(t->n, sizeof *t->key);
	for (uint32_t i = 0; i < 120; i++)
		t->key[i] = i < 60 ? i : i - 60;
	run = simulate(t, (struct cs_options){ .curve = true });
	line = &series(run, "cache.t.hit_ratio_over_time")->lines[0];
	CHECK_STR(line->name, "lru");
	CHECK_EQ("windows", line->n, 60);
	CHECK_NEAR("cold", line->points[29].y, 0, 0);
	CHECK_NEAR("warm", line->points[30].y, 1, 0);
	CHECK_NEAR("middle of the first window", line->points[0].x, 1, 1e-12);
	wr_run_free(run);
	cs_trace_free(t);
}
