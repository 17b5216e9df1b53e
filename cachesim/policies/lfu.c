/*
 * lfu.c - least frequently used: evicts what was used least often since it
 * came in; among those, what was used longest ago.
 *
 * Reads and writes count alike.  An object that leaves is forgotten: when it
 * comes back it starts at one use.
 *
 * A use only counts: where an object stands is looked at when it is about to
 * go.  Newcomers queue in the order in which they came, which is that of their
 * only use.  One that was used again by the time it is first in the queue
 * moves to a heap, by its uses and then by its last use.  These only grow, so
 * an object on top of the heap goes if nothing has changed since it was put
 * there, and else sinks to where it belongs now.
 */
#include <stdlib.h>
#include "core/alloc.h"
#include "cachesim/list_p.h"
#include "cachesim/policy_p.h"
#include "cachesim/replay_p.h"

struct use {
	uint32_t count;         /* 0 = not cached */
	uint32_t last;          /* number of the last one */
};

struct entry { struct use use; uint32_t key; };

struct lfu {
	struct use *use;        /* [unique] */
	struct cs_link *link;
	uint32_t queue;         /* head of the list of newcomers; front = oldest */
	uint32_t now;           /* number of the next use */
	struct entry *heap;     /* the one to go first; uses as they were when it was placed */
	size_t n, cap;
	uint32_t *at;           /* [unique] where in the heap; for those that are not in the queue */
};

static bool goes_before(struct use a, struct use b)
{
	return a.count < b.count || (a.count == b.count && a.last < b.last);
}

static void place(struct lfu *l, size_t i, struct entry e)
{
	l->heap[i] = e;
	l->at[e.key] = (uint32_t)i;
}

static void sift_up(struct lfu *l, size_t i, struct entry e)
{
	for (; i && goes_before(e.use, l->heap[(i - 1) / 2].use); i = (i - 1) / 2)
		place(l, i, l->heap[(i - 1) / 2]);
	place(l, i, e);
}

static void sift_down(struct lfu *l, size_t i, struct entry e)
{
	size_t child;

	for (; (child = 2 * i + 1) < l->n; i = child) {
		if (child + 1 < l->n && goes_before(l->heap[child + 1].use, l->heap[child].use))
			child++;
		if (!goes_before(l->heap[child].use, e.use))
			break;
		place(l, i, l->heap[child]);
	}
	place(l, i, e);
}

static void heap_add(struct lfu *l, uint32_t key)
{
	(void)WR_PUSH(l->heap, l->n, l->cap);
	sift_up(l, l->n - 1, (struct entry){ l->use[key], key });
}

static void heap_remove(struct lfu *l, size_t i)
{
	struct entry last = l->heap[--l->n];

	if (i == l->n)
		return;
	if (i && goes_before(last.use, l->heap[(i - 1) / 2].use))
		sift_up(l, i, last);
	else
		sift_down(l, i, last);
}

static bool lfu_cached(const void *state, uint32_t key)
{
	const struct lfu *l = state;

	return l->use[key].count;
}

static void lfu_prefetch(const void *state, uint32_t key)
{
	const struct lfu *l = state;

	__builtin_prefetch(&l->use[key], 1);
}

static void lfu_insert(void *state, uint32_t key)
{
	struct lfu *l = state;

	l->use[key] = (struct use){ 1, l->now++ };
	cs_list_add_back(l->link, l->queue, key);
}

static void lfu_hit(void *state, uint32_t key)
{
	struct lfu *l = state;

	l->use[key].count++;
	l->use[key].last = l->now++;
}

static void lfu_remove(void *state, uint32_t key)
{
	struct lfu *l = state;

	l->use[key].count = 0;
	if (cs_linked(l->link, key))
		cs_list_remove(l->link, key);
	else
		heap_remove(l, l->at[key]);
}

static uint32_t lfu_evict(void *state)
{
	struct lfu *l = state;
	uint32_t key;

	while (!cs_list_empty(l->link, l->queue)) {
		key = cs_list_take_front(l->link, l->queue);
		if (l->use[key].count == 1) {
			l->use[key].count = 0;
			return key;
		}
		heap_add(l, key);
	}
	for (key = l->heap[0].key; l->heap[0].use.last != l->use[key].last; key = l->heap[0].key)
		sift_down(l, 0, (struct entry){ l->use[key], key });
	l->use[key].count = 0;
	heap_remove(l, 0);
	return key;
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
	l.use = wr_calloc(trace->unique, sizeof *l.use);
	l.link = cs_links_new(trace->unique, 1);
	l.at = wr_malloc(trace->unique * sizeof *l.at);
	*out = cs_replay(&r, &ops, &l);
	free(l.at);
	free(l.heap);
	free(l.link);
	free(l.use);
	cs_replay_close(&r);
	return 0;
}

const struct cs_policy cs_policy_lfu = {
	.name = "lfu",
	.title = "least frequently used",
	.help = "Good where the same objects stay popular; holds on to what was popular once.",
	.replay = replay,
};
