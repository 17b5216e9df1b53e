/*
 * belady.c - Belady's MIN (1966): evicts what is read again last, or never.
 * It must know the future, so no cache can be built like that: by objects it
 * is the bound for those that can, as Mattson et al. (1970) prove.  By bytes
 * the best choice is NP-hard, and with times to live it depends on when objects
 * come in, so there this rule is a strong one but no bound.
 *
 * An object whose next request is a write or a delete is as good as never
 * read again: the write would admit it anyway.
 *
 * A cached object that is read again is known by the position of that read
 * alone: these positions are bits of a map, with a summary of 64 words in one
 * word over it and one over that, so the latest is found in a few steps, and a
 * read hits if the bit of its own position is set.  Bits of the past stay: while
 * any object is awaited the latest lies ahead.
 */
#include <stdlib.h>
#include "core/alloc.h"
#include "cachesim/policy_p.h"
#include "cachesim/replay_p.h"

enum { LEVELS = 6 };                    /* 64^6 > 2^32 */

#define NEVER   UINT32_MAX

struct belady {
	const struct cs_trace *trace;
	uint32_t *next;                 /* [n] position of the key's next request if that is a read, else NEVER */
	uint64_t *bits[LEVELS];         /* [0]: positions of awaited reads; [1]: words of [0] that are not 0; ... */
	unsigned levels;
	uint32_t *useless;              /* stack of cached keys that are not read next, and of some that left it */
	size_t useless_count, useless_cap;
	uint32_t *place;                /* [unique] 1 + where in the stack a key is, 0 = nowhere; NULL without writes */
	bool by_bytes, aside;           /* aside: writes do not reach the cache */
	size_t now;                     /* the request that is replayed */
};

static void expect(struct belady *b, uint32_t position)
{
	for (unsigned level = 0; level < b->levels; level++, position /= 64) {
		uint64_t *word = &b->bits[level][position / 64], before = *word;

		*word |= 1ull << position % 64;
		if (before)
			return;
	}
}

static void give_up(struct belady *b, uint32_t position)
{
	for (unsigned level = 0; level < b->levels; level++, position /= 64) {
		uint64_t *word = &b->bits[level][position / 64];

		*word &= ~(1ull << position % 64);
		if (*word)
			return;
	}
}

static uint32_t latest(const struct belady *b)
{
	uint32_t at = 0;

	for (unsigned level = b->levels; level-- > 0;)
		at = at * 64 + 63 - (uint32_t)__builtin_clzll(b->bits[level][at]);
	return at;
}

static bool is_expected(const struct belady *b, uint32_t position)
{
	return b->bits[0][position / 64] >> position % 64 & 1;
}

/* A key that is written or deleted now was not expected to be read; but it may be since its write. */
static bool belady_cached(const void *state, uint32_t key)
{
	const struct belady *b = state;
	uint32_t next = b->next[b->now];

	if (!b->place || b->trace->operation[b->now] == CS_READ)
		return is_expected(b, (uint32_t)b->now);
	return b->place[key] || (next != NEVER && is_expected(b, next));
}

static void belady_prefetch(const void *state, uint32_t key)
{
	const struct belady *b = state;
	uint32_t next = b->next[b->now + CS_REPLAY_AHEAD - 1];

	(void)key;
	if (next != NEVER)
		__builtin_prefetch(&b->bits[0][next / 64], 1);
}

/* Not to expire anything, but to know which request comes now. */
static bool belady_now(void *state, size_t request)
{
	struct belady *b = state;

	b->now = request;
	return false;
}

static void belady_insert(void *state, uint32_t key)
{
	struct belady *b = state;
	uint32_t next = b->next[b->now];

	if (next != NEVER) {
		expect(b, next);
		return;
	}
	*WR_PUSH(b->useless, b->useless_count, b->useless_cap) = key;
	if (b->place)
		b->place[key] = (uint32_t)b->useless_count;
}

static void belady_hit(void *state, uint32_t key)
{
	struct belady *b = state;

	if (b->place && b->trace->operation[b->now] != CS_READ)
		b->place[key] = 0;
	belady_insert(b, key);
}

/* By objects nobody asks who left. */
static uint32_t belady_evict(void *state)
{
	struct belady *b = state;
	uint32_t position;

	while (b->useless_count) {
		uint32_t key = b->useless[--b->useless_count];

		if (b->place && b->place[key] != b->useless_count + 1)
			continue;
		if (b->place)
			b->place[key] = 0;
		return key;
	}
	position = latest(b);
	give_up(b, position);
	return b->by_bytes ? b->trace->key[position] : 0;
}

/* Deleted, made too large by its write, or too old for its read. */
static void belady_remove(void *state, uint32_t key)
{
	struct belady *b = state;

	if (!b->place || b->trace->operation[b->now] == CS_READ)
		give_up(b, (uint32_t)b->now);
	else if (b->place[key])
		b->place[key] = 0;
	else
		give_up(b, b->next[b->now]);
}

static const struct cs_replay_ops ops = {
	.cached = belady_cached,
	.prefetch = belady_prefetch,
	.hit = belady_hit,
	.evict = belady_evict,
	.insert = belady_insert,
	.remove = belady_remove,
	.expired = belady_now,
};

static void find_next(struct belady *b)
{
	const struct cs_trace *t = b->trace;
	uint32_t *later = wr_malloc(t->unique * sizeof *later);

	b->next = wr_malloc(t->n * sizeof *b->next);
	for (uint32_t id = 0; id < t->unique; id++)
		later[id] = NEVER;
	for (size_t i = t->n; i-- > 0;) {
		if (i >= CS_REPLAY_AHEAD)
			__builtin_prefetch(&later[t->key[i - CS_REPLAY_AHEAD]], 1);
		b->next[i] = later[t->key[i]];
		if (b->aside && t->operation && t->operation[i] != CS_READ)
			continue;
		later[t->key[i]] = t->operation && t->operation[i] != CS_READ ? NEVER : (uint32_t)i;
	}
	free(later);
}

static void open_map(struct belady *b)
{
	size_t words = b->trace->n;

	do {
		words = (words + 63) / 64;
		b->bits[b->levels++] = wr_calloc(words, sizeof **b->bits);
	} while (words > 1);
}

static int replay(const struct cs_trace *trace, const struct cs_limits *limits, struct cs_result *out,
		  struct wr_err *err)
{
	struct belady b = { .trace = trace, .by_bytes = limits->by_bytes,
			    .aside = limits->writes == CS_WRITE_ASIDE };
	struct cs_limits with = *limits;
	struct cs_replay r;

	if (trace->n >= NEVER)
		return wr_fail(err, WR_ELIMIT, "policy belady: the trace has more than %u requests", NEVER - 1);
	with.writes = with.writes == CS_WRITE_BACK ? CS_WRITE_THROUGH : with.writes;
	if (cs_replay_open(&r, trace, &with, err))
		return -1;
	find_next(&b);
	open_map(&b);
	b.place = trace->operation ? wr_calloc(trace->unique, sizeof *b.place) : NULL;
	*out = cs_replay(&r, &ops, &b);
	for (unsigned level = 0; level < b.levels; level++)
		free(b.bits[level]);
	free(b.useless);
	free(b.place);
	free(b.next);
	cs_replay_close(&r);
	return 0;
}

const struct cs_policy cs_policy_belady = {
	.name = "belady",
	.title = "Belady's optimum",
	.help = "Cannot be built, for it knows the future; it shows what is attainable.",
	.bound = true,
	.replay = replay,
};
