#ifndef WEIR_CACHESIM_REPLAY_P_H
#define WEIR_CACHESIM_REPLAY_P_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "cachesim/cachesim.h"
#include "core/err.h"

/*
 * replay_p.h - the loop that every policy shares: who is counted, what is
 * admitted, when room is made.  A policy says only whom it keeps.
 *
 *  - A read counts as a request.  If the object is cached it is a hit, else a
 *    miss, and the object is admitted.
 *  - A write does not count.  A cached object is touched and takes the size
 *    of the write; another is admitted.  With CS_WRITE_DELETES it is a delete,
 *    with CS_WRITE_ASIDE
 *    neither writes nor deletes reach the cache.
 *  - A delete does not count.  It removes the object and all that the policy
 *    remembers of it.
 *  - An object larger than the whole cache is never admitted, and leaves when
 *    a write makes it so large.
 *  - A cached object has the size of the request that brought it in, or of
 *    the last write; a read that states another size does not change it.
 *  - An object whose time is over is taken out when it is asked for or
 *    written; until then it takes its place, as in Redis and memcached.
 *
 * cs_replay is always inlined into the policy's file and the operations are a
 * constant there, so the compiler makes one specialised loop per policy.
 */

struct cs_replay {
	const struct cs_trace *trace;
	uint64_t capacity, used;        /* objects or bytes */
	uint32_t *cost;                 /* [unique] bytes of each cached object; NULL: all cost 1 */
	uint8_t *outcome;               /* the caller's, or NULL */
	enum cs_writes writes;
	/* What most replays do without. */
	bool special;                   /* any of these, or writes that are not CS_WRITE_THROUGH */
	double *expires;                /* [unique] when; INFINITY = never */
	float *lives;                   /* [unique] seconds, as the last request said */
	const double *class_ttl;
	uint8_t *changed;               /* [unique] dirty (CS_WRITE_BACK) or stale (CS_WRITE_ASIDE) */
	uint64_t stored;
};

struct cs_replay_ops {
	bool (*cached)(const void *state, uint32_t key);
	/* key comes up soon. */
	void (*prefetch)(const void *state, uint32_t key);
	/* A cached object was read, or written where there is no rewrite. */
	void (*hit)(void *state, uint32_t key);
	/* A cached object was written.  NULL: as hit. */
	void (*rewrite)(void *state, uint32_t key);
	/* The object of the hit or rewrite just before changed its cost.  May be NULL. */
	void (*resize)(void *state, uint32_t key, uint32_t from, uint32_t to);
	/* key will be admitted; room is not made yet.  May be NULL. */
	void (*miss)(void *state, uint32_t key, uint32_t cost);
	/* Takes an object out of a cache that is not empty, and returns it.  (A bound need not name it: by
	 * objects nobody asks but CS_WRITE_BACK, which no bound takes part in.) */
	uint32_t (*evict)(void *state);
	/* Room is made. */
	void (*insert)(void *state, uint32_t key);
	/* A cached object was deleted. */
	void (*remove)(void *state, uint32_t key);
	/* An object that is not cached was deleted.  May be NULL. */
	void (*forget)(void *state, uint32_t key);
	/* Is the next victim too old at this request?  Asked first at every request.  May be NULL. */
	bool (*expired)(void *state, size_t request);
};

/* Checks the limits against the trace.  -1 (WR_EUSAGE) for a capacity of 0 and
 * for bytes without sizes; nothing is to be closed then. */
int cs_replay_open(struct cs_replay *r, const struct cs_trace *trace, const struct cs_limits *limits,
		   struct wr_err *err);
void cs_replay_close(struct cs_replay *r);
/* Notes when the object that request i brings in is over, and that it is new (special replays). */
void cs_replay_renew(struct cs_replay *r, size_t i);
/* Writes that wait for their object to leave. */
uint64_t cs_replay_dirty(const struct cs_replay *r);

#define CS_REPLAY_INLINE static inline __attribute__((always_inline))
#define CS_REPLAY_AHEAD  12     /* requests between prefetch and use */

CS_REPLAY_INLINE uint32_t cs_replay_cost(const struct cs_replay *r, uint32_t key)
{
	return r->cost ? r->cost[key] : 1;
}

/* An object left to make room. */
CS_REPLAY_INLINE void cs_replay_evicted(struct cs_replay *r, uint32_t key, bool special)
{
	r->used -= cs_replay_cost(r, key);
	if (special && r->writes == CS_WRITE_BACK && r->changed[key]) {
		r->changed[key] = 0;
		r->stored++;
	}
}

CS_REPLAY_INLINE void cs_replay_admit(struct cs_replay *r, const struct cs_replay_ops *ops, void *state,
				      uint32_t key, uint32_t size, bool special)
{
	uint32_t cost = r->cost ? size : 1;

	if (cost > r->capacity)
		return;
	if (ops->miss)
		ops->miss(state, key, cost);
	while (r->used + cost > r->capacity)
		cs_replay_evicted(r, ops->evict(state), special);
	if (r->cost)
		r->cost[key] = cost;
	r->used += cost;
	ops->insert(state, key);
}

CS_REPLAY_INLINE void cs_replay_remove(struct cs_replay *r, const struct cs_replay_ops *ops, void *state,
				       uint32_t key)
{
	if (ops->cached(state, key)) {
		r->used -= cs_replay_cost(r, key);
		ops->remove(state, key);
	} else if (ops->forget) {
		ops->forget(state, key);
	}
}

