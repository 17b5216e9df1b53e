/*
 * clock.c - second chance (Corbato 1968): first in, first out, but an object
 * that was used since it came in, or since it was last spared, is spared and
 * goes to the end of the queue.
 */
#include <stdlib.h>
#include "cachesim/list_p.h"
#include "cachesim/policy_p.h"
#include "cachesim/replay_p.h"

enum { ABSENT, UNUSED, USED };

struct clock {
	struct cs_link *link;
	uint8_t *mark;          /* [unique] */
	uint32_t queue;         /* head of the list; front = oldest */
};

static bool clock_cached(const void *state, uint32_t key)
{
	const struct clock *c = state;

	return c->mark[key] != ABSENT;
}

static void clock_prefetch(const void *state, uint32_t key)
{
	const struct clock *c = state;

	__builtin_prefetch(&c->mark[key], 1);
}

static void clock_hit(void *state, uint32_t key)
{
	struct clock *c = state;

	c->mark[key] = USED;
}

static uint32_t clock_evict(void *state)
{
	struct clock *c = state;
	uint32_t key = cs_list_take_front(c->link, c->queue);

	while (c->mark[key] == USED) {
		c->mark[key] = UNUSED;
		cs_list_add_back(c->link, c->queue, key);
		key = cs_list_take_front(c->link, c->queue);
	}
	c->mark[key] = ABSENT;
	return key;
}

static void clock_insert(void *state, uint32_t key)
{
	struct clock *c = state;

	c->mark[key] = UNUSED;
	cs_list_add_back(c->link, c->queue, key);
}

static void clock_remove(void *state, uint32_t key)
{
	struct clock *c = state;

	c->mark[key] = ABSENT;
	cs_list_remove(c->link, key);
}

static const struct cs_replay_ops ops = {
	.cached = clock_cached,
	.prefetch = clock_prefetch,
	.hit = clock_hit,
	.evict = clock_evict,
	.insert = clock_insert,
	.remove = clock_remove,
};

static int replay(const struct cs_trace *trace, const struct cs_limits *limits, struct cs_result *out,
		  struct wr_err *err)
{
	struct clock c = { .queue = trace->unique };
	struct cs_replay r;

	if (cs_replay_open(&r, trace, limits, err))
		return -1;
	c.link = cs_links_new(trace->unique, 1);
	c.mark = wr_calloc(trace->unique, 1);
	*out = cs_replay(&r, &ops, &c);
	free(c.mark);
	free(c.link);
	cs_replay_close(&r);
	return 0;
}

const struct cs_policy cs_policy_clock = {
	.name = "clock",
	.title = "second chance",
	.help = "Nearly LRU, with one bit to set on a hit: good where hits must not take a lock.",
	.replay = replay,
};
