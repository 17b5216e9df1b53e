/* strategy.c - what a cache should do when data change: every strategy replayed. */
#include <stdlib.h>
#include "core/alloc.h"
#include "cachesim/strategy_p.h"

int cs_strategy_replay(const struct cs_strategies *g, enum cs_writes writes, const double *ttl, uint8_t *outcome,
		       struct cs_result *out, struct wr_err *err)
{
	struct cs_limits limits = { .capacity = g->s->sizes[g->s->judged], .by_bytes = g->s->options->by_bytes,
				    .writes = writes, .class_ttl = ttl, .outcome = outcome };

	for (size_t i = 0; outcome && i < g->trace.n; i++)
		outcome[i] = 0;
	return cs_policy_find("lru")->replay(&g->trace, &limits, out, err);
}

static struct cs_tally *tally_of(const struct cs_strategies *g, struct cs_tally *tally, size_t i)
{
	return &tally[g->trace.class_of[g->trace.key[i]]];
}

/* The last tally becomes the sum of the others. */
static void add_up(const struct cs_strategies *g, struct cs_tally *tally)
{
	struct cs_tally *all = &tally[g->kinds];

	*all = (struct cs_tally){ 0 };
	for (uint32_t k = 0; k < g->kinds; k++) {
		all->reads += tally[k].reads;
		all->hits += tally[k].hits;
		all->stale += tally[k].stale;
		all->refreshed += tally[k].refreshed;
		all->writes += tally[k].writes;
		all->stored += tally[k].stored;
	}
}

void cs_tally_outcome(const struct cs_strategies *g, const uint8_t *outcome, bool expired, struct cs_tally *tally)
{
	for (size_t i = 0; i < g->trace.n; i++) {
		struct cs_tally *t = tally_of(g, tally, i);
		bool refreshed = expired && outcome[i] & CS_EXPIRED;
		bool hit = !(outcome[i] & CS_MISSED) || refreshed;

		if (!cs_is_read(&g->trace, i)) {
			t->writes++;
			t->stored++;
			continue;
		}
		t->reads++;
		t->hits += hit;
		t->refreshed += refreshed;
		t->stale += hit && outcome[i] & CS_STALE;
	}
	add_up(g, tally);
}

static int find_plain(struct cs_strategies *g, enum cs_strategy which, enum cs_writes writes, uint8_t *outcome,
		      struct wr_err *err)
{
	struct cs_result r;

	if (cs_strategy_replay(g, writes, NULL, outcome, &r, err))
		return -1;
	g->tally[which] = wr_calloc(g->kinds + 1, sizeof **g->tally);
	cs_tally_outcome(g, outcome, false, g->tally[which]);
	return 0;
}

/* As written through, but a write that is overtaken never reaches the store. */
static int find_back(struct cs_strategies *g, struct wr_err *err)
{
	struct cs_tally *tally = wr_calloc(g->kinds + 1, sizeof *tally);
	struct cs_result r;

	g->tally[CS_WRITTEN_BACK] = tally;
	if (cs_strategy_replay(g, CS_WRITE_BACK, NULL, NULL, &r, err))
		return -1;
	for (uint32_t k = 0; k <= g->kinds; k++) {
		tally[k] = g->tally[CS_WRITTEN_THROUGH][k];
		/* Deletes are stored as well.  Of one kind alone it is not known. */
		if (k == g->kinds)
			tally[k].stored -= r.stored < tally[k].stored ? tally[k].stored - r.stored : 0;
	}
	return 0;
}

/* Every write makes a new key of it; what was cached under the old one stays until it has to go. */
static int find_versioned(struct cs_strategies *g, uint8_t *outcome, struct wr_err *err)
{
	const struct cs_trace *from = &g->trace;
	struct cs_trace t = { .key = wr_malloc(from->n * sizeof *t.key),
			      .size = from->size ? wr_malloc(from->n * sizeof *t.size) : NULL };
	uint32_t *id = wr_calloc(from->unique, sizeof *id);     /* of the version that is read; 0 = none yet */
	struct cs_limits limits = { .capacity = g->s->sizes[g->s->judged], .by_bytes = g->s->options->by_bytes };
	struct cs_result r;
	int result;

	for (size_t i = 0; i < from->n; i++) {
		if (!cs_is_read(from, i)) {
			id[from->key[i]] = 0;
			continue;
		}
		if (!id[from->key[i]])
			id[from->key[i]] = ++t.unique;
		t.key[t.n] = id[from->key[i]] - 1;
		if (t.size)
			t.size[t.n] = from->size[i];
		t.n++;
	}
	limits.outcome = wr_calloc(t.n + 1, 1);
	result = cs_policy_find("lru")->replay(&t, &limits, &r, err);
	for (size_t i = 0, read = 0; i < from->n; i++)
		outcome[i] = cs_is_read(from, i) ? limits.outcome[read++] : 0;
	g->tally[CS_VERSIONED_KEYS] = wr_calloc(g->kinds + 1, sizeof **g->tally);
	cs_tally_outcome(g, outcome, false, g->tally[CS_VERSIONED_KEYS]);
	free(limits.outcome);
	free(t.key);
	free(t.size);
	free(id);
	return result;
}

/*
 * The message of a write reaches the cache a while later: until then a copy that was there is stale, and the miss
 * that the write costs comes with the first read behind that.  outcome: of deleting at once.
 */
