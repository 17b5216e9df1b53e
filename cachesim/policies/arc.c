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
#include "cachesim/policy_p.h"
#include "cachesim/replay_p.h"
#include "cachesim/segments_p.h"

enum { T1, T2, B1, B2 };

struct arc {
	struct cs_segments s;
	double p;                       /* target for s.sum[T1] */
	double c;                       /* capacity */
	uint8_t target;                 /* where the object that is being admitted goes */
	bool was_in_b2;                 /* it was remembered in B2 */
	uint32_t coming;                /* its cost if T1 must shrink for it without a trace, else 0 */
};

static bool empty(const struct arc *a, uint8_t list)
{
	return cs_segment_empty(&a->s, list);
}

static void arc_hit(void *state, uint32_t key)
{
	struct arc *a = state;

	a->was_in_b2 = false;
	a->coming = 0;
	cs_segment_take(&a->s, key);
	cs_segment_put(&a->s, T2, key);
}

/* Cases II and III: p moves by the object's cost, times the ratio of the memories if the other is larger. */
static void adapt(struct arc *a, uint8_t ghost, uint32_t cost)
{
	double b1 = (double)a->s.sum[B1], b2 = (double)a->s.sum[B2];

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
	while (l1 + (double)(a->s.sum[T2] + a->s.sum[B2]) + coming > 2 * a->c && !empty(a, B2))
		cs_segment_take_oldest(&a->s, B2);
}

/* Case IV: a key that is remembered nowhere goes to T1. */
static void make_room_in_l1(struct arc *a, uint32_t cost)
{
	double l1;

	while ((double)(a->s.sum[T1] + a->s.sum[B1]) + cost > a->c && !empty(a, B1))
		cs_segment_take_oldest(&a->s, B1);
	l1 = (double)(a->s.sum[T1] + a->s.sum[B1]) + cost;
	if (l1 > a->c) {
		a->coming = cost;
		l1 = a->c;
	}
	limit_memory(a, l1, 0);
}

static void arc_miss(void *state, uint32_t key, uint32_t cost)
{
	struct arc *a = state;
	uint8_t ghost = a->s.where[key];

	a->coming = 0;
	a->was_in_b2 = ghost == B2;
	a->target = ghost == CS_NOWHERE ? T1 : T2;
	if (ghost == CS_NOWHERE) {
		make_room_in_l1(a, cost);
		return;
	}
	adapt(a, ghost, cs_segment_cost(&a->s, key));
	cs_segment_take(&a->s, key);
	limit_memory(a, (double)(a->s.sum[T1] + a->s.sum[B1]), cost);
}

/* REPLACE, or in case IV A with an empty B1 the oldest of T1 without a trace. */
static uint32_t arc_evict(void *state)
{
	struct arc *a = state;
	double t1 = (double)a->s.sum[T1];
	bool from_t1 = !empty(a, T1) && (t1 > a->p || (a->was_in_b2 && t1 >= a->p));
	uint8_t list = from_t1 || empty(a, T2) ? T1 : T2;
	uint32_t key;

	if (a->coming && t1 + a->coming > a->c && !empty(a, T1))
		return cs_segment_take_oldest(&a->s, T1);
	key = cs_segment_take_oldest(&a->s, list);
	cs_segment_put(&a->s, list == T1 ? B1 : B2, key);
	return key;
}

static void arc_insert(void *state, uint32_t key)
{
	struct arc *a = state;

	cs_segment_put(&a->s, a->target, key);
}

static void arc_resize(void *state, uint32_t key, uint32_t from, uint32_t to)
{
	struct arc *a = state;

	cs_segments_resize(&a->s, key, from, to);
	limit_memory(a, (double)(a->s.sum[T1] + a->s.sum[B1]), 0);
}

static const struct cs_replay_ops ops = {
	.cached = cs_segments_cached,
	.prefetch = cs_segments_prefetch,
	.hit = arc_hit,
	.resize = arc_resize,
	.miss = arc_miss,
	.evict = arc_evict,
	.insert = arc_insert,
	.remove = cs_segments_remove,
	.forget = cs_segments_forget,
};

static int replay(const struct cs_trace *trace, const struct cs_limits *limits, struct cs_result *out,
		  struct wr_err *err)
{
	struct arc a = { .c = (double)limits->capacity };
	struct cs_replay r;

	if (cs_replay_open(&r, trace, limits, err))
		return -1;
	cs_segments_open(&a.s, trace->unique, 2, 2, r.cost);
	*out = cs_replay(&r, &ops, &a);
	cs_segments_close(&a.s);
	cs_replay_close(&r);
	return 0;
}

const struct cs_policy cs_policy_arc = {
	.name = "arc",
	.title = "adaptive replacement cache",
	.help = "Good where scans or objects that are read once push out what is in use; adapts by itself.",
	.replay = replay,
};
