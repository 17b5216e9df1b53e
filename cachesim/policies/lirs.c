/*
 * lirs.c - low inter-reference recency set (Jiang and Zhang, SIGMETRICS 2002).
 *
 * Objects with a short time between their last two uses are LIR and stay; 1 %
 * of the cache, at least one object, is left to the others, HIR.  The stack S
 * holds, by last use, all LIR objects and those HIR keys, cached or not, that
 * were used later than the oldest LIR object: a HIR key that is used while it
 * is in S becomes LIR, and the LIR object at the bottom becomes HIR.  The
 * queue Q holds the cached HIR objects and gives the victims.
 *
 * The paper lets S grow without limit.  Here it weighs at most twice the
 * cache; the keys that left the cache longest ago go first.
 */
#include <stdlib.h>
#include <string.h>
#include "core/alloc.h"
#include "cachesim/list_p.h"
#include "cachesim/policy_p.h"
#include "cachesim/replay_p.h"

enum { UNKNOWN, REMEMBERED, HIR, LIR };

struct lirs {
	uint8_t *kind;                  /* [unique] */
	struct cs_link *in_s, *in_q;    /* front = bottom of S, victim of Q; second list of in_q: REMEMBERED */
	uint32_t s, q, gone;            /* heads */
	const uint32_t *cost;           /* the replay's: NULL = all 1 */
	uint64_t lir, on_s;             /* costs of LIR objects, of all in S */
	uint64_t lir_limit, s_limit;
	bool again;                     /* the object that is being admitted is in S */
};

static uint32_t cost_of(const struct lirs *l, uint32_t key)
{
	return l->cost ? l->cost[key] : 1;
}

static void s_remove(struct lirs *l, uint32_t key)
{
	cs_list_remove(l->in_s, key);
	l->on_s -= cost_of(l, key);
}

static void s_push(struct lirs *l, uint32_t key)
{
	cs_list_add_back(l->in_s, l->s, key);
	l->on_s += cost_of(l, key);
}

/* Forgets a key that is not cached. */
static void drop(struct lirs *l, uint32_t key)
{
	cs_list_remove(l->in_q, key);
	s_remove(l, key);
	l->kind[key] = UNKNOWN;
}

/* Takes off the bottom of S all that is not LIR. */
static void prune(struct lirs *l)
{
	while (!cs_list_empty(l->in_s, l->s)) {
		uint32_t bottom = l->in_s[l->s].next;

		if (l->kind[bottom] == LIR)
			return;
		if (l->kind[bottom] == REMEMBERED)
			drop(l, bottom);
		else
			s_remove(l, bottom);
	}
}

static void limit_s(struct lirs *l)
{
	while (l->on_s > l->s_limit && !cs_list_empty(l->in_q, l->gone))
		drop(l, l->in_q[l->gone].next);
}

/* The LIR objects at the bottom of S become HIR until the others are few enough. */
static void limit_lir(struct lirs *l)
{
	while (l->lir > l->lir_limit) {
		uint32_t bottom = l->in_s[l->s].next;

		l->lir -= cost_of(l, bottom);
		l->kind[bottom] = HIR;
		cs_list_add_back(l->in_q, l->q, bottom);
		prune(l);
	}
}

/* key is LIR from now on, and on top of S. */
static void make_lir(struct lirs *l, uint32_t key)
{
	l->kind[key] = LIR;
	l->lir += cost_of(l, key);
	s_push(l, key);
	prune(l);
	limit_lir(l);
}

/* To the top of S, which is empty while there are no LIR objects, and to the end of Q. */
static void push_hir(struct lirs *l, uint32_t key)
{
	s_push(l, key);
	cs_list_add_back(l->in_q, l->q, key);
	prune(l);
}

static bool lirs_cached(const void *state, uint32_t key)
{
	const struct lirs *l = state;

	return l->kind[key] >= HIR;
}

static void lirs_prefetch(const void *state, uint32_t key)
{
	const struct lirs *l = state;

	__builtin_prefetch(&l->kind[key], 1);
	__builtin_prefetch(&l->in_s[key], 1);
	__builtin_prefetch(&l->in_q[key], 1);
}

