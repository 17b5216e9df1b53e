/*
 * arc.c - adaptive replacement cache (Megiddo and Modha, FAST 2003, figure 4).
 *
 * T1 holds objects that were used once since they came in, T2 those that were
 * used again; B1 and B2 remember the keys that left T1 and T2.  A request for
 * a key in B1 says that T1 is too small, one in B2 that T2 is: the target p
 * of T1's size moves accordingly.  p is a real number, as in the paper.
 *
 * By bytes every count of the paper becomes a sum of bytes: |T1| + |T2| <= c,
 * |T1| + |B1| <= c and all four <= 2c, with as many keys dropped from B1 and B2
 * as that takes, and p moves by the bytes of the remembered object where the
 * paper says 1.  With objects of size 1 this is the paper's algorithm.
 *
 * A delete removes a key from all four lists.
 */
#include <stdlib.h>
#include "cachesim/list_p.h"
#include "cachesim/policy_p.h"
#include "cachesim/replay_p.h"

enum { T1, T2, B1, B2, LISTS, NOWHERE = LISTS };

struct arc {
	struct cs_link *link;
	uint8_t *where;                 /* [unique] list of each key */
	const uint32_t *cost;           /* the replay's: NULL = all 1 */
	uint32_t unique;
	uint64_t sum[LISTS];            /* costs on each list */
	double p;                       /* target for sum[T1] */
	double c;                       /* capacity */
	uint8_t target;                 /* where the object that is being admitted goes */
	bool was_in_b2;                 /* it was remembered in B2 */
	uint32_t coming;                /* its cost if T1 must shrink for it without a trace, else 0 */
};

static uint32_t cost_of(const struct arc *a, uint32_t key)
{
	return a->cost ? a->cost[key] : 1;
}

static void put(struct arc *a, uint8_t list, uint32_t key)
{
	cs_list_add_back(a->link, a->unique + list, key);
	a->where[key] = list;
	a->sum[list] += cost_of(a, key);
}

static void take(struct arc *a, uint32_t key)
{
	cs_list_remove(a->link, key);
	a->sum[a->where[key]] -= cost_of(a, key);
	a->where[key] = NOWHERE;
}

static uint32_t take_oldest(struct arc *a, uint8_t list)
{
	uint32_t key = a->link[a->unique + list].next;

	take(a, key);
	return key;
}

static bool empty(const struct arc *a, uint8_t list)
{
	return cs_list_empty(a->link, a->unique + list);
}

static bool arc_cached(const void *state, uint32_t key)
{
	const struct arc *a = state;

	return a->where[key] <= T2;
}

static void arc_prefetch(const void *state, uint32_t key)
{
	const struct arc *a = state;

	__builtin_prefetch(&a->where[key], 1);
	__builtin_prefetch(&a->link[key], 1);
}

static void arc_hit(void *state, uint32_t key)
{
	struct arc *a = state;

	a->was_in_b2 = false;
	a->coming = 0;
	take(a, key);
	put(a, T2, key);
}

/* Cases II and III: p moves by the object's cost, times the ratio of the memories if the other is larger. */
static void adapt(struct arc *a, uint8_t ghost, uint32_t cost)
{
	double b1 = (double)a->sum[B1], b2 = (double)a->sum[B2];

	if (!cost)
		return;
	if (ghost == B1) {
		a->p += b2 > b1 ? cost * b2 / b1 : cost;
		a->p = a->p > a->c ? a->c : a->p;
	} else {
		a->p -= b1 > b2 ? cost * b1 / b2 : cost;
		a->p = a->p < 0 ? 0 : a->p;
	}
}

/* Drops keys from B2 until all four lists and what comes are at most 2c. */
static void limit_memory(struct arc *a, double l1, double coming)
{
	while (l1 + (double)(a->sum[T2] + a->sum[B2]) + coming > 2 * a->c && !empty(a, B2))
		take_oldest(a, B2);
}

/* Case IV: a key that is remembered nowhere goes to T1. */
static void make_room_in_l1(struct arc *a, uint32_t cost)
{
	double l1;

	while ((double)(a->sum[T1] + a->sum[B1]) + cost > a->c && !empty(a, B1))
		take_oldest(a, B1);
	l1 = (double)(a->sum[T1] + a->sum[B1]) + cost;
	if (l1 > a->c) {
		a->coming = cost;
		l1 = a->c;
	}
	limit_memory(a, l1, 0);
}

static void arc_miss(void *state, uint32_t key, uint32_t cost)
{
	struct arc *a = state;
	uint8_t ghost = a->where[key];

	a->coming = 0;
	a->was_in_b2 = ghost == B2;
	a->target = ghost == NOWHERE ? T1 : T2;
	if (ghost == NOWHERE) {
		make_room_in_l1(a, cost);
		return;
	}
	adapt(a, ghost, cost_of(a, key));
	take(a, key);
	limit_memory(a, (double)(a->sum[T1] + a->sum[B1]), cost);
}

/* REPLACE, or in case IV A with an empty B1 the oldest of T1 without a trace. */
static uint32_t arc_evict(void *state)
{
	struct arc *a = state;
	double t1 = (double)a->sum[T1];
	bool from_t1 = !empty(a, T1) && (t1 > a->p || (a->was_in_b2 && t1 >= a->p));
	uint8_t list = from_t1 || empty(a, T2) ? T1 : T2;
	uint32_t key;

	if (a->coming && t1 + a->coming > a->c && !empty(a, T1))
		return take_oldest(a, T1);
	key = take_oldest(a, list);
	put(a, list == T1 ? B1 : B2, key);
	return key;
}

static void arc_insert(void *state, uint32_t key)
{
	struct arc *a = state;

	put(a, a->target, key);
}

static void arc_resize(void *state, uint32_t from, uint32_t to)
{
	struct arc *a = state;

	a->sum[T2] += to;               /* where arc_hit has just put it */
	a->sum[T2] -= from;
	limit_memory(a, (double)(a->sum[T1] + a->sum[B1]), 0);
}

static void arc_remove(void *state, uint32_t key)
{
	take(state, key);
}

static void arc_forget(void *state, uint32_t key)
{
	struct arc *a = state;

	if (a->where[key] != NOWHERE)
		take(a, key);
}

static const struct cs_replay_ops ops = {
	.cached = arc_cached,
	.prefetch = arc_prefetch,
	.hit = arc_hit,
	.resize = arc_resize,
	.miss = arc_miss,
	.evict = arc_evict,
	.insert = arc_insert,
	.remove = arc_remove,
	.forget = arc_forget,
};

static int replay(const struct cs_trace *trace, const struct cs_limits *limits, struct cs_result *out,
		  struct wr_err *err)
{
	struct arc a = { .unique = trace->unique, .c = (double)limits->capacity };
	struct cs_replay r;

	if (cs_replay_open(&r, trace, limits, err))
		return -1;
	a.cost = r.cost;
	a.link = cs_links_new(trace->unique, LISTS);
	a.where = wr_malloc(trace->unique);
	memset(a.where, NOWHERE, trace->unique);
	*out = cs_replay(&r, &ops, &a);
	free(a.where);
	free(a.link);
	cs_replay_close(&r);
	return 0;
}

const struct cs_policy cs_policy_arc = {
	.name = "arc",
	.title = "adaptive replacement cache",
	.help = "Good where scans or objects that are read once push out what is in use; adapts by itself.",
	.replay = replay,
};
