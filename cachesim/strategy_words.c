/* strategy_words.c - what was found of the strategies, as measures and sentences. */
#include <stdio.h>
#include <stdlib.h>
#include "core/alloc.h"
#include "core/buf.h"
#include "core/units.h"
#include "cachesim/strategy_p.h"

enum { MOST_KINDS_TOLD = 8 };

static const struct { const char *name, *title, *reason; } words[CS_STRATEGIES] = {
	[CS_NO_CACHE] = { "no_cache", "do not cache", "hardly a read would find what it looks for, fresh" },
	[CS_TTL_ONLY] = { "ttl", "a time to live alone",
			  "no writer has to know of the cache; let lives differ by 10 %, so that they do not end "
			  "at once" },
	[CS_DELETE_ON_WRITE] = { "delete_on_write", "cache-aside, delete on write",
				 "one miss per write, and nobody writes what nobody reads" },
	[CS_WRITTEN_THROUGH] = { "write_through", "write through",
				 "what is written is read soon, and then it is there" },
	[CS_VERSIONED_KEYS] = { "versioned_keys", "versioned keys",
				"a writer changes the version alone, and old values leave by themselves" },
	[CS_EVENTS] = { "events", "events (change data capture)",
			"writers need not know the caches; a message takes about a second, and a time to live is the "
			"backstop if one is lost" },
	[CS_REVALIDATE] = { "stale_while_revalidate", "stale while revalidate",
			    "nobody waits for the store, and answers are stale for one life at most" },
	[CS_WRITTEN_BACK] = { "write_back", "write back",
			      "fewer writes reach the store; those in the cache can be lost" },
};

const char *cs_strategy_title(enum cs_strategy which)
{
	return words[which].title;
}

const char *cs_strategy_name(enum cs_strategy which)
{
	return words[which].name;
}

const char *cs_strategy_reason(enum cs_strategy which)
{
	return words[which].reason;
}

static double share(uint64_t part, uint64_t of)
{
	return of ? (double)part / (double)of : 0;
}

static void add(const struct cs_strategies *g, const char *what, const char *unit, enum wr_better better,
		double value)
{
	const char *name = wr_arena_printf(g->s->run->arena, "%s.%s", g->s->prefix, what);

	wr_run_add_fact(g->s->run, "cache", name, unit, better, value);
}

static void add_measures(const struct cs_strategies *g)
{
	struct wr_arena *arena = g->s->run->arena;

	for (int i = CS_NO_CACHE + 1; i < CS_STRATEGIES; i++) {
		enum cs_strategy which = (enum cs_strategy)i;
		const struct cs_tally *t;

		if (!g->tally[i])
			continue;
		t = &g->tally[i][g->kinds];
		add(g, wr_arena_printf(arena, "%s.hit_ratio", words[i].name), "ratio", WR_HIGHER_IS_BETTER,
		    share(t->hits, t->reads));
		if (which == CS_TTL_ONLY || which == CS_EVENTS || which == CS_REVALIDATE)
			add(g, wr_arena_printf(arena, "%s.stale_ratio", words[i].name), "ratio", WR_LOWER_IS_BETTER,
			    share(t->stale, t->hits));
		if (which == CS_WRITTEN_BACK)
			add(g, "write_back.stored_ratio", "ratio", WR_LOWER_IS_BETTER, share(t->stored, t->writes));
		add(g, wr_arena_printf(arena, "%s.score", words[i].name), "1", WR_HIGHER_IS_BETTER,
		    cs_strategy_score(g, which, g->kinds));
	}
	add(g, "told_nothing.stale_ratio", "ratio", WR_LOWER_IS_BETTER, share(g->never_told, g->never_told_hits));
}

static void say_row(const struct cs_strategies *g, enum cs_strategy which, struct wr_buf *b)
{
	const struct cs_tally *t = &g->tally[which][g->kinds];
	char hits[32], stale[32];

	wr_buf_printf(b, "%s %.2f (%s", words[which].title, cs_strategy_score(g, which, g->kinds),
		      wr_format_percent(hits, sizeof hits, share(t->hits, t->reads)));
	if (t->stale)
		wr_buf_printf(b, ", %s stale", wr_format_percent(stale, sizeof stale, share(t->stale, t->hits)));
	wr_buf_str(b, ")");
}

static void say_table(const struct cs_strategies *g)
{
	enum cs_strategy best = cs_strategy_best(g, g->kinds);
	struct wr_buf b = WR_BUF_INIT;
	char stale[32];
	bool first = true;

	for (int i = 0; i < CS_STRATEGIES; i++) {
		if (!g->tally[i])
			continue;
		wr_buf_str(&b, first ? "" : "; ");
		say_row(g, (enum cs_strategy)i, &b);
		first = false;
	}
	wr_run_note(g->s->run, WR_NOTE, "%s: when data change: %s. Best on the whole: %s: %s. A cache that is told "
		    "nothing serves %s of its hits stale.%s", g->s->prefix, b.data, words[best].title, words[best].reason,
		    wr_format_percent(stale, sizeof stale, share(g->never_told, g->never_told_hits)),
		    g->trace.time ? "" : " What a time to live would do the trace cannot tell: it has no times.");
	wr_run_note(g->s->run, WR_NOTE, "%s: scores (and hit ratios) above: 1 - (reads of the store + %g for every "
		    "stale answer + %g for every change of the cache by a writer - writes the store is spared) / reads.",
		    g->s->prefix, CS_STALE_WEIGHT, CS_UPDATE_WEIGHT);
	wr_buf_free(&b);
}

