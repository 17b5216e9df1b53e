/*
 * slru.c - segmented LRU (Karedla, Love and Wherry 1994) with four segments of
 * a quarter of the cache each.
 *
 * An object comes into the lowest segment that has room, into the bottom one
 * of a full cache, and rises by one segment per hit.  A segment that is too
 * full hands its oldest object down; the victim is the oldest object of the
 * lowest segment that has any.  What a division by four leaves over belongs to
 * the bottom segment.  An object that is larger than the next segment stays
 * where it is.
 */
#include "cachesim/policy_p.h"
#include "cachesim/replay_p.h"
#include "cachesim/segments_p.h"

enum { BOTTOM, SEGMENTS = 4, TOP = SEGMENTS - 1 };

struct slru {
	struct cs_segments s;
	uint64_t limit[SEGMENTS];
};

/* Hands down what is too much; the bottom takes all. */
static void settle(struct slru *l, uint8_t segment)
{
	for (; segment > BOTTOM; segment--) {
		while (l->s.sum[segment] > l->limit[segment]) {
			uint32_t oldest = cs_segment_take_oldest(&l->s, segment);

			cs_segment_put(&l->s, (uint8_t)(segment - 1), oldest);
		}
	}
}

static void slru_hit(void *state, uint32_t key)
{
	struct slru *l = state;
	uint8_t segment = l->s.where[key];
	bool rises = segment < TOP && cs_segment_cost(&l->s, key) <= l->limit[segment + 1];

	cs_segment_take(&l->s, key);
	segment = (uint8_t)(segment + rises);
	cs_segment_put(&l->s, segment, key);
	settle(l, segment);
}

static void slru_resize(void *state, uint32_t key, uint32_t from, uint32_t to)
{
	struct slru *l = state;

	cs_segments_resize(&l->s, key, from, to);
	settle(l, l->s.where[key]);
}

static uint32_t slru_evict(void *state)
{
	struct slru *l = state;
	uint8_t segment = BOTTOM;

	while (cs_segment_empty(&l->s, segment))
		segment++;
	return cs_segment_take_oldest(&l->s, segment);
}

static void slru_insert(void *state, uint32_t key)
{
	struct slru *l = state;
	uint32_t cost = cs_segment_cost(&l->s, key);
	uint8_t segment = BOTTOM;

	while (segment < SEGMENTS && l->s.sum[segment] + cost > l->limit[segment])
		segment++;
	cs_segment_put(&l->s, segment < SEGMENTS ? segment : BOTTOM, key);
}

static const struct cs_replay_ops ops = {
	.cached = cs_segments_cached,
	.prefetch = cs_segments_prefetch,
	.hit = slru_hit,
	.resize = slru_resize,
	.evict = slru_evict,
	.insert = slru_insert,
	.remove = cs_segments_remove,
};

static int replay(const struct cs_trace *trace, const struct cs_limits *limits, struct cs_result *out,
		  struct wr_err *err)
{
	uint64_t quarter = limits->capacity / SEGMENTS;
	struct slru l = { .limit = { limits->capacity - TOP * quarter, quarter, quarter, quarter } };
	struct cs_replay r;

	if (cs_replay_open(&r, trace, limits, err))
		return -1;
	cs_segments_open(&l.s, trace->unique, SEGMENTS, 0, r.cost);
	*out = cs_replay(&r, &ops, &l);
	cs_segments_close(&l.s);
	cs_replay_close(&r);
	return 0;
}

const struct cs_policy cs_policy_slru = {
	.name = "slru",
	.title = "segmented LRU",
	.help = "Good where what was used several times must outlive what was used once; slow to forget.",
	.replay = replay,
};
