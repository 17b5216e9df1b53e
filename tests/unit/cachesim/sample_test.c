/* sample_test.c - FIFO at many sizes in one pass, and LRU from a sample of the keys. */
#include "tests/unit/cachesim/random_trace.h"

static void check_sizes(const struct cs_trace *t, const uint64_t *sizes, size_t n)
{
	struct cs_result got[40];
	struct wr_err err;

	if (cs_policy_find("fifo")->replay_sizes(t, sizes, n, got, &err))
		fail_msg("%s", err.message);
	for (size_t i = 0; i < n; i++) {
		struct cs_result want = replay(t, "fifo", OBJECTS(sizes[i]));

		CHECK_EQ("requests", got[i].requests, want.requests);
		CHECK_EQ("misses", got[i].misses, want.misses);
		CHECK_NEAR("bytes", got[i].bytes, want.bytes, 0);
		CHECK_NEAR("missed bytes", got[i].missed_bytes, want.missed_bytes, 0);
	}
}

TEST(fifo_at_many_sizes_equals_its_replays)
{
	struct wr_rng rng;
	uint64_t sizes[40];

	wr_rng_seed(&rng, 31);
	for (int round = 0; round < 100; round++) {
		struct cs_trace *t = random_trace(&rng, 500, 2 + (uint32_t)wr_rng_below(&rng, MOST_KEYS - 2));
		size_t n = 1 + wr_rng_below(&rng, 40);

		/* With deletes it has to replay; most rounds have none. */
		for (size_t i = 0; round % 4 && i < t->n; i++)
			if (t->operation[i] == CS_DELETE)
				t->operation[i] = CS_WRITE;
		for (size_t i = 0; i < n; i++)
			sizes[i] = 1 + wr_rng_below(&rng, 50);
		sizes[n / 2] = UINT64_MAX;
		check_sizes(t, sizes, n);
		cs_trace_free(t);
	}
}

TEST(fifo_at_many_sizes_refuses_a_cache_of_nothing)
{
	struct cs_trace *t = script("a b a");
	struct cs_result out[2];
	struct wr_err err;

	CHECK_EQ("0", cs_policy_find("fifo")->replay_sizes(t, (const uint64_t[]){ 5, 0 }, 2, out, &err), -1);
	CHECK_HAS(err.message, "size 0");
	cs_trace_free(t);
}

/* Squared numbers below 1: the first keys are more popular. */
static struct cs_trace *skewed_trace(size_t n, uint32_t keys, uint64_t seed)
{
	uint64_t *key = wr_malloc(n * sizeof *key);
	struct cs_trace *t;
	struct wr_rng rng;

	wr_rng_seed(&rng, seed);
	for (size_t i = 0; i < n; i++) {
		double u = wr_rng_unit(&rng);

		key[i] = (uint64_t)(u * u * keys);
	}
	t = cs_trace_from_keys(key, n);
	free(key);
	return t;
}

TEST(a_sample_shows_the_curve_within_its_stated_error)
{
	static const uint64_t sizes[] = { 100, 1000, 10000, 50000, 100000, 1000000 };
	int within = 0, all = 0;

	for (uint64_t seed = 1; seed <= 3; seed++) {
		struct cs_trace *t = skewed_trace(600000, 200000, seed);
		uint64_t *exact = cs_lru_curve(t, NULL);
		struct cs_estimate e[6];
		struct wr_err err;

		if (cs_lru_sampled(t, 0.1, sizes, 6, e, &err))
			fail_msg("%s", err.message);
		for (int i = 0; i < 6; i++, all++) {
			uint64_t c = sizes[i] < t->unique ? sizes[i] : t->unique;
			double miss_ratio = (double)exact[c] / (double)t->n;

			CHECK_NEAR("miss ratio", e[i].miss_ratio, miss_ratio, 0.02);
			CHECK(e[i].error < 0.03);
			CHECK_NEAR("twice the error", e[i].miss_ratio, miss_ratio, 2 * e[i].error + 0.002);
			within += fabs(e[i].miss_ratio - miss_ratio) <= e[i].error;
		}
		free(exact);
		cs_trace_free(t);
	}
	/* It holds about 19 of 20 times, but what is sampled is much the same in the three traces. */
	CHECK(within > all * 2 / 3);
}

TEST(too_small_samples_are_refused)
{
	struct cs_trace *t = skewed_trace(300000, 100000, 4), *small = skewed_trace(20000, 5000, 5);
	struct cs_estimate e;
	struct wr_err err;

	CHECK_EQ("1 %", cs_lru_sampled(t, 0.01, (const uint64_t[]){ 10 }, 1, &e, &err), -1);
	CHECK_EQ("code", err.code, WR_EUSAGE);
	CHECK_HAS(err.message, "use at least 0.");
	CHECK_EQ("20 %", cs_lru_sampled(t, 0.2, (const uint64_t[]){ 10 }, 1, &e, &err), 0);
	CHECK_EQ("small", cs_lru_sampled(small, 0.9, (const uint64_t[]){ 10 }, 1, &e, &err), -1);
	CHECK_HAS(err.message, "use all of them");
	for (int i = 0; i < 3; i++) {
		CHECK_EQ("rate", cs_lru_sampled(t, (const double[]){ 0, 1, NAN }[i], (const uint64_t[]){ 10 }, 1, &e,
						&err), -1);
		CHECK_HAS(err.message, "more than none");
	}
	cs_trace_free(t);
	cs_trace_free(small);
}
