/* random.c - evicts any object, all with the same probability; the same ones in every replay. */
#include <stdlib.h>
#include "core/alloc.h"
#include "core/rng.h"
#include "cachesim/policy_p.h"
#include "cachesim/replay_p.h"

enum { SEED = 1 };

#define ABSENT  UINT32_MAX

struct random {
	uint32_t *object;       /* [n] cached ones, in no order */
	uint32_t *at;           /* [unique] where in object, or ABSENT */
	uint32_t n;
	struct wr_rng rng;
};

static bool random_cached(const void *state, uint32_t key)
{
	const struct random *r = state;

	return r->at[key] != ABSENT;
}

static void random_prefetch(const void *state, uint32_t key)
{
	const struct random *r = state;

	__builtin_prefetch(&r->at[key], 1);
}

static void random_hit(void *state, uint32_t key)
{
	(void)state, (void)key;
}

static void random_remove(void *state, uint32_t key)
{
	struct random *r = state;
	uint32_t moved = r->object[--r->n];

	r->object[r->at[key]] = moved;
	r->at[moved] = r->at[key];
	r->at[key] = ABSENT;
}

static uint32_t random_evict(void *state)
{
	struct random *r = state;
	uint32_t victim = r->object[wr_rng_below(&r->rng, r->n)];

	random_remove(r, victim);
	return victim;
}

static void random_insert(void *state, uint32_t key)
{
	struct random *r = state;

	r->at[key] = r->n;
	r->object[r->n++] = key;
}

static const struct cs_replay_ops ops = {
	.cached = random_cached,
	.prefetch = random_prefetch,
	.hit = random_hit,
	.evict = random_evict,
	.insert = random_insert,
	.remove = random_remove,
};

static int replay(const struct cs_trace *trace, const struct cs_limits *limits, struct cs_result *out,
		  struct wr_err *err)
{
	struct random x = { 0 };
	struct cs_replay r;

	if (cs_replay_open(&r, trace, limits, err))
		return -1;
	wr_rng_seed(&x.rng, SEED);
	x.object = wr_malloc(trace->unique * sizeof *x.object);
	x.at = wr_malloc(trace->unique * sizeof *x.at);
	for (uint32_t id = 0; id < trace->unique; id++)
		x.at[id] = ABSENT;
	*out = cs_replay(&r, &ops, &x);
	free(x.at);
	free(x.object);
	cs_replay_close(&r);
	return 0;
}

const struct cs_policy cs_policy_random = {
	.name = "random",
	.title = "random replacement",
	.help = "No bookkeeping at all, and no access pattern that it is helpless against, such as a loop.",
	.replay = replay,
};
