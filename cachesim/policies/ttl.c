/*
 * ttl.c - time to live: an object leaves `ttl` seconds after it came in.
 *
 * It is gone at the first request at which its age is ttl or more.  Reads do
 * not renew it, writes do.  A full cache evicts what would expire soonest.
 * All objects have the same ttl and a trace's times never go back, so that is
 * the oldest: one queue gives both.
 */
#include <stdlib.h>
#include "cachesim/list_p.h"
#include "cachesim/policy_p.h"
#include "cachesim/replay_p.h"

struct ttl {
	struct cs_link *link;
	uint32_t queue;         /* head of the list; front = expires soonest */
	const double *time;     /* [n] of the requests */
	double *since;          /* [unique] when each cached object came in or was written */
	double now, ttl;
};

static bool ttl_cached(const void *state, uint32_t key)
{
	const struct ttl *t = state;

	return cs_linked(t->link, key);
}

static void ttl_prefetch(const void *state, uint32_t key)
{
	const struct ttl *t = state;

	__builtin_prefetch(&t->link[key], 1);
}

static void ttl_hit(void *state, uint32_t key)
{
	(void)state, (void)key;
}

static uint32_t ttl_evict(void *state)
{
	struct ttl *t = state;

	return cs_list_take_front(t->link, t->queue);
}

static void ttl_insert(void *state, uint32_t key)
{
	struct ttl *t = state;

	t->since[key] = t->now;
	cs_list_add_back(t->link, t->queue, key);
}

static void ttl_remove(void *state, uint32_t key)
{
	struct ttl *t = state;

	cs_list_remove(t->link, key);
}

static void ttl_rewrite(void *state, uint32_t key)
{
	ttl_remove(state, key);
	ttl_insert(state, key);
}

static bool ttl_expired(void *state, size_t request)
{
	struct ttl *t = state;

	t->now = t->time[request];
	return !cs_list_empty(t->link, t->queue) && t->now - t->since[t->link[t->queue].next] >= t->ttl;
}

static const struct cs_replay_ops ops = {
	.cached = ttl_cached,
	.prefetch = ttl_prefetch,
	.hit = ttl_hit,
	.rewrite = ttl_rewrite,
	.evict = ttl_evict,
	.insert = ttl_insert,
	.remove = ttl_remove,
	.expired = ttl_expired,
};

static int replay(const struct cs_trace *trace, const struct cs_limits *limits, struct cs_result *out,
		  struct wr_err *err)
{
	struct ttl t = { .queue = trace->unique, .time = trace->time, .ttl = limits->ttl };
	struct cs_replay r;

	if (!trace->time)
		return wr_fail(err, WR_EUSAGE, "policy ttl needs a trace with times");
	if (!(limits->ttl > 0))
		return wr_fail(err, WR_EUSAGE, "policy ttl needs a time to live above 0 seconds");
	if (cs_replay_open(&r, trace, limits, err))
		return -1;
	t.link = cs_links_new(trace->unique, 1);
	t.since = wr_malloc(trace->unique * sizeof *t.since);
	*out = cs_replay(&r, &ops, &t);
	free(t.since);
	free(t.link);
	cs_replay_close(&r);
	return 0;
}

const struct cs_policy cs_policy_ttl = {
	.name = "ttl",
	.title = "time to live",
	.help = "For data that may be stale for a known time: a price for freshness, not a way to more hits.",
	.needs_time = true,
	.replay = replay,
};
