/* trace_test.c - numbering of keys. */
#include "cachesim/numbering_p.h"
#include "core/rng.h"
#include "tests/unit/cachesim/script.h"

TEST(keys_get_ids_in_order_of_appearance)
{
	static const uint64_t keys[] = { 900, 7, 900, 0, UINT64_MAX, 7 };
	static const uint32_t want[] = { 0, 1, 0, 2, 3, 1 };
	struct cs_trace *t = cs_trace_from_keys(keys, 6);

	CHECK_EQ("n", t->n, 6);
	CHECK_EQ("unique", t->unique, 4);
	for (size_t i = 0; i < 6; i++)
		CHECK_EQ("id", t->key[i], want[i]);
	CHECK(!t->time && !t->size && !t->operation);
	cs_trace_free(t);
	cs_trace_free(NULL);
}

TEST(an_empty_trace_has_no_keys)
{
	struct cs_trace *t = cs_trace_from_keys(NULL, 0);

	CHECK_EQ("n", t->n, 0);
	CHECK_EQ("unique", t->unique, 0);
	cs_trace_free(t);
}

/* Ids are right if equal keys have equal ids and every new key has the next one. */
static void check_ids(const uint64_t *keys, size_t n, uint64_t largest_key)
{
	struct cs_trace *t = cs_trace_from_keys(keys, n);
	uint32_t *id_of = wr_calloc(largest_key + 1, sizeof *id_of), next = 0;

	for (size_t i = 0; i < n; i++) {
		if (!id_of[keys[i]])
			id_of[keys[i]] = ++next;
		if (t->key[i] != id_of[keys[i]] - 1)
			fail_msg("request %zu: id %u, want %u", i, t->key[i], id_of[keys[i]] - 1);
	}
	CHECK_EQ("unique", t->unique, next);
	free(id_of);
	cs_trace_free(t);
}

TEST(many_keys_outgrow_the_first_table)
{
	enum { N = 200000, KEYS = 50000 };
	uint64_t *keys = wr_malloc(N * sizeof *keys);
	struct wr_rng rng;

	wr_rng_seed(&rng, 3);
	for (size_t i = 0; i < N; i++)
		keys[i] = wr_rng_below(&rng, KEYS) * 64;
	check_ids(keys, N, 64 * KEYS);
	free(keys);
}

static uint64_t identity(const char *key)
{
	return cs_identity(key, strlen(key));
}

TEST(numbers_are_their_own_identity_and_never_meet_texts)
{
	CHECK(identity("0") == 0);
	CHECK(identity("42") == 42);
	CHECK(identity("999999999999999999") == 999999999999999999ull);
	/* Other texts have the top bit. */
	CHECK(identity("1000000000000000000") >> 63);
	CHECK(identity("042") >> 63);
	CHECK(identity("-1") >> 63);
	CHECK(identity("1.5") >> 63);
	CHECK(identity("4x") >> 63);
	CHECK(identity("") >> 63);
	CHECK(identity("user:1") != identity("user:2"));
	CHECK(identity("00") != identity("000"));
	CHECK(cs_identity("a\0b", 3) != cs_identity("a\0c", 3));
}
