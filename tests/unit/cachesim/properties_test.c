/* properties_test.c - what holds for every policy, whatever it does. */
#include "tests/unit/cachesim/random_trace.h"

static struct cs_trace *random_reads(uint64_t seed, size_t n, uint32_t keys)
{
	struct wr_rng rng;
	struct cs_trace *t;

	wr_rng_seed(&rng, seed);
	t = random_trace(&rng, n, keys);
	memset(t->operation, CS_READ, n);
	return t;
}

TEST(a_cache_that_holds_everything_misses_each_key_once)
{
	struct cs_trace *t = random_reads(1, 5000, 40);
	bool seen[40] = { 0 };
	uint64_t unique = 0;

	for (size_t i = 0; i < t->n; i++) {
		unique += !seen[t->key[i]];
		seen[t->key[i]] = true;
	}
	for (const struct cs_policy *const *p = cs_policies(); *p; p++) {
		CHECK_EQ((*p)->name, replay(t, (*p)->name, TTL(unique, INFINITY)).misses, unique);
		CHECK_EQ((*p)->name, replay(t, (*p)->name, TTL(UINT64_MAX, INFINITY)).misses, unique);
	}
	cs_trace_free(t);
}

TEST(a_cache_of_one_object_hits_on_immediate_repetition_only)
{
	struct cs_trace *t = random_reads(2, 5000, 5);
	uint64_t misses = 1;

	for (size_t i = 1; i < t->n; i++)
		misses += t->key[i] != t->key[i - 1];
	for (const struct cs_policy *const *p = cs_policies(); *p; p++)
		CHECK_EQ((*p)->name, replay(t, (*p)->name, TTL(1, INFINITY)).misses, misses);
	cs_trace_free(t);
}

TEST(a_loop_that_does_not_fit_never_hits_in_lru_and_fifo)
{
	uint64_t keys[500];
	struct cs_trace *t;

	for (size_t i = 0; i < 500; i++)
		keys[i] = i % 50;
	t = cs_trace_from_keys(keys, 500);
	CHECK_EQ("lru", replay(t, "lru", OBJECTS(49)).misses, 500);
	CHECK_EQ("fifo", replay(t, "fifo", OBJECTS(49)).misses, 500);
	CHECK_EQ("lru that fits", replay(t, "lru", OBJECTS(50)).misses, 50);
	cs_trace_free(t);
}

static void check_bytes_as_objects(const char *policy, struct cs_trace *t, uint64_t size)
{
	/* 8 keeps ARC's real numbers exact. */
	for (uint32_t bytes = 1; bytes <= 8; bytes += 7) {
		struct cs_limits limits = { .capacity = bytes * size, .by_bytes = true, .ttl = 9 };
		uint64_t misses;

		for (size_t i = 0; i < t->n; i++)
			t->size[i] = bytes;
		misses = replay(t, policy, limits).misses;
		limits.by_bytes = false;
		limits.capacity = size;
		CHECK_EQ(policy, misses, replay(t, policy, limits).misses);
	}
}

/* Sizes of which a hundredth, a tenth and a quarter are whole numbers of objects. */
TEST(by_bytes_with_objects_of_one_size_is_by_objects)
{
	struct cs_trace *t = random_reads(3, 20000, 350);

	for (const struct cs_policy *const *p = cs_policies(); *p; p++)
		for (uint64_t size = 100; size <= 300; size += 100)
			check_bytes_as_objects((*p)->name, t, size);
	cs_trace_free(t);
}

TEST(by_bytes_of_what_is_not_divided_is_by_objects_at_every_size)
{
	static const char *const undivided[] = { "lru", "fifo", "lfu", "ttl", "arc", "clock", "sieve", "random",
						 "belady", "lfuda" };
	struct cs_trace *t = random_reads(3, 5000, 40);

	for (size_t i = 0; i < sizeof undivided / sizeof *undivided; i++)
		for (uint64_t size = 1; size < 40; size += 3)
			check_bytes_as_objects(undivided[i], t, size);
	cs_trace_free(t);
}

TEST(nothing_beats_the_optimum)
{
	struct wr_rng rng;

	wr_rng_seed(&rng, 4);
	for (int round = 0; round < 60; round++) {
		uint32_t keys = 2 + (uint32_t)wr_rng_below(&rng, MOST_KEYS - 2);
		struct cs_trace *t = random_trace(&rng, 600, keys);
		struct cs_limits limits = TTL(1 + wr_rng_below(&rng, keys), INFINITY);
		uint64_t least = replay(t, "belady", limits).misses;

		for (const struct cs_policy *const *p = cs_policies(); *p; p++)
			CHECK(replay(t, (*p)->name, limits).misses >= least);
		cs_trace_free(t);
	}
}

TEST(a_larger_cache_of_a_stack_policy_never_misses_more)
{
	static const char *const stacks[] = { "lru", "belady" };
	struct cs_trace *t = random_reads(5, 5000, 40);

	for (size_t i = 0; i < 2; i++) {
		uint64_t before = UINT64_MAX;

		for (uint64_t size = 1; size <= 41; size++) {
			uint64_t misses = replay(t, stacks[i], OBJECTS(size)).misses;

			CHECK(misses <= before);
			before = misses;
		}
	}
	cs_trace_free(t);
}

/*
 * In a loop over N objects each is asked for again after N (1 - h) misses, of which each spares it with
 * a probability of 1 - 1/C: h = (1 - 1/C)^(N (1 - h)), but for the spread of how many misses there
 * are, which is small in a long loop.
 */
TEST(random_hits_as_often_in_a_loop_as_theory_says)
{
	enum { N = 200000 };
	uint64_t *keys = wr_malloc(N * sizeof *keys);
	struct cs_trace *t;
	double h = 0.5;

	for (int i = 0; i < 1000; i++)
		h = pow(1 - 1.0 / 800, 1000 * (1 - h));
	for (size_t i = 0; i < N; i++)
		keys[i] = i % 1000;
	t = cs_trace_from_keys(keys, N);
	CHECK(h > 0.5 && h < 0.8);
	CHECK_NEAR("loop", 1 - (double)replay(t, "random", OBJECTS(800)).misses / (double)N, h, 0.004);
	CHECK_EQ("the same again", replay(t, "random", OBJECTS(800)).misses,
		 replay(t, "random", OBJECTS(800)).misses);
	cs_trace_free(t);
	free(keys);
}
