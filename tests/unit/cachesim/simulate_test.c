/* simulate_test.c - measures, series and advice of a whole study. */
#include "core/rng.h"
#include "core/run.h"
#include "cachesim/study_p.h"
#include "tests/unit/cachesim/script.h"

static struct wr_run *simulate(const struct cs_trace *t, struct cs_options o)
{
	struct wr_run *run = wr_run_new();
	struct wr_err err;

	if (!o.name)
		o.name = "t";
	if (cs_simulate(t, &o, run, &err))
		fail_msg("%s", err.message);
	return run;
}

static double value(const struct wr_run *run, const char *name)
{
	const struct wr_measure *m = wr_run_find_measure(run, name);

	if (!m)
		fail_msg("no measure %s", name);
	CHECK_STR(m->stage, "cache");
	return m->now.value;
}

/* All notices in one text. */
static const char *notices(const struct wr_run *run)
{
	char *all = wr_arena_strdup(run->arena, "");

	for (size_t i = 0; i < run->notice_count; i++)
		all = wr_arena_printf(run->arena, "%s%s\n", all, run->notices[i].message);
	return all;
}

static void check_not_said(const struct wr_run *run, const char *part)
{
	if (strstr(notices(run), part))
		fail_msg("'%s' is in: %s", part, notices(run));
}

static void check_refused(const struct cs_trace *t, struct cs_options o, enum wr_status code, const char *why)
{
	struct wr_run *run = wr_run_new();
	struct wr_err err;

	o.name = "t";
	CHECK_EQ(why, cs_simulate(t, &o, run, &err), -1);
	CHECK_EQ(why, err.code, code);
	CHECK_HAS(err.message, why);
	CHECK_EQ("nothing half done", run->measure_count, 0);
	wr_run_free(run);
}

#define NAMES(...) .policies = (const char *const[]){ __VA_ARGS__ }, \
		   .policy_count = sizeof (const char *const[]){ __VA_ARGS__ } / sizeof (char *)
#define SIZES(...) .sizes = (const uint64_t[]){ __VA_ARGS__ }, \
		   .size_count = sizeof (const uint64_t[]){ __VA_ARGS__ } / sizeof (uint64_t)

TEST(measures_are_those_of_the_replays)
{
	/* Worked in policies_test.c: lru 5 and 3, fifo 4 misses of 6; bytes a 1, b 2, c 4: 11 in all. */
	struct cs_trace *t = script("a:1 b:2 a:1 c:4 b:2 a:1");
	struct cs_options o = { .name = "My Trace", NAMES("lru", "fifo"), SIZES(2, 3), .policy = "fifo" };
	struct wr_run *run = simulate(t, o);

	CHECK_NEAR("requests", value(run, "cache.my_trace.requests"), 6, 0);
	CHECK_NEAR("damaged", value(run, "cache.my_trace.damaged"), 0, 0);
	CHECK_NEAR("footprint", value(run, "cache.my_trace.footprint"), 7, 0);
	CHECK_NEAR("lru 2", value(run, "cache.my_trace.lru.2.miss_ratio"), 5.0 / 6, 1e-12);
	CHECK_NEAR("lru 3", value(run, "cache.my_trace.lru.3.miss_ratio"), 3.0 / 6, 1e-12);
	CHECK_NEAR("fifo 2", value(run, "cache.my_trace.fifo.2.miss_ratio"), 4.0 / 6, 1e-12);
	/* lru 2 misses a b c b a: 1 + 2 + 4 + 2 + 1. */
	CHECK_NEAR("bytes", value(run, "cache.my_trace.lru.2.byte_miss_ratio"), 10.0 / 11, 1e-12);
	CHECK_NEAR("today's fifo at the first size", value(run, "cache.my_trace.hit_ratio"), 2.0 / 6, 1e-12);
	CHECK(!wr_run_find_measure(run, "cache.my_trace.arc.2.miss_ratio"));
	CHECK_STR(wr_run_find_measure(run, "cache.my_trace.lru.2.miss_ratio")->unit, "ratio");
	CHECK(wr_run_find_measure(run, "cache.my_trace.hit_ratio")->better == WR_HIGHER_IS_BETTER);
	CHECK(wr_run_find_measure(run, "cache.my_trace.lru.2.miss_ratio")->better == WR_LOWER_IS_BETTER);
	CHECK_EQ("no curve unless asked for", run->series_count, 0);
	CHECK_HAS(notices(run), "only 6 reads");
	wr_run_free(run);
	cs_trace_free(t);
}

