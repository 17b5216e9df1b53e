/*
 * fifo.c - first in, first out: evicts what was admitted longest ago.
 *
 * Hits change nothing.  A write of a cached object does not renew its place.
 */
#include <stdlib.h>
#include "cachesim/list_p.h"
#include "cachesim/policy_p.h"
#include "cachesim/replay_p.h"

struct fifo {
	struct cs_link *link;
	uint32_t queue;         /* head of the list; front = oldest */
};

static bool fifo_cached(const void *state, uint32_t key)
{
	const struct fifo *f = state;

	return cs_linked(f->link, key);
}

static void fifo_prefetch(const void *state, uint32_t key)
{
	const struct fifo *f = state;

	__builtin_prefetch(&f->link[key], 1);
}

static void fifo_hit(void *state, uint32_t key)
{
	(void)state, (void)key;
}

static uint32_t fifo_evict(void *state)
{
	struct fifo *f = state;

	return cs_list_take_front(f->link, f->queue);
}

static void fifo_insert(void *state, uint32_t key)
{
	struct fifo *f = state;

	cs_list_add_back(f->link, f->queue, key);
}

static void fifo_remove(void *state, uint32_t key)
{
	struct fifo *f = state;

	cs_list_remove(f->link, key);
}

static const struct cs_replay_ops ops = {
	.cached = fifo_cached,
	.prefetch = fifo_prefetch,
	.hit = fifo_hit,
	.evict = fifo_evict,
	.insert = fifo_insert,
	.remove = fifo_remove,
};

static int replay(const struct cs_trace *trace, const struct cs_limits *limits, struct cs_result *out,
		  struct wr_err *err)
{
	struct fifo f = { .queue = trace->unique };
	struct cs_replay r;

	if (cs_replay_open(&r, trace, limits, err))
		return -1;
	f.link = cs_links_new(trace->unique, 1);
	*out = cs_replay(&r, &ops, &f);
	free(f.link);
	cs_replay_close(&r);
	return 0;
}

const struct cs_policy cs_policy_fifo = {
	.name = "fifo",
	.title = "first in, first out",
	.help = "Needs no bookkeeping on hits; good enough where most objects are used soon or never.",
	.replay = replay,
};
