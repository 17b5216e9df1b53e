/*
 * sieve.c - SIEVE (Zhang, Yang, Yue, Vigfusson and Rashmi, NSDI 2024): a hand
 * goes from the oldest object to the newest, takes the mark off those that
 * were used and evicts the first that was not.  What it spares keeps its
 * place, so new objects are sifted soon and old popular ones seldom.
 */
#include <stdlib.h>
#include "cachesim/list_p.h"
#include "cachesim/policy_p.h"
#include "cachesim/replay_p.h"

enum { ABSENT, UNUSED, USED };

struct sieve {
	struct cs_link *link;
	uint8_t *mark;          /* [unique] */
	uint32_t queue;         /* head of the list; front = oldest */
	uint32_t hand;          /* object to look at next; the head: begin at the front */
};

static bool sieve_cached(const void *state, uint32_t key)
{
	const struct sieve *s = state;

	return s->mark[key] != ABSENT;
}

static void sieve_prefetch(const void *state, uint32_t key)
{
	const struct sieve *s = state;

	__builtin_prefetch(&s->mark[key], 1);
}

static void sieve_hit(void *state, uint32_t key)
{
	struct sieve *s = state;

	s->mark[key] = USED;
}

static void sieve_remove(void *state, uint32_t key)
{
	struct sieve *s = state;

	if (s->hand == key)
		s->hand = s->link[key].next;
	s->mark[key] = ABSENT;
	cs_list_remove(s->link, key);
}

static uint32_t sieve_evict(void *state)
{
	struct sieve *s = state;
	uint32_t at = s->hand;

	for (;; at = s->link[at].next) {
		if (at == s->queue)
			continue;
		if (s->mark[at] == UNUSED)
			break;
		s->mark[at] = UNUSED;
	}
	s->hand = at;
	sieve_remove(s, at);
	return at;
}

static void sieve_insert(void *state, uint32_t key)
{
	struct sieve *s = state;

	s->mark[key] = UNUSED;
	cs_list_add_back(s->link, s->queue, key);
}

static const struct cs_replay_ops ops = {
	.cached = sieve_cached,
	.prefetch = sieve_prefetch,
	.hit = sieve_hit,
	.evict = sieve_evict,
	.insert = sieve_insert,
	.remove = sieve_remove,
};

static int replay(const struct cs_trace *trace, const struct cs_limits *limits, struct cs_result *out,
		  struct wr_err *err)
{
	struct sieve s = { .queue = trace->unique, .hand = trace->unique };
	struct cs_replay r;

	if (cs_replay_open(&r, trace, limits, err))
		return -1;
	s.link = cs_links_new(trace->unique, 1);
	s.mark = wr_calloc(trace->unique, 1);
	*out = cs_replay(&r, &ops, &s);
	free(s.mark);
	free(s.link);
	cs_replay_close(&r);
	return 0;
}

const struct cs_policy cs_policy_sieve = {
	.name = "sieve",
	.title = "SIEVE",
	.help = "Simple, and good where many objects are read once; not where a scan is read again as a loop.",
	.replay = replay,
};
