/*
 * lru.c - least recently used: evicts what was read or written longest ago.
 */
#include <stdlib.h>
#include "cachesim/list_p.h"
#include "cachesim/policy_p.h"
#include "cachesim/replay_p.h"

struct lru {
	struct cs_link *link;
	uint32_t queue;         /* head of the list; front = least recently used */
};

static bool lru_cached(const void *state, uint32_t key)
{
	const struct lru *l = state;

	return cs_linked(l->link, key);
}

static void lru_prefetch(const void *state, uint32_t key)
{
	const struct lru *l = state;

	__builtin_prefetch(&l->link[key], 1);
}

static void lru_insert(void *state, uint32_t key)
{
	struct lru *l = state;

	cs_list_add_back(l->link, l->queue, key);
}

static void lru_remove(void *state, uint32_t key)
{
	struct lru *l = state;

	cs_list_remove(l->link, key);
}

static void lru_hit(void *state, uint32_t key)
{
	lru_remove(state, key);
	lru_insert(state, key);
}

static uint32_t lru_evict(void *state)
{
	struct lru *l = state;

	return cs_list_take_front(l->link, l->queue);
}

static const struct cs_replay_ops ops = {
	.cached = lru_cached,
	.prefetch = lru_prefetch,
	.hit = lru_hit,
	.evict = lru_evict,
	.insert = lru_insert,
	.remove = lru_remove,
};

static int replay(const struct cs_trace *trace, const struct cs_limits *limits, struct cs_result *out,
		  struct wr_err *err)
{
	struct lru l = { .queue = trace->unique };
	struct cs_replay r;

	if (cs_replay_open(&r, trace, limits, err))
		return -1;
	l.link = cs_links_new(trace->unique, 1);
	*out = cs_replay(&r, &ops, &l);
	free(l.link);
	cs_replay_close(&r);
	return 0;
}

const struct cs_policy cs_policy_lru = {
	.name = "lru",
	.title = "least recently used",
	.help = "The usual choice, and in every library; good where what was just used is used again.",
	.replay = replay,
};