TEST(all_policies_that_the_trace_allows_take_part)
{
	struct cs_trace *plain = script("a b a"), *timed = script("a@0 b@1 a@2");
	struct wr_run *run = simulate(plain, (struct cs_options){ SIZES(1) });

	CHECK(wr_run_find_measure(run, "cache.t.arc.1.miss_ratio"));
	CHECK(!wr_run_find_measure(run, "cache.t.ttl.1.miss_ratio"));
	CHECK(!wr_run_find_measure(run, "cache.t.ttl"));
	wr_run_free(run);
	run = simulate(timed, (struct cs_options){ SIZES(1) });
	CHECK(wr_run_find_measure(run, "cache.t.ttl.1.miss_ratio"));
	wr_run_free(run);
	cs_trace_free(plain);
	cs_trace_free(timed);
}

TEST(the_time_to_live_is_given_or_derived)
{
	/* Gaps of a: 2 2 2 2, of b: 1.  The 95 % quantile of 1 2 2 2 2 is 2. */
	struct cs_trace *t = script("a@0 a@2 a@4 a@6 a@8 b@8 b@9");
	struct wr_run *run = simulate(t, (struct cs_options){ NAMES("ttl"), SIZES(5) });

	CHECK_NEAR("derived", value(run, "cache.t.ttl"), 2, 1e-12);
	CHECK_HAS(notices(run), "95 % of the repeated reads");
	wr_run_free(run);
	run = simulate(t, (struct cs_options){ NAMES("ttl"), SIZES(5), .ttl = 1.5 });
	/* a misses every time, b hits once: 6 of 7; lru: 2 of 7.  4 of 7 is 57.1 points. */
	CHECK_NEAR("given", value(run, "cache.t.ttl.5.miss_ratio"), 6.0 / 7, 1e-12);
	CHECK_HAS(notices(run), "costs 57.1 points");
	wr_run_free(run);
	cs_trace_free(t);
}

TEST(a_trace_that_repeats_nothing_still_has_a_time_to_live)
{
	struct cs_trace *t = script("a@0 b@1");
	struct wr_run *run = simulate(t, (struct cs_options){ NAMES("ttl") });

	CHECK(value(run, "cache.t.ttl") > 0);
	CHECK_HAS(notices(run), "no cache pays here");
	CHECK(!wr_run_find_measure(run, "cache.t.recommended_size"));
	CHECK_NEAR("at what holds everything", value(run, "cache.t.ttl.26.miss_ratio"), 1, 0);
	wr_run_free(run);
	cs_trace_free(t);
}

TEST(what_cannot_be_simulated_is_an_error)
{
	struct cs_trace *plain = script("a b a"), *writes = script("=a =b -a");

	check_refused(plain, (struct cs_options){ NAMES("lru", "magic") }, WR_EUSAGE,
		      "no cache policy 'magic'");
	check_refused(plain, (struct cs_options){ .policy = "magic" }, WR_EUSAGE, "no cache policy 'magic'");
	check_refused(plain, (struct cs_options){ .policy = "belady" }, WR_EUSAGE, "knows the future");
	check_refused(plain, (struct cs_options){ SIZES(5, 0) }, WR_EUSAGE, "size 0");
	check_refused(plain, (struct cs_options){ .by_bytes = true }, WR_EUSAGE, "no sizes");
	check_refused(plain, (struct cs_options){ NAMES("ttl"), SIZES(5) }, WR_EUSAGE, "times");
	check_refused(plain, (struct cs_options){ .ttl = -1 }, WR_EUSAGE, "above 0");
	check_refused(writes, (struct cs_options){ SIZES(5) }, WR_EINPUT, "no reads");
	cs_trace_free(plain);
	cs_trace_free(writes);
}

/* `n` reads, evenly among `keys`. */
static struct cs_trace *even_trace(size_t n, uint32_t keys)
{
	uint64_t *key = wr_malloc(n * sizeof *key);
	struct cs_trace *t;
	struct wr_rng rng;

	wr_rng_seed(&rng, 5);
	for (size_t i = 0; i < n; i++)
		key[i] = wr_rng_below(&rng, keys);
	t = cs_trace_from_keys(key, n);
	free(key);
	return t;
}

