/*
 * lfu.c - least frequently used: evicts what was used least often since it
 * came in; among those, what was used longest ago.
 *
 * Reads and writes count alike.  An object that leaves is forgotten: when it
 * comes back it starts at one use.
 *
 * All cached objects are on one list, ordered by uses and then by last use, so
 * the victim is its front.  A bucket stands for the objects of one count and
 * knows the last of them; one more use moves an object behind the last of the
 * next bucket.  Every step is O(1) (Shah, Mitra and Matani 2010, with one list
 * in place of a list of lists).
 */
#include <stdlib.h>
#include "cachesim/list_p.h"
#include "cachesim/policy_p.h"
#include "cachesim/replay_p.h"

struct bucket {
	uint64_t uses;
	uint32_t last;          /* the object of this count that was used most recently */
	uint32_t prev, next;    /* buckets in order of uses, circular through bucket 0 */
};

struct lfu {
	struct cs_link *link;
	uint32_t queue;         /* head of the list; front = victim */
	uint32_t *at;           /* [unique] bucket of each cached object; 0 = not cached */
	struct bucket *bucket;  /* [0] stands before all objects with 0 uses; its last is the list's head */
	size_t count, cap;
	uint32_t unused;        /* emptied buckets, chained by next; 0 = none */
};

static uint32_t bucket_new_after(struct lfu *l, uint32_t before, uint64_t uses)
{
	uint32_t b = l->unused, next = l->bucket[before].next;

	if (b) {
		l->unused = l->bucket[b].next;
	} else {
		b = (uint32_t)l->count;
		(void)WR_PUSH(l->bucket, l->count, l->cap);
	}
	l->bucket[b] = (struct bucket){ .uses = uses, .prev = before, .next = next };
	l->bucket[before].next = b;
	l->bucket[next].prev = b;
	return b;
}

static void bucket_free(struct lfu *l, uint32_t b)
{
	struct bucket *x = &l->bucket[b];

	l->bucket[x->prev].next = x->next;
	l->bucket[x->next].prev = x->prev;
	x->next = l->unused;
	l->unused = b;
}

/* Takes key out of its bucket, not off the list. */
static void bucket_leave(struct lfu *l, uint32_t key)
{
	uint32_t b = l->at[key], before = l->link[key].prev;

	if (l->bucket[b].last != key)
		return;
	if (before != l->queue && l->at[before] == b)
		l->bucket[b].last = before;
	else
		bucket_free(l, b);
}

static bool lfu_cached(const void *state, uint32_t key)
{
	const struct lfu *l = state;

	return l->at[key];
}

static void lfu_prefetch(const void *state, uint32_t key)
{
	const struct lfu *l = state;

	__builtin_prefetch(&l->at[key], 1);
	__builtin_prefetch(&l->link[key], 1);
}

static void lfu_insert(void *state, uint32_t key)
{
	struct lfu *l = state;
	uint32_t first = l->bucket[0].next;

	if (l->bucket[first].uses != 1) {
		first = bucket_new_after(l, 0, 1);
		l->bucket[first].last = l->queue;
	}
	cs_list_add_after(l->link, l->bucket[first].last, key);
	l->bucket[first].last = key;
	l->at[key] = first;
}

static void lfu_hit(void *state, uint32_t key)
{
	struct lfu *l = state;
	uint32_t b = l->at[key], next = l->bucket[b].next, behind;
	uint64_t uses = l->bucket[b].uses + 1;

	if (l->bucket[next].uses == uses) {
		behind = l->bucket[next].last;
	} else {
		behind = l->bucket[b].last;
		next = bucket_new_after(l, b, uses);
	}
	bucket_leave(l, key);
	if (behind != key) {
		cs_list_remove(l->link, key);
		cs_list_add_after(l->link, behind, key);
	}
	l->bucket[next].last = key;
	l->at[key] = next;
}

static void lfu_remove(void *state, uint32_t key)
{
	struct lfu *l = state;

	bucket_leave(l, key);
	cs_list_remove(l->link, key);
	l->at[key] = 0;
}

static uint32_t lfu_evict(void *state)
{
	struct lfu *l = state;
	uint32_t victim = l->link[l->queue].next;

	lfu_remove(l, victim);
	return victim;
}

static const struct cs_replay_ops ops = {
	.cached = lfu_cached,
	.prefetch = lfu_prefetch,
	.hit = lfu_hit,
	.evict = lfu_evict,
	.insert = lfu_insert,
	.remove = lfu_remove,
};

static int replay(const struct cs_trace *trace, const struct cs_limits *limits, struct cs_result *out,
		  struct wr_err *err)
{
	struct lfu l = { .queue = trace->unique };
	struct cs_replay r;

	if (cs_replay_open(&r, trace, limits, err))
		return -1;
	l.link = cs_links_new(trace->unique, 1);
	l.at = wr_calloc(trace->unique, sizeof *l.at);
	*WR_PUSH(l.bucket, l.count, l.cap) = (struct bucket){ .last = l.queue };
	*out = cs_replay(&r, &ops, &l);
	free(l.bucket);
	free(l.at);
	free(l.link);
	cs_replay_close(&r);
	return 0;
}

const struct cs_policy cs_policy_lfu = {
	.name = "lfu",
	.title = "least frequently used",
	.help = "Good where the same objects stay popular; holds on to what was popular once.",
	.replay = replay,
};
