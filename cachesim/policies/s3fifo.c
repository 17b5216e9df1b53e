/*
 * s3fifo.c - S3-FIFO (Yang, Zhang, Qiu, Yue and Vigfusson, SOSP 2023).
 *
 * An object comes into a small queue, a tenth of the cache; from its end those
 * that were used twice or more go to the main queue and the others leave.  The
 * keys that left are remembered, nine tenths of what the cache holds; who is
 * asked for while it is remembered comes into the main queue, where an object
 * is spared once per use, at most three times.  By bytes all limits are sums
 * of bytes.
 */
#include "cachesim/policy_p.h"
#include "cachesim/replay_p.h"
#include "cachesim/segments_p.h"

enum { SMALL, MAIN, GHOSTS };
enum { WORTH_MAIN = 2, MOST_USES = 3 };

struct s3fifo {
	struct cs_segments s;
	uint8_t *uses;          /* [unique] since it came into its queue or was spared, up to MOST_USES */
	uint64_t main_limit, ghost_limit;
	uint8_t target;         /* where the object that is being admitted goes */
};

static void s3fifo_prefetch(const void *state, uint32_t key)
{
	const struct s3fifo *q = state;

	__builtin_prefetch(&q->uses[key], 1);
	cs_segments_prefetch(state, key);
}

static void s3fifo_hit(void *state, uint32_t key)
{
	struct s3fifo *q = state;

	q->uses[key] = (uint8_t)(q->uses[key] + (q->uses[key] < MOST_USES));
}

static void s3fifo_miss(void *state, uint32_t key, uint32_t cost)
{
	struct s3fifo *q = state;

	(void)cost;
	q->target = SMALL;
	if (q->s.where[key] == GHOSTS) {
		cs_segment_take(&q->s, key);
		q->target = MAIN;
	}
}

static void put(struct s3fifo *q, uint8_t segment, uint32_t key)
{
	q->uses[key] = 0;
	cs_segment_put(&q->s, segment, key);
}

static uint32_t evict_from_main(struct s3fifo *q)
{
	for (;;) {
		uint32_t key = cs_segment_oldest(&q->s, MAIN);

		if (!q->uses[key]) {
			cs_segment_take(&q->s, key);
			return key;
		}
		q->uses[key]--;
		cs_segment_renew(&q->s, key);
	}
}

static uint32_t s3fifo_evict(void *state)
{
	struct s3fifo *q = state;

	if (q->s.sum[MAIN] > q->main_limit)
		return evict_from_main(q);
	while (!cs_segment_empty(&q->s, SMALL)) {
		uint32_t key = cs_segment_take_oldest(&q->s, SMALL);

		if (q->uses[key] < WORTH_MAIN) {
			cs_segment_remember(&q->s, GHOSTS, key, q->ghost_limit);
			return key;
		}
		put(q, MAIN, key);
	}
	return evict_from_main(q);
}

static void s3fifo_insert(void *state, uint32_t key)
{
	struct s3fifo *q = state;

	put(q, q->target, key);
}

static const struct cs_replay_ops ops = {
	.cached = cs_segments_cached,
	.prefetch = s3fifo_prefetch,
	.hit = s3fifo_hit,
	.resize = cs_segments_resize,
	.miss = s3fifo_miss,
	.evict = s3fifo_evict,
	.insert = s3fifo_insert,
	.remove = cs_segments_remove,
	.forget = cs_segments_forget,
};

static int replay(const struct cs_trace *trace, const struct cs_limits *limits, struct cs_result *out,
		  struct wr_err *err)
{
	uint64_t tenth = limits->capacity / 10;
	struct s3fifo q = { .main_limit = limits->capacity - tenth,
			    .ghost_limit = (uint64_t)((double)limits->capacity * 0.9) };
	struct cs_replay r;

	if (cs_replay_open(&r, trace, limits, err))
		return -1;
	cs_segments_open(&q.s, trace->unique, 2, 1, r.cost);
	q.uses = wr_calloc(trace->unique, 1);
	*out = cs_replay(&r, &ops, &q);
	free(q.uses);
	cs_segments_close(&q.s);
	cs_replay_close(&r);
	return 0;
}

const struct cs_policy cs_policy_s3fifo = {
	.name = "s3fifo",
	.title = "S3-FIFO",
	.help = "Good where many objects are read once: they leave from a small queue and take little room.",
	.replay = replay,
};