TEST(sizes_are_derived_from_what_is_enough)
{
	/* An LRU cache of c of 1,000 evenly used keys hits c/1000 of the time: 980 is two points below all. */
	struct cs_trace *t = even_trace(100000, 1000);
	struct wr_run *run = simulate(t, (struct cs_options){ NAMES("lru"), .curve = true });
	double enough = value(run, "cache.t.recommended_size");
	static const char *const names[] = { "cache.t.lru.50.miss_ratio", "cache.t.lru.100.miss_ratio",
					     "cache.t.lru.200.miss_ratio", "cache.t.lru.500.miss_ratio" };

	CHECK_NEAR("recommended", enough, 980, 10);
	CHECK_NEAR("two digits", fmod(enough, 10), 0, 0);
	for (size_t i = 0; i < 4; i++)
		CHECK(value(run, names[i]) < 1);
	CHECK(!wr_run_find_measure(run, "cache.t.lru.20.miss_ratio"));
	CHECK(!wr_run_find_measure(run, "cache.t.lru.1000.miss_ratio"));
	CHECK_NEAR("judged where it is enough", value(run, "cache.t.hit_ratio"), enough / 1000, 0.02);
	CHECK_HAS(notices(run), "100,000 reads over 1,000 keys");
	/* Nothing else was asked for, so nothing is compared. */
	check_not_said(run, "LRU is enough");
	wr_run_free(run);
	cs_trace_free(t);
}

static void check_line(const struct wr_line *line, size_t most)
{
	CHECK(line->n > 1 && line->n <= most);
	for (size_t i = 1; i < line->n; i++)
		CHECK(line->points[i].x > line->points[i - 1].x);
	CHECK_STR(line->unit, "ratio");
}

TEST(the_curve_is_drawn_over_all_sizes)
{
	struct cs_trace *t = even_trace(20000, 1000);
	struct cs_options o = { NAMES("fifo", "belady", "lru"), SIZES(100), .curve = true };
	struct wr_run *run = simulate(t, o);
	const struct wr_series *s = &run->series[0];

	CHECK_EQ("series", run->series_count, 2);
	CHECK_STR(s->name, "cache.t.miss_ratio_curve");
	CHECK_STR(s->x_unit, "1");
	CHECK_EQ("lines", s->line_count, 3);
	CHECK_STR(s->lines[0].name, "lru");
	CHECK_STR(s->lines[1].name, "belady");
	check_line(&s->lines[0], 60);
	check_line(&s->lines[1], 60);
	check_line(&s->lines[2], 60);
	for (size_t l = 0; l < 3; l++) {
		const struct wr_point *p = s->lines[l].points;

		for (size_t i = 0; i < s->lines[l].n; i++) {
			struct cs_result r = replay(t, s->lines[l].name, OBJECTS((uint64_t)p[i].x));

			CHECK_NEAR(s->lines[l].name, p[i].y, (double)r.misses / 20000, 1e-12);
		}
		CHECK_NEAR("up to everything", p[s->lines[l].n - 1].x, t->unique, 0);
	}
	wr_run_free(run);
	cs_trace_free(t);
}

/* With times to live sizes are found by replays; if no life ends, they and the lines are those of the curve. */
TEST(times_to_live_take_replays_in_place_of_the_curve)
{
	struct cs_trace *t = even_trace(20000, 1000);
	struct cs_options o = { NAMES("lru"), .curve = true };
	struct wr_run *plain = simulate(t, o), *timed;

	t->time = wr_calloc(t->n, sizeof *t->time);
	t->ttl = wr_calloc(t->n, sizeof *t->ttl);
	for (size_t i = 0; i < t->n; i++) {
		t->time[i] = (double)i;
		t->ttl[i] = 1e9f;
	}
	timed = simulate(t, o);
	CHECK_NEAR("recommended", value(timed, "cache.t.recommended_size"),
		   value(plain, "cache.t.recommended_size"), 20);
	CHECK_NEAR("hits", value(timed, "cache.t.hit_ratio"), value(plain, "cache.t.hit_ratio"), 0.02);
	CHECK(timed->series[0].lines[0].n <= 16);
	wr_run_free(plain);
	wr_run_free(timed);
	cs_trace_free(t);
}