CS_REPLAY_INLINE void cs_replay_resize(struct cs_replay *r, const struct cs_replay_ops *ops, void *state,
				       uint32_t key, uint32_t size, bool special)
{
	uint32_t before = r->cost[key];

	if (size > r->capacity) {
		cs_replay_remove(r, ops, state, key);
		return;
	}
	r->cost[key] = size;
	r->used += size;
	r->used -= before;
	if (ops->resize)
		ops->resize(state, key, before, size);
	while (r->used > r->capacity)
		cs_replay_evicted(r, ops->evict(state), special);
}

CS_REPLAY_INLINE void cs_replay_write(struct cs_replay *r, const struct cs_replay_ops *ops, void *state,
				      uint32_t key, uint32_t size, bool special)
{
	if (!ops->cached(state, key)) {
		cs_replay_admit(r, ops, state, key, size, special);
		return;
	}
	if (ops->rewrite)
		ops->rewrite(state, key);
	else
		ops->hit(state, key);
	if (r->cost)
		cs_replay_resize(r, ops, state, key, size, special);
}

/* A write where not all of them go through at once. */
CS_REPLAY_INLINE void cs_replay_write_as_told(struct cs_replay *r, const struct cs_replay_ops *ops, void *state,
					      size_t i, uint32_t size, struct cs_result *out)
{
	uint32_t key = r->trace->key[i];

	out->stored += r->writes != CS_WRITE_BACK;
	if (r->writes == CS_WRITE_DELETES) {
		cs_replay_remove(r, ops, state, key);
		return;
	}
	if (r->writes == CS_WRITE_ASIDE) {
		r->changed[key] = 1;
		return;
	}
	cs_replay_write(r, ops, state, key, size, true);
	cs_replay_renew(r, i);
	if (r->writes != CS_WRITE_BACK)
		return;
	if (ops->cached(state, key)) {
		r->changed[key] = 1;
	} else {                /* too large */
		r->changed[key] = 0;
		out->stored++;
	}
}

/* Takes out the object of a read if its time is over, with the outcome; 0 if it is not. */
CS_REPLAY_INLINE unsigned cs_replay_expire(struct cs_replay *r, const struct cs_replay_ops *ops, void *state,
					   size_t i, struct cs_result *out)
{
	uint32_t key = r->trace->key[i];
	unsigned stale;

	if (!r->expires || r->trace->time[i] < r->expires[key])
		return 0;
	cs_replay_remove(r, ops, state, key);
	out->expired++;
	stale = r->changed && r->changed[key];
	if (r->writes != CS_WRITE_BACK || !stale)
		return CS_EXPIRED | stale * CS_STALE;
	r->changed[key] = 0;
	out->stored++;
	return CS_EXPIRED;
}

/* Returns the outcome. */
CS_REPLAY_INLINE unsigned cs_replay_read(struct cs_replay *r, const struct cs_replay_ops *ops, void *state,
					 size_t i, uint32_t size, struct cs_result *out, bool special)
{
	uint32_t key = r->trace->key[i];
	bool is_there = ops->cached(state, key);
	unsigned outcome = special && is_there ? cs_replay_expire(r, ops, state, i, out) : 0;

	out->requests++;
	out->bytes += size;
	if (is_there && !outcome) {
		ops->hit(state, key);
		if (!special || r->writes != CS_WRITE_ASIDE || !r->changed[key])
			return 0;
		out->stale++;
		return CS_STALE;
	}
	out->misses++;
	out->missed_bytes += size;
	cs_replay_admit(r, ops, state, key, size, special);
	if (special)
		cs_replay_renew(r, i);
	return outcome | CS_MISSED;
}

CS_REPLAY_INLINE struct cs_result cs_replay_loop(struct cs_replay *r, const struct cs_replay_ops *ops, void *state,
						 bool special)
{
	const struct cs_trace *t = r->trace;
	struct cs_result out = { 0 };
	unsigned outcome;

	for (size_t i = 0; i < t->n; i++) {
		uint32_t key = t->key[i], size = t->size ? t->size[i] : 0;

		if (i + CS_REPLAY_AHEAD < t->n)
			ops->prefetch(state, t->key[i + CS_REPLAY_AHEAD]);
		while (ops->expired && ops->expired(state, i))
			cs_replay_evicted(r, ops->evict(state), special);
		switch (t->operation ? t->operation[i] : CS_READ) {
		case CS_WRITE:
			if (special) {
				cs_replay_write_as_told(r, ops, state, i, size, &out);
			} else {
				out.stored++;
				cs_replay_write(r, ops, state, key, size, false);
			}
			break;
		case CS_DELETE:
			if (special && r->writes == CS_WRITE_ASIDE) {
				r->changed[key] = 1;
				break;
			}
			cs_replay_remove(r, ops, state, key);
			if (special && r->changed)
				r->changed[key] = 0;
			break;
		default:
			outcome = cs_replay_read(r, ops, state, i, size, &out, special);
			if (outcome && r->outcome)
				r->outcome[i] = (uint8_t)outcome;
		}
	}
	return out;
}

/* Replays the whole trace; state is the policy's own, empty at the start. */
CS_REPLAY_INLINE struct cs_result cs_replay(struct cs_replay *r, const struct cs_replay_ops *ops, void *state)
{
	struct cs_result out;

	if (!r->special)
		return cs_replay_loop(r, ops, state, false);
	out = cs_replay_loop(r, ops, state, true);
	out.stored += r->stored + cs_replay_dirty(r);
	return out;
}

#endif
