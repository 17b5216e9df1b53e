/*
 * libcachesim_test.c - miss counts against those of another program.
 *
 * The numbers are those of libCacheSim (aa0fc40914b2, October 2024) on the same
 * requests as an oracleGeneral trace: `cachesim FILE oracleGeneral POLICY SIZE
 * --ignore-obj-size 1`, its miss ratio printed with nine digits.
 *
 * Not compared: its W-TinyLFU evicts too much (its issue 162), and its random
 * replacement does not choose evenly.
 */
#include "core/rng.h"
#include "tests/unit/cachesim/script.h"

enum { REQUESTS = 200000 };

/* Skewed, with a popularity that stays; the same and scans of new keys; a popularity that moves on. */
static void make_keys(int kind, uint64_t *key)
{
	struct wr_rng rng;

	wr_rng_seed(&rng, 20 + (uint64_t)kind);
	for (size_t i = 0; i < REQUESTS; i++) {
		double u = wr_rng_unit(&rng);
		uint64_t popular = (uint64_t)(20000 * u * u * u * u);

		key[i] = popular;
		if (kind == 1 && i % 5000 >= 4000)
			key[i] = 1000000 + i;
		if (kind == 2)
			key[i] = popular + i / 10;
	}
}

static struct cs_trace *trace_of(int kind)
{
	uint64_t *key = wr_malloc(REQUESTS * sizeof *key);
	struct cs_trace *t;

	make_keys(kind, key);
	t = cs_trace_from_keys(key, REQUESTS);
	free(key);
	return t;
}

static const uint64_t sizes[] = { 100, 1000, 5000 };

static const struct { const char *policy; uint64_t misses[3][3]; } exact[] = {
	{ "lru", { { 169794, 132880, 80504 }, { 176020, 150288, 115546 }, { 178903, 144088, 94706 } } },
	{ "lfu", { { 153008, 116414, 71955 }, { 163001, 133270, 100479 }, { 198245, 195113, 173385 } } },
	{ "fifo", { { 173115, 138871, 88400 }, { 178545, 153552, 122773 }, { 179765, 146824, 98172 } } },
	{ "arc", { { 151785, 115802, 74537 }, { 161439, 132023, 98655 }, { 179504, 145355, 94829 } } },
	{ "clock", { { 168574, 130700, 78593 }, { 175120, 148565, 112781 }, { 178669, 144059, 95830 } } },
	{ "slru", { { 152806, 115807, 71717 }, { 162146, 132789, 102770 }, { 186495, 160795, 117582 } } },
	{ "twoq", { { 153525, 117863, 75348 }, { 162797, 134483, 103963 }, { 184330, 152970, 102199 } } },
	{ "sieve", { { 151581, 116122, 71955 }, { 161434, 133125, 100479 }, { 185633, 160540, 121307 } } },
	{ "s3fifo", { { 150704, 113966, 72048 }, { 160384, 131102, 99201 }, { 185112, 155039, 108398 } } },
	{ "belady", { { 135512, 87446, 43386 }, { 148295, 109843, 75593 }, { 145089, 97531, 53983 } } },
};

TEST(ten_policies_miss_as_often_as_in_libcachesim)
{
	for (int kind = 0; kind < 3; kind++) {
		struct cs_trace *t = trace_of(kind);

		for (size_t p = 0; p < sizeof exact / sizeof *exact; p++)
			for (size_t i = 0; i < 3; i++)
				CHECK_EQ(exact[p].policy, replay(t, exact[p].policy, OBJECTS(sizes[i])).misses,
					 exact[p].misses[kind][i]);
		cs_trace_free(t);
	}
}

/* libCacheSim's LIRS makes a HIR object that is not in S displace a LIR one; the paper's does not. */
TEST(lirs_misses_nearly_as_often_as_in_libcachesim)
{
	static const uint64_t misses[3][3] = {
		{ 151478, 115717, 73356 }, { 161159, 131890, 98432 }, { 186165, 151219, 100465 } };

	for (int kind = 0; kind < 3; kind++) {
		struct cs_trace *t = trace_of(kind);

		for (size_t i = 0; i < 3; i++)
			CHECK_NEAR("within 0.05 points", (double)replay(t, "lirs", OBJECTS(sizes[i])).misses,
				   (double)misses[kind][i], 0.0005 * (double)REQUESTS);
		cs_trace_free(t);
	}
}

/* Where every request is independent of those before, FIFO and random miss alike (Gelenbe 1973). */
TEST(random_misses_as_often_as_fifo_where_requests_are_independent)
{
	struct cs_trace *t = trace_of(0);

	for (size_t i = 0; i < 3; i++)
		CHECK_NEAR("random", (double)replay(t, "random", OBJECTS(sizes[i])).misses,
			   (double)replay(t, "fifo", OBJECTS(sizes[i])).misses, 0.005 * (double)REQUESTS);
	cs_trace_free(t);
}