TEST(by_bytes_sizes_are_bytes)
{
	struct cs_trace *t = even_trace(20000, 100);
	struct wr_run *run;
	const struct wr_series *s;

	/* Every object has 10 bytes: 98 of 100 are enough, found to 1 % and rounded up. */
	t->size = wr_calloc(t->n, sizeof *t->size);
	for (size_t i = 0; i < t->n; i++)
		t->size[i] = 10;
	run = simulate(t, (struct cs_options){ NAMES("lru", "arc"), .by_bytes = true, .curve = true });
	s = &run->series[0];
	CHECK_NEAR("footprint", value(run, "cache.t.footprint"), 1000, 0);
	CHECK_NEAR("recommended", value(run, "cache.t.recommended_size"), 980, 15);
	CHECK_STR(wr_run_find_measure(run, "cache.t.recommended_size")->unit, "B");
	CHECK_NEAR("half", value(run, "cache.t.lru.500.miss_ratio"), 0.5, 0.02);
	CHECK_NEAR("same in bytes", value(run, "cache.t.lru.500.byte_miss_ratio"),
		   value(run, "cache.t.lru.500.miss_ratio"), 1e-12);
	CHECK_STR(s->x_unit, "B");
	check_line(&s->lines[0], 60);
	wr_run_free(run);
	cs_trace_free(t);
}

/* A hot set of 300 that is read evenly, and in the second quarter of every 8,000 reads a scan of new keys. */
static struct cs_trace *scanned_trace(size_t n, bool first_half_only)
{
	uint64_t *key = wr_malloc(n * sizeof *key), fresh = 1000;
	struct cs_trace *t;
	struct wr_rng rng;

	wr_rng_seed(&rng, 6);
	for (size_t i = 0; i < n; i++) {
		bool scan = i % 8000 / 2000 == 1 && !(first_half_only && i >= n / 2);

		key[i] = scan ? fresh++ : wr_rng_below(&rng, 300);
	}
	t = cs_trace_from_keys(key, n);
	free(key);
	return t;
}

TEST(a_policy_that_beats_lru_in_both_halves_is_advised_with_its_reason)
{
	struct cs_trace *t = scanned_trace(80000, false);
	struct wr_run *run = simulate(t, (struct cs_options){ SIZES(400), .policy = "fifo" });
	double gain = value(run, "cache.t.lru.400.miss_ratio") - value(run, "cache.t.arc.400.miss_ratio");

	CHECK(gain > 0.02);
	/* 20,000 new keys and the hot 300. */
	CHECK_HAS(notices(run), "80,000 reads over 20,300 keys, 98.5 % of which are read once");
	CHECK_HAS(notices(run), "at 400 objects use ");
	CHECK_HAS(notices(run), "points more than LRU");
	CHECK_HAS(notices(run), "leaves without a hit");
	/* Ten scans of 2,000 reads are 25 % of the reads; the windows at their ends do not count. */
	CHECK_HAS(notices(run), "10 scans (2");
	CHECK_HAS(notices(run), "Today's fifo answers");
	check_not_said(run, "LRU is enough");
	wr_run_free(run);
	cs_trace_free(t);
}

TEST(a_gain_that_only_one_half_shows_is_not_advised)
{
	struct cs_trace *t = scanned_trace(80000, true);
	struct wr_run *run = simulate(t, (struct cs_options){ SIZES(400) });

	CHECK(value(run, "cache.t.lru.400.miss_ratio") - value(run, "cache.t.arc.400.miss_ratio") > 0.01);
	CHECK_HAS(notices(run), "at 400 objects LRU is enough");
	CHECK_HAS(notices(run), "not enough to count on");
	wr_run_free(run);
	cs_trace_free(t);
}

/*
 * A hot set of 200 read twice, new keys, and in the second half the hot set once more: only the whole
 * trace shows that an LRU cache of 300 loses it.  At `extra` the same in small: 50 keys twice, 350 new
 * ones, the 50 again.
 */
static struct cs_trace *far_trace(size_t extra)
{
	uint64_t key[2800];

	for (size_t i = 0; i < 2800; i++)
		key[i] = i < 400 ? i % 200 : i >= 1400 && i < 1600 ? i - 1400 : 1000 + i;
	for (size_t i = 0; extra && i < 500; i++)
		if (i < 100 || i >= 450)
			key[extra + i] = 500 + i % 50;
	return cs_trace_from_keys(key, 2800);
}

