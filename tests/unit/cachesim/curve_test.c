/* curve_test.c - the LRU curve against hand and against a replay at every size. */
#include "core/rng.h"
#include "tests/unit/cachesim/script.h"

static void check_curve(const char *text, const uint64_t *want, size_t n)
{
	struct cs_trace *t = script(text);
	uint64_t *misses = cs_lru_curve(t, NULL);

	for (size_t c = 0; c < n; c++)
		CHECK_EQ(text, misses[c], want[c]);
	CHECK_EQ("flat from there", misses[t->unique], want[n - 1]);
	free(misses);
	cs_trace_free(t);
}

TEST(the_curve_counts_stack_distances)
{
	/* a - b - a 2, c -, b 3, a 3: hits at 2: one, at 3: two. */
	check_curve("a b a c b a", (uint64_t[]){ 6, 6, 5, 3, 3 }, 5);
	check_curve("a a a a", (uint64_t[]){ 4, 1, 1 }, 3);
	check_curve("a b c", (uint64_t[]){ 3, 3, 3, 3 }, 4);
}

TEST(writes_move_in_the_stack_and_do_not_count)
{
	/* =a, a 1, b -, =a (to the top), b 2: reads a b b. */
	check_curve("=a a b =a b", (uint64_t[]){ 3, 2, 1, 1 }, 4);
}

TEST(a_delete_leaves_room_that_the_next_object_fills)
{
	/*
	 * a b c, b deleted, d, a.  Size 3: a b c all in, b out, d takes its place, a H.  Size 2: b c,
	 * b out, d joins c, a M.  So a's distance is 3: d, c, and a, not 4.
	 */
	check_curve("a b c -b d a", (uint64_t[]){ 5, 5, 5, 4, 4 }, 5);
	/*
	 * a b c, c deleted, a: every cache of 3 or more hits; one of 2 held b c, has a hole, a M fills it,
	 * then b H at 2.
	 */
	check_curve("a b c -c a b", (uint64_t[]){ 5, 5, 4, 3, 3 }, 5);
	/* What was deleted is gone at every size. */
	check_curve("a -a a", (uint64_t[]){ 2, 2, 2 }, 3);
	check_curve("-a a -a -a", (uint64_t[]){ 1, 1 }, 2);
}

static struct cs_trace *random_trace(uint64_t seed, size_t n, uint32_t keys, uint32_t writes, uint32_t deletes)
{
	struct wr_rng rng;
	struct cs_trace *t = wr_calloc(1, sizeof *t);

	wr_rng_seed(&rng, seed);
	t->n = n;
	t->unique = keys;
	t->key = wr_calloc(n, sizeof *t->key);
	t->operation = wr_calloc(n, 1);
	for (size_t i = 0; i < n; i++) {
		uint32_t dice = (uint32_t)wr_rng_below(&rng, 100);

		t->key[i] = (uint32_t)((double)keys * pow(wr_rng_unit(&rng), 3));
		t->operation[i] = dice < writes ? CS_WRITE : dice < writes + deletes ? CS_DELETE : CS_READ;
	}
	return t;
}

static void check_every_size(const struct cs_trace *t, uint32_t stride)
{
	uint64_t *misses = cs_lru_curve(t, NULL);

	for (uint32_t c = 1; c <= t->unique; c += stride) {
		char what[32];

		snprintf(what, sizeof what, "size %u", c);
		CHECK_EQ(what, misses[c], replay(t, "lru", OBJECTS(c)).misses);
	}
	for (uint32_t c = 1; c <= t->unique; c++)
		CHECK(misses[c] <= misses[c - 1]);
	CHECK_EQ("size 0 misses every read", misses[0], replay(t, "lru", OBJECTS(1)).requests);
	free(misses);
}

TEST(the_curve_equals_a_replay_at_every_size)
{
	static const struct { uint32_t keys, writes, deletes; } c[] = {
		{ 1, 0, 0 }, { 2, 10, 10 }, { 60, 0, 0 }, { 60, 30, 0 }, { 60, 0, 5 }, { 60, 10, 30 },
		{ 300, 20, 20 },
	};

	/* 20,000 uses number the positions anew several times. */
	for (size_t i = 0; i < sizeof c / sizeof *c; i++) {
		struct cs_trace *t = random_trace(i + 1, 20000, c[i].keys, c[i].writes, c[i].deletes);

		check_every_size(t, 1 + c[i].keys / 60);
		cs_trace_free(t);
	}
}

TEST(the_curve_holds_over_many_blocks)
{
	struct cs_trace *reads = random_trace(8, 60000, 5000, 0, 0);
	struct cs_trace *mixed = random_trace(9, 60000, 5000, 15, 15);

	check_every_size(reads, 250);
	check_every_size(mixed, 250);
	cs_trace_free(reads);
	cs_trace_free(mixed);
}
