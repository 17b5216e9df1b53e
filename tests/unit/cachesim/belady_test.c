/* belady_test.c - the optimum against a search of all ways to evict, and its rule by bytes. */
#include "tests/unit/cachesim/random_trace.h"

enum { FEW = 6, SETS = 1 << FEW, IMPOSSIBLE = 1 << 20 };

static int members(int set)
{
	return set ? (set & 1) + members(set >> 1) : 0;
}

/* least[set] = fewest misses after which the cache may hold just this set. */
static void search_step(int *least, const struct cs_trace *t, size_t i, int capacity)
{
	int after[SETS], key = 1 << t->key[i];

	for (int set = 0; set < SETS; set++)
		after[set] = IMPOSSIBLE;
	for (int set = 0; set < SETS; set++) {
		int miss = t->operation[i] == CS_READ && !(set & key);

		for (int kept = 0; kept < SETS; kept++) {
			int next = t->operation[i] == CS_DELETE ? kept & ~key : kept | key;

			if ((kept & ~set) || members(next) > capacity)
				continue;
			if (least[set] + miss < after[next])
				after[next] = least[set] + miss;
		}
	}
	memcpy(least, after, sizeof after);
}

static int fewest_misses(const struct cs_trace *t, int capacity)
{
	int least[SETS], best = IMPOSSIBLE;

	for (int set = 0; set < SETS; set++)
		least[set] = set ? IMPOSSIBLE : 0;
	for (size_t i = 0; i < t->n; i++)
		search_step(least, t, i, capacity);
	for (int set = 0; set < SETS; set++)
		best = least[set] < best ? least[set] : best;
	return best;
}

TEST(no_way_to_evict_is_better)
{
	struct wr_rng rng;

	wr_rng_seed(&rng, 11);
	for (int round = 0; round < 150; round++) {
		struct cs_trace *t = random_trace(&rng, 30, FEW);
		int capacity = 1 + (int)wr_rng_below(&rng, 4);

		CHECK_EQ("misses", replay(t, "belady", OBJECTS((uint64_t)capacity)).misses,
			 fewest_misses(t, capacity));
		cs_trace_free(t);
	}
}

TEST(the_optimum_on_a_trace_worked_by_hand)
{
	/* a M, b M, c M evicts b (a is read sooner), a H, b M evicts a (never again), c H. */
	CHECK_EQ("size 2", misses_of("a b c a b c", "belady", OBJECTS(2)), 4);
	/* a M, b M, c M evicts a, whose next request is a write: b H, =a evicts c or b: neither is read. */
	CHECK_EQ("written next", misses_of("a b c b =a a", "belady", OBJECTS(2)), 3);
	/* The same with a delete, and then a read that must miss. */
	CHECK_EQ("deleted next", misses_of("a b c b -a a", "belady", OBJECTS(2)), 4);
}

/* Next read of a key from request i on: the trace's length if it is not read before it is written or deleted. */
static size_t next_read(const struct cs_trace *t, size_t i, uint32_t key)
{
	for (; i < t->n; i++)
		if (t->key[i] == key)
			return t->operation[i] == CS_READ ? i : t->n;
	return t->n;
}

/* Sizes are constant per key here, so there is nothing to resize. */
static uint64_t slow_by_bytes(const struct cs_trace *t, uint64_t capacity)
{
	bool cached[MOST_KEYS] = { 0 };
	uint64_t used = 0, misses = 0;

	for (size_t i = 0; i < t->n; i++) {
		misses += !cached[t->key[i]];
		if (cached[t->key[i]] || t->size[i] > capacity)
			continue;
		while (used + t->size[i] > capacity) {
			uint32_t victim = MOST_KEYS;

			for (uint32_t key = 0; key < MOST_KEYS; key++)
				if (cached[key] && (victim == MOST_KEYS ||
						    next_read(t, i, key) > next_read(t, i, victim)))
					victim = key;
			cached[victim] = false;
			used -= 1 + victim * 7 % 13;
		}
		cached[t->key[i]] = true;
		used += t->size[i];
	}
	return misses;
}

TEST(by_bytes_it_evicts_what_is_read_last)
{
	struct wr_rng rng;

	wr_rng_seed(&rng, 12);
	for (int round = 0; round < 60; round++) {
		struct cs_trace *t = random_trace(&rng, 300, MOST_KEYS);
		uint64_t capacity = 1 + wr_rng_below(&rng, 200);

		memset(t->operation, CS_READ, t->n);
		for (size_t i = 0; i < t->n; i++)
			t->size[i] = 1 + t->key[i] * 7 % 13;
		CHECK_EQ("misses", replay(t, "belady", BYTES(capacity)).misses, slow_by_bytes(t, capacity));
		cs_trace_free(t);
	}
}