TEST(a_gain_that_a_half_does_not_show_is_not_advised)
{
	/* 200 and 250 of 2,800 reads are 7.1 and 8.9 points, 50 of 1,400 are 3.6. */
	static const struct { size_t extra; const char *said; } c[] = {
		{ 0, "gains 7.1 points on the whole trace, but 0.0 and 0.0 on its two halves" },
		{ 700, "gains 8.9 points on the whole trace, but 3.6 and 0.0 on its two halves" },
		{ 2000, "gains 8.9 points on the whole trace, but 0.0 and 3.6 on its two halves" },
	};

	for (size_t i = 0; i < 3; i++) {
		struct cs_trace *t = far_trace(c[i].extra);
		struct wr_run *run = simulate(t, (struct cs_options){ NAMES("lru", "arc"), SIZES(300) });

		CHECK_HAS(notices(run), "LRU is enough");
		CHECK_HAS(notices(run), c[i].said);
		wr_run_free(run);
		cs_trace_free(t);
	}
}

/* In the first half scans come every 1,000 reads, in the second once: gains in both, but too unlike. */
TEST(a_gain_that_the_halves_do_not_agree_on_is_not_advised)
{
	enum { N = 40000 };
	uint64_t *key = wr_malloc(N * sizeof *key);
	struct cs_trace *t;
	struct wr_run *run;
	struct wr_rng rng;

	wr_rng_seed(&rng, 9);
	for (size_t i = 0; i < N; i++)
		key[i] = (i < N / 2 ? i % 1000 < 500 : i % 8000 < 700) ? 1000 + i : wr_rng_below(&rng, 300);
	t = cs_trace_from_keys(key, N);
	free(key);
	run = simulate(t, (struct cs_options){ NAMES("lru", "arc"), SIZES(400) });
	CHECK_HAS(notices(run), "at 400 objects LRU is enough");
	CHECK_HAS(notices(run), "not enough to count on");
	wr_run_free(run);
	cs_trace_free(t);
}

TEST(the_recommended_size_is_the_smallest_within_two_points)
{
	for (uint32_t keys = 5; keys < 60; keys += 6) {
		struct cs_trace *t = even_trace(3000, keys);
		struct wr_run *run = simulate(t, (struct cs_options){ NAMES("lru") });
		uint64_t size = 1, least = replay(t, "lru", OBJECTS(keys)).misses;

		while (replay(t, "lru", OBJECTS(size)).misses > least + 60)
			size++;
		CHECK_NEAR("by trial", value(run, "cache.t.recommended_size"), (double)size, 0);
		wr_run_free(run);
		cs_trace_free(t);
	}
}

static struct cs_churn churn_of(const uint64_t *key, size_t n, uint64_t size)
{
	struct cs_limits limits = { .capacity = size };
	struct cs_trace *t = cs_trace_from_keys(key, n);
	struct cs_churn churn;

	CHECK_EQ("churn", cs_churn_find(&churn, t, &limits, NULL), 0);
	cs_trace_free(t);
	return churn;
}

TEST(scans_are_runs_of_misses_of_a_full_cache)
{
	uint64_t key[10000];
	struct cs_churn churn;

	/* 400 new keys, a loop over 100 of them, and from 5,000 on 600 new ones. */
	for (size_t i = 0; i < 10000; i++)
		key[i] = i < 400 ? i : i >= 5000 && i < 5600 ? 10000 + i : i % 100;
	churn = churn_of(key, 10000, 400);
	/* The first 400 only fill the cache.  Of the 600, LRU then loses the loop: 100 misses more. */
	CHECK_EQ("one", churn.scans, 1);
	CHECK_NEAR("seven windows", churn.scanned, 0.07, 1e-12);
	/* Taken in: 400 + 600 + 100 keys; hit afterwards: the loop's 100, twice. */
	CHECK_NEAR("wasted", churn.wasted, 900.0 / 1100, 1e-12);
	/* In a cache of 200 the first 400 are a scan as well, from the third hundred on. */
	churn = churn_of(key, 10000, 200);
	CHECK_EQ("two", churn.scans, 2);
	/* Where three of four reads miss anyway nothing is a scan. */
	churn = churn_of(key, 500, 50);
	CHECK_EQ("none", churn.scans, 0);
	CHECK_NEAR("none", churn.scanned, 0, 0);
}

TEST(lru_is_enough_where_nothing_is_better)
{
	/* Everything fits: all policies miss 500 times. */
	struct cs_trace *t = even_trace(50000, 500);
	struct wr_run *run = simulate(t, (struct cs_options){ SIZES(500, 600) });

	CHECK_HAS(notices(run), "at 500 objects LRU is enough: it answers 99.0 % of the reads, and no other "
		  "policy more");
	CHECK_HAS(notices(run), "at 600 objects LRU is enough");
	wr_run_free(run);
	cs_trace_free(t);
}

