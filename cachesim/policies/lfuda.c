/*
 * lfuda.c - least frequently used with dynamic ageing (Arlitt, Cherkasova,
 * Dilley, Friedrich and Jin 2000; as in Squid).
 *
 * An object's rank is its uses since it came in, plus the age that the cache
 * had at its last use; the age is the rank of the last victim.  What was
 * popular once is overtaken as the age grows.  The victim is the object of the
 * lowest rank, and of those what was used longest ago.
 */
#include <stdlib.h>
#include "core/alloc.h"
#include "cachesim/policy_p.h"
#include "cachesim/replay_p.h"

struct entry {
	uint64_t rank, used;            /* used: number of the use */
	uint32_t key;
};

struct lfuda {
	struct entry *heap;             /* [unique] the next victim first */
	uint32_t *at;                   /* [unique] 1 + where in the heap; 0 = not cached */
	uint32_t *uses;                 /* [unique] */
	uint32_t n;
	uint64_t age, now;
};

static bool goes_before(const struct entry *a, const struct entry *b)
{
	return a->rank < b->rank || (a->rank == b->rank && a->used < b->used);
}

static void place(struct lfuda *l, uint32_t i, struct entry e)
{
	l->heap[i] = e;
	l->at[e.key] = i + 1;
}

static void sift_up(struct lfuda *l, uint32_t i, struct entry e)
{
	for (; i && goes_before(&e, &l->heap[(i - 1) / 2]); i = (i - 1) / 2)
		place(l, i, l->heap[(i - 1) / 2]);
	place(l, i, e);
}

static void sift_down(struct lfuda *l, uint32_t i, struct entry e)
{
	uint32_t child;

	for (; (child = 2 * i + 1) < l->n; i = child) {
		if (child + 1 < l->n && goes_before(&l->heap[child + 1], &l->heap[child]))
			child++;
		if (!goes_before(&l->heap[child], &e))
			break;
		place(l, i, l->heap[child]);
	}
	place(l, i, e);
}

static bool lfuda_cached(const void *state, uint32_t key)
{
	const struct lfuda *l = state;

	return l->at[key];
}

static void lfuda_prefetch(const void *state, uint32_t key)
{
	const struct lfuda *l = state;

	__builtin_prefetch(&l->at[key], 1);
	__builtin_prefetch(&l->uses[key], 1);
}

/* Ranks only grow, as the age does. */
static void lfuda_hit(void *state, uint32_t key)
{
	struct lfuda *l = state;

	sift_down(l, l->at[key] - 1, (struct entry){ ++l->uses[key] + l->age, l->now++, key });
}

static void lfuda_remove(void *state, uint32_t key)
{
	struct lfuda *l = state;
	uint32_t i = l->at[key] - 1;
	struct entry last = l->heap[--l->n];

	l->at[key] = 0;
	if (i == l->n)
		return;
	if (i && goes_before(&last, &l->heap[(i - 1) / 2]))
		sift_up(l, i, last);
	else
		sift_down(l, i, last);
}

static uint32_t lfuda_evict(void *state)
{
	struct lfuda *l = state;
	uint32_t key = l->heap[0].key;

	l->age = l->heap[0].rank;
	lfuda_remove(l, key);
	return key;
}

static void lfuda_insert(void *state, uint32_t key)
{
	struct lfuda *l = state;

	l->uses[key] = 1;
	sift_up(l, l->n++, (struct entry){ 1 + l->age, l->now++, key });
}

static const struct cs_replay_ops ops = {
	.cached = lfuda_cached,
	.prefetch = lfuda_prefetch,
	.hit = lfuda_hit,
	.evict = lfuda_evict,
	.insert = lfuda_insert,
	.remove = lfuda_remove,
};

static int replay(const struct cs_trace *trace, const struct cs_limits *limits, struct cs_result *out,
		  struct wr_err *err)
{
	struct lfuda l = { 0 };
	struct cs_replay r;

	if (cs_replay_open(&r, trace, limits, err))
		return -1;
	l.heap = wr_malloc(trace->unique * sizeof *l.heap);
	l.at = wr_calloc(trace->unique, sizeof *l.at);
	l.uses = wr_calloc(trace->unique, sizeof *l.uses);
	*out = cs_replay(&r, &ops, &l);
	free(l.uses);
	free(l.at);
	free(l.heap);
	cs_replay_close(&r);
	return 0;
}

const struct cs_policy cs_policy_lfuda = {
	.name = "lfuda",
	.title = "least frequently used with ageing",
	.help = "Good where popularity lasts and moves on slowly; unlike LFU it lets go of what was popular once.",
	.replay = replay,
};
