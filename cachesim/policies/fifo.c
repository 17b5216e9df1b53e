/*
 * fifo.c - first in, first out: evicts what was admitted longest ago.
 *
 * Hits change nothing.  A write of a cached object does not renew its place.
 */
#include <stdlib.h>
#include "cachesim/list_p.h"
#include "cachesim/numbering_p.h"
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

/*
 * Many sizes in one pass.  Insertions are numbered from 1 on, apart for every
 * size; a cache of c objects holds those inserted under the last c numbers, so
 * no queue is needed to know whether one is there.  A delete breaks that rule:
 * it leaves a cache with fewer objects, of which none goes for the next one.
 */
enum { LANES = 16 };                    /* sizes at once: their numbers fill a cache line per object */

struct lanes {
	uint32_t size[LANES];           /* those not in use are 1 */
	uint32_t number[LANES];         /* of the last insertion; begins at size, so that 0 is long gone */
	uint64_t misses[LANES];
	double missed_bytes[LANES];
};

/* number_of: the object's last insertions.  missed[k] counts reads that miss at size k, if this is one. */
CS_REPLAY_INLINE void lanes_request(struct lanes *l, uint32_t *number_of, uint32_t counts, uint32_t *missed)
{
	for (int k = 0; k < LANES; k++) {
		uint32_t miss = l->number[k] - number_of[k] >= l->size[k];

		l->number[k] += miss;
		number_of[k] = miss ? l->number[k] : number_of[k];
		missed[k] += miss & counts;
	}
}

static void lanes_flush(struct lanes *l, uint32_t *missed)
{
	for (int k = 0; k < LANES; k++) {
		l->misses[k] += missed[k];
		missed[k] = 0;
	}
}

static void lanes_replay(struct lanes *l, const struct cs_trace *t, uint32_t (*number_of)[LANES])
{
	uint32_t missed[LANES] = { 0 };

	for (size_t i = 0; i < t->n; i++) {
		uint32_t counts = !t->operation || t->operation[i] == CS_READ;

		if (i + CS_REPLAY_AHEAD < t->n)
			__builtin_prefetch(number_of[t->key[i + CS_REPLAY_AHEAD]], 1);
		lanes_request(l, number_of[t->key[i]], counts, missed);
		if (t->size || i % (1u << 30) == 0) {
			for (int k = 0; t->size && k < LANES; k++)
				l->missed_bytes[k] += missed[k] * (double)t->size[i];
			lanes_flush(l, missed);
		}
	}
	lanes_flush(l, missed);
}

static void count_reads(const struct cs_trace *t, struct cs_result *out)
{
	*out = (struct cs_result){ 0 };
	for (size_t i = 0; i < t->n; i++) {
		if (t->operation && t->operation[i] != CS_READ)
			continue;
		out->requests++;
		out->bytes += t->size ? t->size[i] : 0;
	}
}

/* Without deletes and times to live, and with numbers that fit. */
static bool fits_lanes(const struct cs_trace *t)
{
	if ((t->ttl && t->time) || t->n >= UINT32_MAX - CS_MAX_KEYS)
		return false;
	for (size_t i = 0; t->operation && i < t->n; i++)
		if (t->operation[i] == CS_DELETE)
			return false;
	return true;
}

static void replay_lanes(const struct cs_trace *t, const uint64_t *sizes, size_t n, struct cs_result *out)
{
	uint32_t (*number_of)[LANES] = wr_calloc(t->unique, sizeof *number_of);
	struct lanes l = { 0 };
	struct cs_result reads;

	count_reads(t, &reads);
	for (size_t k = 0; k < LANES; k++) {
		/* What holds everything is as good as what holds more. */
		l.size[k] = k >= n ? 1 : sizes[k] < t->unique ? (uint32_t)sizes[k] : t->unique;
		l.number[k] = l.size[k];
	}
	lanes_replay(&l, t, number_of);
	for (size_t k = 0; k < n; k++) {
		out[k] = reads;
		out[k].misses = l.misses[k];
		out[k].missed_bytes = l.missed_bytes[k];
	}
	free(number_of);
}

static int replay_sizes(const struct cs_trace *t, const uint64_t *sizes, size_t n, struct cs_result *out,
			struct wr_err *err)
{
	bool fits = fits_lanes(t);

	for (size_t k = 0; k < n; k++)
		if ((!fits || !sizes[k]) && replay(t, &(struct cs_limits){ .capacity = sizes[k] }, &out[k], err))
			return -1;
	for (size_t k = 0; fits && k < n; k += LANES)
		replay_lanes(t, sizes + k, n - k < LANES ? n - k : LANES, out + k);
	return 0;
}

const struct cs_policy cs_policy_fifo = {
	.name = "fifo",
	.title = "first in, first out",
	.help = "Needs no bookkeeping on hits; good enough where most objects are used soon or never.",
	.replay = replay,
	.replay_sizes = replay_sizes,
};