static void lirs_hit(void *state, uint32_t key)
{
	struct lirs *l = state;
	bool in_s = cs_linked(l->in_s, key);

	if (in_s)
		s_remove(l, key);
	if (l->kind[key] == LIR) {
		s_push(l, key);
		prune(l);
		return;
	}
	cs_list_remove(l->in_q, key);
	if (in_s) {
		make_lir(l, key);
		return;
	}
	push_hir(l, key);
	limit_s(l);
}

static void lirs_resize(void *state, uint32_t key, uint32_t from, uint32_t to)
{
	struct lirs *l = state;

	if (cs_linked(l->in_s, key)) {
		l->on_s += to;
		l->on_s -= from;
	}
	if (l->kind[key] == LIR) {
		l->lir += to;
		l->lir -= from;
	}
	limit_lir(l);
	limit_s(l);
}

static void lirs_miss(void *state, uint32_t key, uint32_t cost)
{
	struct lirs *l = state;

	(void)cost;
	l->again = l->kind[key] == REMEMBERED;
	if (l->again)
		drop(l, key);
}

/* Without HIR objects, which deletes can bring about, the bottom of S. */
static uint32_t lirs_evict(void *state)
{
	struct lirs *l = state;
	uint32_t victim;

	if (cs_list_empty(l->in_q, l->q)) {
		victim = l->in_s[l->s].next;
		l->lir -= cost_of(l, victim);
		s_remove(l, victim);
		l->kind[victim] = UNKNOWN;
		prune(l);
		return victim;
	}
	victim = cs_list_take_front(l->in_q, l->q);
	l->kind[victim] = UNKNOWN;
	if (cs_linked(l->in_s, victim)) {
		l->kind[victim] = REMEMBERED;
		cs_list_add_back(l->in_q, l->gone, victim);
	}
	return victim;
}

static void lirs_insert(void *state, uint32_t key)
{
	struct lirs *l = state;

	if (l->again || l->lir + cost_of(l, key) <= l->lir_limit) {
		make_lir(l, key);
	} else {
		l->kind[key] = HIR;
		push_hir(l, key);
	}
	limit_s(l);
}

static void lirs_remove(void *state, uint32_t key)
{
	struct lirs *l = state;

	if (cs_linked(l->in_s, key))
		s_remove(l, key);
	if (l->kind[key] == LIR)
		l->lir -= cost_of(l, key);
	else
		cs_list_remove(l->in_q, key);
	l->kind[key] = UNKNOWN;
	prune(l);
}

static void lirs_forget(void *state, uint32_t key)
{
	struct lirs *l = state;

	if (l->kind[key] == REMEMBERED)
		drop(l, key);
}

static const struct cs_replay_ops ops = {
	.cached = lirs_cached,
	.prefetch = lirs_prefetch,
	.hit = lirs_hit,
	.resize = lirs_resize,
	.miss = lirs_miss,
	.evict = lirs_evict,
	.insert = lirs_insert,
	.remove = lirs_remove,
	.forget = lirs_forget,
};

static int replay(const struct cs_trace *trace, const struct cs_limits *limits, struct cs_result *out,
		  struct wr_err *err)
{
	uint64_t c = limits->capacity, hir = c / 100 ? c / 100 : 1;
	struct lirs l = { .s = trace->unique, .q = trace->unique, .gone = trace->unique + 1,
			  .lir_limit = c - hir, .s_limit = c < UINT64_MAX / 2 ? 2 * c : UINT64_MAX };
	struct cs_replay r;

	if (cs_replay_open(&r, trace, limits, err))
		return -1;
	l.cost = r.cost;
	l.in_s = cs_links_new(trace->unique, 1);
	l.in_q = cs_links_new(trace->unique, 2);
	l.kind = wr_calloc(trace->unique, 1);
	*out = cs_replay(&r, &ops, &l);
	free(l.kind);
	free(l.in_q);
	free(l.in_s);
	cs_replay_close(&r);
	return 0;
}

const struct cs_policy cs_policy_lirs = {
	.name = "lirs",
	.title = "low inter-reference recency set",
	.help = "Good for loops and scans that do not fit: judges objects by the time between their uses.",
	.replay = replay,
};