TEST(the_optimum_is_a_measure_and_never_advice)
{
	/* A loop over 100 objects, in a cache of 50: LRU and CLOCK never hit, the optimum does on nearly half. */
	uint64_t key[20000];
	struct cs_trace *t;
	struct wr_run *run;
	double attainable;

	for (size_t i = 0; i < 20000; i++)
		key[i] = i % 100;
	t = cs_trace_from_keys(key, 20000);
	run = simulate(t, (struct cs_options){ NAMES("lru", "clock", "belady"), SIZES(50) });
	attainable = value(run, "cache.t.attainable");
	/* After the first round each round of 99 reads hits 49 times. */
	CHECK_NEAR("49 of 99", attainable, 49.0 / 99, 0.005);
	CHECK_NEAR("the same", 1 - value(run, "cache.t.belady.50.miss_ratio"), attainable, 1e-12);
	CHECK_HAS(notices(run), "LRU is enough");
	CHECK_HAS(notices(run), "No policy can answer more than 49.");
	CHECK_HAS(notices(run), "LRU reaches 0 % of that.");
	check_not_said(run, "use belady");
	wr_run_free(run);
	run = simulate(t, (struct cs_options){ NAMES("lru", "arc"), SIZES(50) });
	check_not_said(run, "No policy can");
	CHECK(!wr_run_find_measure(run, "cache.t.attainable"));
	wr_run_free(run);
	cs_trace_free(t);
}

TEST(by_bytes_the_optimum_is_called_a_rule)
{
	struct cs_trace *t = scanned_trace(20000, false);
	struct wr_run *run;

	t->size = wr_calloc(t->n, sizeof *t->size);
	for (size_t i = 0; i < t->n; i++)
		t->size[i] = 10;
	run = simulate(t, (struct cs_options){ NAMES("lru", "sieve", "belady"), SIZES(4000), .by_bytes = true });
	CHECK_HAS(notices(run), "Belady's rule, which knows the future, answers ");
	CHECK_HAS(notices(run), ", sieve 100 %");
	check_not_said(run, "No policy can");
	wr_run_free(run);
	cs_trace_free(t);
}

TEST(a_sample_is_held_against_the_exact_curve)
{
	struct cs_trace *t = even_trace(100000, 20000), *sized = script("a:1 b:2");
	struct wr_run *run = simulate(t, (struct cs_options){ NAMES("lru"), SIZES(100), .sample = 0.5 });

	CHECK(value(run, "cache.t.sample_error") < 0.03);
	CHECK_HAS(notices(run), "a sample of 0.5 of the keys would show LRU's miss ratio within ");
	wr_run_free(run);
	run = wr_run_new();
	CHECK_EQ("few", cs_simulate(sized, &(struct cs_options){ .name = "t", .sample = 0.5 }, run,
				    &(struct wr_err){ 0 }), -1);
	CHECK_EQ("bytes", cs_simulate(sized, &(struct cs_options){ .name = "t", .sample = 0.5, .by_bytes = true },
				      run, &(struct wr_err){ 0 }), -1);
	wr_run_free(run);
	cs_trace_free(t);
	cs_trace_free(sized);
}

TEST(one_of_the_derived_sizes_is_spoken_of)
{
	struct cs_trace *t = scanned_trace(80000, false);
	struct wr_run *run = simulate(t, (struct cs_options){ NAMES("lru", "arc") });
	const char *said = strstr(notices(run), " use arc");

	CHECK(said && !strstr(said + 1, " use arc"));
	CHECK_HAS(said, "LRU needs ");
	wr_run_free(run);
	cs_trace_free(t);
}

TEST(doubts_are_warnings)
{
	struct cs_trace *t = even_trace(20000, 100);
	struct wr_run *run;

	t->damaged = 3;
	t->first_damage = wr_strdup("a.csv:7:3: the time is not a number");
	t->unordered = 12;
	run = simulate(t, (struct cs_options){ NAMES("lru") });
	CHECK_HAS(notices(run), "3 damaged lines were skipped; the first: a.csv:7:3: the time is not a number");
	CHECK_HAS(notices(run), "the times of 12 requests go back");
	check_not_said(run, "only 20,000 reads");
	CHECK_EQ("level", run->notices[0].level, WR_WARNING);
	CHECK_NEAR("measure", value(run, "cache.t.damaged"), 3, 0);
	wr_run_free(run);
	cs_trace_free(t);
}