static void find_events(struct cs_strategies *g, const uint8_t *outcome)
{
	const struct cs_trace *t = &g->trace;
	struct cs_tally *tally = wr_calloc(g->kinds + 1, sizeof *tally);
	double *until = wr_calloc(t->unique, sizeof *until);    /* a message is on its way, 0 = none */
	uint8_t *there = wr_calloc(t->unique, 1);               /* a copy, when the data changed */

	for (size_t i = 0; i < t->n; i++) {
		struct cs_tally *of = tally_of(g, tally, i);
		uint32_t key = t->key[i];

		if (!cs_is_read(t, i)) {
			of->writes++;
			of->stored++;
			if (there[key])
				until[key] = t->time[i] + CS_EVENT_DELAY;
			continue;
		}
		of->reads++;
		if (until[key] > 0 && t->time[i] < until[key]) {
			of->hits++;
			of->stale++;
		} else {
			of->hits += !(until[key] > 0) && !(outcome[i] & CS_MISSED);
			until[key] = 0;
		}
		there[key] = 1;
	}
	add_up(g, tally);
	g->tally[CS_EVENTS] = tally;
	free(there);
	free(until);
}

static int find_ttl(struct cs_strategies *g, uint8_t *outcome, struct wr_err *err)
{
	if (cs_class_ttl_find(g, outcome, err))
		return -1;
	g->tally[CS_TTL_ONLY] = wr_calloc(g->kinds + 1, sizeof **g->tally);
	cs_tally_outcome(g, outcome, false, g->tally[CS_TTL_ONLY]);
	g->tally[CS_REVALIDATE] = wr_calloc(g->kinds + 1, sizeof **g->tally);
	cs_tally_outcome(g, outcome, true, g->tally[CS_REVALIDATE]);
	return 0;
}

static void find_nothing(struct cs_strategies *g)
{
	g->tally[CS_NO_CACHE] = wr_calloc(g->kinds + 1, sizeof **g->tally);
	for (uint32_t k = 0; k <= g->kinds; k++) {
		g->tally[CS_NO_CACHE][k] = g->tally[CS_DELETE_ON_WRITE][k];
		g->tally[CS_NO_CACHE][k].hits = 0;
	}
}

static int find_all(struct cs_strategies *g, uint8_t *outcome, struct wr_err *err)
{
	struct cs_result aside;

	if (find_plain(g, CS_WRITTEN_THROUGH, CS_WRITE_THROUGH, outcome, err) || find_back(g, err) ||
	    find_plain(g, CS_DELETE_ON_WRITE, CS_WRITE_DELETES, outcome, err))
		return -1;
	find_nothing(g);
	if (g->trace.time)
		find_events(g, outcome);
	if (find_versioned(g, outcome, err) || cs_strategy_replay(g, CS_WRITE_ASIDE, NULL, NULL, &aside, err))
		return -1;
	g->never_told = aside.stale;
	g->never_told_hits = aside.requests - aside.misses;
	return g->trace.time ? find_ttl(g, outcome, err) : 0;
}

double cs_strategy_score(const struct cs_strategies *g, enum cs_strategy which, uint32_t kind)
{
	const struct cs_tally *t = &g->tally[which][kind];
	bool updates = which != CS_NO_CACHE && which != CS_TTL_ONLY && which != CS_REVALIDATE &&
		       which != CS_VERSIONED_KEYS;
	double cost = (double)(t->reads - t->hits + t->refreshed) + CS_STALE_WEIGHT * (double)t->stale -
		      (double)(t->writes - t->stored);

	if (!t->reads)
		return 0;
	cost += updates ? CS_UPDATE_WEIGHT * (double)t->writes : 0;
	return 1 - cost / (double)t->reads;
}

/* Write-back may lose writes: it is told, and for the user to choose. */
enum cs_strategy cs_strategy_best(const struct cs_strategies *g, uint32_t kind)
{
	enum cs_strategy best = CS_NO_CACHE;
	double score = CS_ENOUGH;

	for (int i = CS_NO_CACHE + 1; i < CS_WRITTEN_BACK; i++) {
		enum cs_strategy which = (enum cs_strategy)i;

		if (!g->tally[which] || (which == CS_TTL_ONLY && kind < g->kinds && !(g->ttl[kind] > 0)))
			continue;
		if (cs_strategy_score(g, which, kind) <= score + (best == CS_NO_CACHE ? 0 : CS_LEAST_GAIN))
			continue;
		score = cs_strategy_score(g, which, kind);
		best = which;
	}
	return best;
}

int cs_strategies_add(const struct cs_study *s, struct wr_err *err)
{
	struct cs_strategies g = { .s = s, .trace = *s->trace, .kinds = s->trace->class_count };
	uint16_t *one_kind = s->trace->class_of ? NULL : wr_calloc(s->trace->unique, sizeof *one_kind);
	uint8_t *outcome = wr_malloc(s->trace->n + 1);
	int result;

	g.max_stale = s->options->max_stale > 0 ? s->options->max_stale : 0.01;
	g.trace.ttl = NULL;     /* what it says is one strategy of many */
	if (one_kind) {
		g.trace.class_of = one_kind;
		g.kinds = 1;
	}
	g.ttl = wr_calloc(g.kinds, sizeof *g.ttl);
	result = find_all(&g, outcome, err);
	if (!result)
		cs_strategies_say(&g);
	for (int i = 0; i < CS_STRATEGIES; i++)
		free(g.tally[i]);
	free(g.ttl);
	free(outcome);
	free(one_kind);
	return result;
}
