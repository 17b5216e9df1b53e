/*
 * writes.c - what a cache should do when data change: drop the object, or take
 * the new value; and what it would serve if it did neither.
 */
#include <math.h>
#include <stdlib.h>
#include "core/alloc.h"
#include "core/units.h"
#include "cachesim/study_p.h"

enum {
	FEWEST_WRITES = 200,    /* fewer say nothing */
	AT_ONCE = 16            /* requests within which a cache is filled after a miss */
};

struct writes {
	uint64_t writes;
	uint64_t fills;                 /* writes at once behind a read of the key, which may have missed */
	uint64_t unread;                /* writes that no read of the key follows before the next write or delete */
	double dropped, taken;          /* hit ratios: the write deletes; the write is cached */
	double stale;                   /* of the hits of a cache that is told nothing */
};

static void count_writes(struct writes *w, const struct cs_trace *t)
{
	enum { NOTHING, READ, OTHER };
	size_t *read = wr_calloc(t->unique, sizeof *read);      /* 1 + the key's last request if that is a read */
	uint8_t *after = wr_calloc(t->unique, 1);

	for (size_t i = 0; i < t->n; i++) {
		size_t before = read[t->key[i]];

		w->writes += t->operation[i] == CS_WRITE;
		w->fills += t->operation[i] == CS_WRITE && before && i + 1 - before <= AT_ONCE;
		read[t->key[i]] = t->operation[i] == CS_READ ? i + 1 : 0;
	}
	for (size_t i = t->n; i-- > 0;) {
		w->unread += t->operation[i] == CS_WRITE && after[t->key[i]] != READ;
		after[t->key[i]] = t->operation[i] == CS_READ ? READ : OTHER;
	}
	free(read);
	free(after);
}

/* LRU at the judged size, with writes that do this. */
static int replay(const struct cs_study *s, enum cs_writes writes, struct cs_result *out, struct wr_err *err)
{
	struct cs_limits limits = { .capacity = s->sizes[s->judged], .by_bytes = s->options->by_bytes,
				    .writes = writes };

	return cs_policy_find("lru")->replay(s->trace, &limits, out, err);
}

static void add(const struct cs_study *s, const char *what, enum wr_better better, double value)
{
	wr_run_add_fact(s->run, "cache", wr_arena_printf(s->run->arena, "%s.%s", s->prefix, what), "ratio", better,
			value);
}

static const char *advice(const struct writes *w)
{
	if (w->dropped < CS_ENOUGH && w->taken < CS_ENOUGH)
		return "Neither pays: do not cache these.";
	if (w->fills > w->writes / 2)
		return "Most writes come at once behind a read of their key: they may be the cache's own fills, which the trace "
		       "cannot tell from changes of the data.";
	if (w->taken - w->dropped < CS_LEAST_GAIN)
		return "Delete the object when its data change: writing through gains nothing.";
	if (w->unread > w->writes / 2)
		return "Delete the object when its data change, unless a miss is expensive: writing through gains, but "
		       "most of what it writes is not read.";
	return "Write the new value to the cache when the data change.";
}

int cs_writes_add(const struct cs_study *s, struct wr_err *err)
{
	struct writes w = { 0 };
	struct cs_result dropping, taking, aside;
	uint64_t hits;
	char text[4][32];

	if (!s->trace->operation)
		return 0;
	count_writes(&w, s->trace);
	if (w.writes < FEWEST_WRITES)
		return 0;
	if (replay(s, CS_WRITE_DELETES, &dropping, err) || replay(s, CS_WRITE_THROUGH, &taking, err) ||
	    replay(s, CS_WRITE_ASIDE, &aside, err))
		return -1;
	hits = aside.requests - aside.misses;
	w.stale = hits ? (double)aside.stale / (double)hits : 0;
	w.dropped = cs_hit_ratio(&dropping);
	w.taken = cs_hit_ratio(&taking);
	add(s, "delete_on_write.hit_ratio", WR_HIGHER_IS_BETTER, w.dropped);
	add(s, "write_through.hit_ratio", WR_HIGHER_IS_BETTER, w.taken);
	add(s, "told_nothing.stale_ratio", WR_LOWER_IS_BETTER, w.stale);
	wr_run_note(s->run, WR_NOTE, "%s: writes: an LRU cache that deletes what is written answers %s of the reads, one "
		    "that takes the new value %s (%s of the writes are not read before the next); one that is told "
		    "nothing serves %s of its hits stale. %s", s->prefix,
		    wr_format_percent(text[0], sizeof text[0], w.dropped),
		    wr_format_percent(text[1], sizeof text[1], w.taken),
		    wr_format_percent(text[2], sizeof text[2], (double)w.unread / (double)w.writes),
		    wr_format_percent(text[3], sizeof text[3], w.stale), advice(&w));
	return 0;
}
