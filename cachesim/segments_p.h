#ifndef WEIR_CACHESIM_SEGMENTS_P_H
#define WEIR_CACHESIM_SEGMENTS_P_H

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "core/alloc.h"
#include "cachesim/list_p.h"

/*
 * segments_p.h - a cache that is divided: a few lists over dense ids, of which
 * each id is on one at most, that know where an id is and what each list
 * weighs.  Segments of a policy come first, lists of remembered keys (ghosts)
 * behind them.  The front of a list is its oldest.
 */

enum { CS_MOST_SEGMENTS = 4, CS_NOWHERE = UINT8_MAX };

struct cs_segments {
	struct cs_link *link;
	uint8_t *where;                 /* [unique] segment of each key */
	const uint32_t *cost;           /* the replay's; NULL = all 1 */
	uint32_t unique;
	uint8_t held;                   /* segments that hold objects; the others remember keys */
	uint64_t sum[CS_MOST_SEGMENTS]; /* costs in each */
};

static inline void cs_segments_open(struct cs_segments *s, uint32_t unique, uint8_t held, uint8_t ghosts,
				    const uint32_t *cost)
{
	*s = (struct cs_segments){ .unique = unique, .held = held, .cost = cost };
	s->link = cs_links_new(unique, (uint32_t)held + ghosts);
	s->where = wr_malloc(unique);
	memset(s->where, CS_NOWHERE, unique);
}

static inline void cs_segments_close(struct cs_segments *s)
{
	free(s->where);
	free(s->link);
}

static inline uint32_t cs_segment_cost(const struct cs_segments *s, uint32_t key)
{
	return s->cost ? s->cost[key] : 1;
}

static inline bool cs_segment_empty(const struct cs_segments *s, uint8_t segment)
{
	return cs_list_empty(s->link, s->unique + segment);
}

/* Oldest of a segment that is not empty. */
static inline uint32_t cs_segment_oldest(const struct cs_segments *s, uint8_t segment)
{
	return s->link[s->unique + segment].next;
}

static inline void cs_segment_put(struct cs_segments *s, uint8_t segment, uint32_t key)
{
	cs_list_add_back(s->link, s->unique + segment, key);
	s->where[key] = segment;
	s->sum[segment] += cs_segment_cost(s, key);
}

static inline void cs_segment_take(struct cs_segments *s, uint32_t key)
{
	cs_list_remove(s->link, key);
	s->sum[s->where[key]] -= cs_segment_cost(s, key);
	s->where[key] = CS_NOWHERE;
}

static inline uint32_t cs_segment_take_oldest(struct cs_segments *s, uint8_t segment)
{
	uint32_t key = cs_segment_oldest(s, segment);

	cs_segment_take(s, key);
	return key;
}

static inline void cs_segment_renew(struct cs_segments *s, uint32_t key)
{
	uint8_t segment = s->where[key];

	cs_list_remove(s->link, key);
	cs_list_add_back(s->link, s->unique + segment, key);
}

/* Puts key on a list of remembered keys that weighs no more than `limit`; the oldest go. */
static inline void cs_segment_remember(struct cs_segments *s, uint8_t ghosts, uint32_t key, uint64_t limit)
{
	uint32_t cost = cs_segment_cost(s, key);

	if (cost > limit)
		return;
	while (s->sum[ghosts] + cost > limit)
		cs_segment_take_oldest(s, ghosts);
	cs_segment_put(s, ghosts, key);
}

/* Operations of cs_replay for every policy whose state begins with its segments. */

static inline bool cs_segments_cached(const void *state, uint32_t key)
{
	const struct cs_segments *s = state;

	return s->where[key] < s->held;
}

static inline void cs_segments_prefetch(const void *state, uint32_t key)
{
	const struct cs_segments *s = state;

	__builtin_prefetch(&s->where[key], 1);
	__builtin_prefetch(&s->link[key], 1);
}

static inline void cs_segments_remove(void *state, uint32_t key)
{
	cs_segment_take(state, key);
}

static inline void cs_segments_forget(void *state, uint32_t key)
{
	struct cs_segments *s = state;

	if (s->where[key] != CS_NOWHERE)
		cs_segment_take(s, key);
}

static inline void cs_segments_resize(void *state, uint32_t key, uint32_t from, uint32_t to)
{
	struct cs_segments *s = state;

	s->sum[s->where[key]] += to;
	s->sum[s->where[key]] -= from;
}

#endif
