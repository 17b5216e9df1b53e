/*
 * twoq.c - 2Q, full version (Johnson and Shasha, VLDB 1994).
 *
 * An object comes into A1in, first in, first out, a quarter of the cache, and
 * hits there change nothing.  A1out remembers the keys that left it, half as
 * many as the cache holds; who is asked for while it is remembered comes into
 * Am, an LRU queue that has the rest.  By bytes all limits are sums of bytes.
 */
#include "cachesim/policy_p.h"
#include "cachesim/replay_p.h"
#include "cachesim/segments_p.h"

enum { A1IN, AM, A1OUT };

struct twoq {
	struct cs_segments s;
	uint64_t in_limit, out_limit;
	uint8_t target;         /* where the object that is being admitted goes */
};

static void twoq_hit(void *state, uint32_t key)
{
	struct twoq *q = state;

	if (q->s.where[key] == AM)
		cs_segment_renew(&q->s, key);
}

static void twoq_miss(void *state, uint32_t key, uint32_t cost)
{
	struct twoq *q = state;

	(void)cost;
	q->target = A1IN;
	if (q->s.where[key] == A1OUT) {
		cs_segment_take(&q->s, key);
		q->target = AM;
	}
}

static uint32_t twoq_evict(void *state)
{
	struct twoq *q = state;
	uint32_t key;

	if (q->s.sum[A1IN] <= q->in_limit && !cs_segment_empty(&q->s, AM))
		return cs_segment_take_oldest(&q->s, AM);
	key = cs_segment_take_oldest(&q->s, A1IN);
	cs_segment_remember(&q->s, A1OUT, key, q->out_limit);
	return key;
}

static void twoq_insert(void *state, uint32_t key)
{
	struct twoq *q = state;

	cs_segment_put(&q->s, q->target, key);
}

static const struct cs_replay_ops ops = {
	.cached = cs_segments_cached,
	.prefetch = cs_segments_prefetch,
	.hit = twoq_hit,
	.resize = cs_segments_resize,
	.miss = twoq_miss,
	.evict = twoq_evict,
	.insert = twoq_insert,
	.remove = cs_segments_remove,
	.forget = cs_segments_forget,
};

static int replay(const struct cs_trace *trace, const struct cs_limits *limits, struct cs_result *out,
		  struct wr_err *err)
{
	struct twoq q = { .in_limit = limits->capacity / 4, .out_limit = limits->capacity / 2 };
	struct cs_replay r;

	if (cs_replay_open(&r, trace, limits, err))
		return -1;
	cs_segments_open(&q.s, trace->unique, 2, 1, r.cost);
	*out = cs_replay(&r, &ops, &q);
	cs_segments_close(&q.s);
	cs_replay_close(&r);
	return 0;
}

const struct cs_policy cs_policy_twoq = {
	.name = "twoq",
	.title = "2Q",
	.help = "Good against scans: only what is asked for again after it left the first queue may stay.",
	.replay = replay,
};
