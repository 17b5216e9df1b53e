/*
 * wtinylfu.c - W-TinyLFU (Einziger, Friedman and Manes, ACM TOS 2017).
 *
 * An object comes into a window, LRU, 1 % of the cache and at least one
 * object.  From the window's end it goes on to the main part, a segmented LRU
 * of which four fifths are for objects that were used there; when the cache
 * is full only if it was used more often than what would have to leave.
 *
 * Uses are counted up to 15 and halved every ten times as many uses as the
 * cache holds objects.  Libraries keep them in a sketch that is sometimes too
 * high; here they are exact.  By bytes the limits are sums of bytes, and the
 * objects that the cache holds are estimated from their mean size.
 */
#include "core/alloc.h"
#include "cachesim/policy_p.h"
#include "cachesim/replay_p.h"
#include "cachesim/segments_p.h"

enum { WINDOW, PROBATION, PROTECTED };
enum { MOST_USES = 15, USES_PER_OBJECT = 10 };

struct wtinylfu {
	struct cs_segments s;
	uint64_t window_limit, protected_limit;
	uint32_t coming;                /* cost of the object that is being admitted */
	/* [unique] uses, 4 bits, as they were when the cache had seen so many halvings, 28 bits: no pass
	 * over all keys is needed.  The 28 bits come round after 2.6 thousand million requests at least. */
	uint32_t *tally;
	uint32_t halvings;              /* modulo 2^28 */
	uint64_t uses, period;          /* since the last halving; between two */
};

static uint32_t count(const struct wtinylfu *w, uint32_t key)
{
	uint32_t since = (w->halvings - (w->tally[key] >> 4)) & (UINT32_MAX >> 4);

	return since < 4 ? (w->tally[key] & MOST_USES) >> since : 0;
}

static void record(struct wtinylfu *w, uint32_t key)
{
	uint32_t uses = count(w, key);

	w->tally[key] = w->halvings << 4 | (uses + (uses < MOST_USES));
	if (++w->uses < w->period)
		return;
	w->uses = 0;
	w->halvings = (w->halvings + 1) & (UINT32_MAX >> 4);
}

static void wtinylfu_prefetch(const void *state, uint32_t key)
{
	const struct wtinylfu *w = state;

	__builtin_prefetch(&w->tally[key], 1);
	cs_segments_prefetch(state, key);
}

static void limit_protected(struct wtinylfu *w)
{
	while (w->s.sum[PROTECTED] > w->protected_limit)
		cs_segment_put(&w->s, PROBATION, cs_segment_take_oldest(&w->s, PROTECTED));
}

static void wtinylfu_hit(void *state, uint32_t key)
{
	struct wtinylfu *w = state;
	uint8_t segment = w->s.where[key];

	record(w, key);
	if (segment == WINDOW) {
		cs_segment_renew(&w->s, key);
		return;
	}
	cs_segment_take(&w->s, key);
	cs_segment_put(&w->s, PROTECTED, key);
	limit_protected(w);
}

static void wtinylfu_resize(void *state, uint32_t key, uint32_t from, uint32_t to)
{
	struct wtinylfu *w = state;

	cs_segments_resize(&w->s, key, from, to);
	w->coming = 0;
	limit_protected(w);
}

static void wtinylfu_miss(void *state, uint32_t key, uint32_t cost)
{
	struct wtinylfu *w = state;

	record(w, key);
	w->coming = cost;
}

/* The oldest of the main part, or CS_UNLINKED. */
static uint32_t oldest_of_main(const struct wtinylfu *w)
{
	if (!cs_segment_empty(&w->s, PROBATION))
		return cs_segment_oldest(&w->s, PROBATION);
	return cs_segment_empty(&w->s, PROTECTED) ? CS_UNLINKED : cs_segment_oldest(&w->s, PROTECTED);
}

static uint32_t wtinylfu_evict(void *state)
{
	struct wtinylfu *w = state;
	uint32_t victim = oldest_of_main(w), candidate;

	if (victim == CS_UNLINKED)
		return cs_segment_take_oldest(&w->s, WINDOW);
	if (w->s.sum[WINDOW] + w->coming > w->window_limit && !cs_segment_empty(&w->s, WINDOW)) {
		candidate = cs_segment_take_oldest(&w->s, WINDOW);
		if (count(w, candidate) <= count(w, victim))
			return candidate;
		cs_segment_put(&w->s, PROBATION, candidate);
	}
	cs_segment_take(&w->s, victim);
	return victim;
}

/* A window that is too full while the cache is not hands on without a contest. */
static void wtinylfu_insert(void *state, uint32_t key)
{
	struct wtinylfu *w = state;

	cs_segment_put(&w->s, WINDOW, key);
	while (w->s.sum[WINDOW] > w->window_limit && cs_segment_oldest(&w->s, WINDOW) != key)
		cs_segment_put(&w->s, PROBATION, cs_segment_take_oldest(&w->s, WINDOW));
}

static const struct cs_replay_ops ops = {
	.cached = cs_segments_cached,
	.prefetch = wtinylfu_prefetch,
	.hit = wtinylfu_hit,
	.resize = wtinylfu_resize,
	.miss = wtinylfu_miss,
	.evict = wtinylfu_evict,
	.insert = wtinylfu_insert,
	.remove = cs_segments_remove,
};

/* Objects that the cache holds, from 1 up to all. */
static uint64_t objects_held(const struct cs_trace *t, const struct cs_limits *limits)
{
	double sum = 0, held = (double)limits->capacity;

	for (size_t i = 0; limits->by_bytes && i < t->n; i++)
		sum += t->size[i];
	if (limits->by_bytes && sum > 0)
		held = held / sum * (double)t->n;
	return held < 1 ? 1 : held > t->unique ? t->unique : (uint64_t)held;
}

static int replay(const struct cs_trace *trace, const struct cs_limits *limits, struct cs_result *out,
		  struct wr_err *err)
{
	uint64_t window = limits->capacity / 100 ? limits->capacity / 100 : 1;
	uint64_t rest = limits->capacity - window;
	struct wtinylfu w = { .window_limit = window, .protected_limit = rest - (rest + 4) / 5 };
	struct cs_replay r;

	if (cs_replay_open(&r, trace, limits, err))
		return -1;
	w.period = USES_PER_OBJECT * objects_held(trace, limits);
	w.tally = wr_calloc(trace->unique, sizeof *w.tally);
	cs_segments_open(&w.s, trace->unique, 3, 0, r.cost);
	*out = cs_replay(&r, &ops, &w);
	cs_segments_close(&w.s);
	free(w.tally);
	cs_replay_close(&r);
	return 0;
}

const struct cs_policy cs_policy_wtinylfu = {
	.name = "wtinylfu",
	.title = "W-TinyLFU",
	.help = "Good where popularity lasts for a while: newcomers must have been asked for more often than "
		"what they replace.",
	.replay = replay,
};