static void say_ttl(const struct cs_strategies *g, uint32_t kind, struct wr_buf *b)
{
	const struct cs_tally *with = &g->tally[CS_TTL_ONLY][kind], *without = &g->tally[CS_WRITTEN_THROUGH][kind];
	char text[4][32];

	if (!with->writes) {
		wr_buf_str(b, " It is never written in the trace: how soon it goes stale the trace cannot tell.");
	} else if (!(g->ttl[kind] > 0)) {
		wr_buf_printf(b, " No time to live keeps stale answers to %s: it is written too often, or too seldom "
			      "to tell.", wr_format_percent(text[0], sizeof text[0], g->max_stale));
	} else {
		wr_buf_printf(b, " A time to live of %s serves %s of its hits stale and answers %s of the reads "
			      "(without, %s).", wr_format_duration(text[0], sizeof text[0], g->ttl[kind]),
			      wr_format_percent(text[1], sizeof text[1], share(with->stale, with->hits)),
			      wr_format_percent(text[2], sizeof text[2], share(with->hits, with->reads)),
			      wr_format_percent(text[3], sizeof text[3], share(without->hits, without->reads)));
	}
}

static const char *kind_name(const struct cs_strategies *g, uint32_t kind)
{
	return g->s->trace->class_name ? g->s->trace->class_name[kind] : "all keys";
}

static void say_kind(const struct cs_strategies *g, uint32_t kind)
{
	const struct cs_tally *t = &g->tally[CS_DELETE_ON_WRITE][kind], *all = &g->tally[CS_DELETE_ON_WRITE][g->kinds];
	enum cs_strategy best = cs_strategy_best(g, kind);
	struct wr_buf b = WR_BUF_INIT;
	char percent[32], rate[32] = "never written";

	if (t->writes)
		snprintf(rate, sizeof rate, "%.3g reads per write", (double)t->reads / (double)t->writes);
	wr_buf_printf(&b, "%s: %s (%s of the reads, %s): ", g->s->prefix, kind_name(g, kind),
		      wr_format_percent(percent, sizeof percent, share(t->reads, all->reads)), rate);
	if (t->writes)
		wr_buf_printf(&b, "%s, for %s.", words[best].title, words[best].reason);
	else
		wr_buf_str(&b, "cache it, for it does not change.");
	if (g->tally[CS_TTL_ONLY])
		say_ttl(g, kind, &b);
	wr_run_note(g->s->run, WR_NOTE, "%s", b.data);
	wr_buf_free(&b);
}

static void add_kind(const struct cs_strategies *g, uint32_t kind)
{
	struct wr_arena *arena = g->s->run->arena;
	const char *part = wr_measure_part(arena, kind_name(g, kind));
	const struct cs_tally *t;

	if (!g->tally[CS_TTL_ONLY] || !(g->ttl[kind] > 0))
		return;
	t = &g->tally[CS_TTL_ONLY][kind];
	add(g, wr_arena_printf(arena, "class.%s.ttl", part), "s", WR_HIGHER_IS_BETTER, g->ttl[kind]);
	add(g, wr_arena_printf(arena, "class.%s.hit_ratio", part), "ratio", WR_HIGHER_IS_BETTER,
	    share(t->hits, t->reads));
	add(g, wr_arena_printf(arena, "class.%s.stale_ratio", part), "ratio", WR_LOWER_IS_BETTER,
	    share(t->stale, t->hits));
}

/* The kind with most reads that is not told yet; g->kinds = none is left. */
static uint32_t next_kind(const struct cs_strategies *g, const bool *told)
{
	const struct cs_tally *t = g->tally[CS_DELETE_ON_WRITE];
	uint32_t most = g->kinds;

	for (uint32_t k = 0; k < g->kinds; k++)
		if (!told[k] && t[k].reads && (most == g->kinds || t[k].reads > t[most].reads))
			most = k;
	return most;
}

void cs_strategies_say(const struct cs_strategies *g)
{
	bool *told = wr_calloc(g->kinds + 1, sizeof *told);
	uint32_t kind;

	add_measures(g);
	say_table(g);
	for (int i = 0; i < MOST_KINDS_TOLD && (kind = next_kind(g, told)) < g->kinds; i++) {
		told[kind] = true;
		say_kind(g, kind);
		add_kind(g, kind);
	}
	free(told);
}
