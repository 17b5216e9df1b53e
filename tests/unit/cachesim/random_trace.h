#ifndef WEIR_TESTS_CACHESIM_RANDOM_TRACE_H
#define WEIR_TESTS_CACHESIM_RANDOM_TRACE_H

#include "core/rng.h"
#include "tests/unit/cachesim/script.h"

/* random_trace.h - traces for random testing, and the comparison of a policy with a slow model of it. */

enum { MOST_KEYS = 40 };

/* A trace of up to `keys` keys, skewed; sizes are constant per key but for a few writes. */
static inline struct cs_trace *random_trace(struct wr_rng *rng, size_t n, uint32_t keys)
{
	struct cs_trace *t = wr_calloc(1, sizeof *t);
	uint32_t changes = (uint32_t)wr_rng_below(rng, 40);
	double now = 0;

	t->n = n;
	t->unique = keys;
	t->key = wr_calloc(n, sizeof *t->key);
	t->size = wr_calloc(n, sizeof *t->size);
	t->time = wr_calloc(n, sizeof *t->time);
	t->operation = wr_calloc(n, 1);
	for (size_t i = 0; i < n; i++) {
		uint32_t dice = (uint32_t)wr_rng_below(rng, 100);

		t->key[i] = (uint32_t)(wr_rng_below(rng, keys) * wr_rng_below(rng, keys) / keys);
		t->operation[i] = dice < changes ? CS_WRITE
						 : dice < changes + changes / 4 ? CS_DELETE : CS_READ;
		t->size[i] = t->key[i] * 7 % 13;
		if (t->operation[i] == CS_WRITE && dice % 3 == 0)
			t->size[i] = (uint32_t)wr_rng_below(rng, 25);
		now += (double)wr_rng_below(rng, 4);
		t->time[i] = now;
	}
	return t;
}

typedef struct cs_result model_fn(const char *policy, const struct cs_trace *t, struct cs_limits limits);

static inline void check_against_model(const char *policy, model_fn *model, const struct cs_trace *t,
				       struct cs_limits limits, int round)
{
	struct cs_result got = replay(t, policy, limits), want = model(policy, t, limits);
	char what[80];

	snprintf(what, sizeof what, "%s round %d size %d%s", policy, round, (int)limits.capacity,
		 limits.by_bytes ? " bytes" : "");
	CHECK_EQ(what, got.requests, want.requests);
	CHECK_EQ(what, got.misses, want.misses);
	CHECK_NEAR(what, got.missed_bytes, want.missed_bytes, 0);
}

/* Many short traces of all operations, by objects and by bytes. */
static inline void check_policy(const char *policy, model_fn *model)
{
	struct wr_rng rng;

	wr_rng_seed(&rng, 7);
	for (int round = 0; round < 250; round++) {
		uint32_t keys = 2 + (uint32_t)wr_rng_below(&rng, MOST_KEYS - 2);
		struct cs_trace *t = random_trace(&rng, 400, keys);
		struct cs_limits limits = { .capacity = 1 + wr_rng_below(&rng, keys + 2),
					    .ttl = 1 + (double)wr_rng_below(&rng, 200) };

		check_against_model(policy, model, t, limits, round);
		limits.by_bytes = true;
		limits.capacity = 1 + wr_rng_below(&rng, 8 * keys);
		check_against_model(policy, model, t, limits, round);
		cs_trace_free(t);
	}
}

#endif
