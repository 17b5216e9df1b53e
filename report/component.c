#include "report/component_p.h"

#include <stdlib.h>
#include <string.h>

#include "core/text.h"
#include "report/order_p.h"

enum { COMPONENTS_MAX = 500, EVIDENCE_MAX = 50 };       /* that are told; of findings and notices of one */

/* Length of "bench.parse." in "bench.parse.cpu_time"; 0 where there are fewer parts. */
static size_t prefix_length(const char *measure)
{
	const char *first = strchr(measure, '.'), *second = first ? strchr(first + 1, '.') : NULL;

	return second && second > first + 1 && first > measure ? (size_t)(second - measure) + 1 : 0;
}

static void name_it(struct wr_arena *arena, struct rp_component *c)
{
	static const char *const words[][2] = {
		{ "bench.", "benchmark" }, { "cache.", "cache" }, { "load.", "load" }, { "profile.", "profile" },
	};
	size_t n = strlen(c->prefix) - 1;

	c->kind = "";
	c->name = wr_arena_strndup(arena, c->prefix, n);
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		if (!wr_starts_with(c->prefix, words[i][0]))
			continue;
		c->kind = words[i][1];
		c->name += strlen(words[i][0]);
	}
}

struct gathering {
	struct wr_arena *arena;
	struct rp_component *all;
	size_t n;
};

static struct rp_component *find(const struct gathering *g, const char *measure)
{
	size_t n = prefix_length(measure);

	for (size_t i = 0; n && i < g->n; i++)
		if (strlen(g->all[i].prefix) == n && !memcmp(g->all[i].prefix, measure, n))
			return &g->all[i];
	return NULL;
}

/* Two passes: how many of each, then which. */
static void add_measures(struct gathering *g, const struct wr_run *run, const struct rp_change *changes, size_t n)
{
	for (size_t i = 0; i < run->measure_count; i++) {
		const char *name = run->measures[i].name;
		struct rp_component *c = find(g, name);

		if (!c && prefix_length(name) && g->n < COMPONENTS_MAX) {
			c = &g->all[g->n++];
			c->prefix = wr_arena_strndup(g->arena, name, prefix_length(name));
			name_it(g->arena, c);
		}
		if (c)
			c->measure_count++;
	}
	for (size_t i = 0; i < g->n; i++) {
		struct rp_component *c = &g->all[i];

		c->measures = wr_arena_array(g->arena, c->measure_count, sizeof *c->measures);
		c->changes = wr_arena_array(g->arena, c->measure_count, sizeof *c->changes);
		c->measure_count = 0;
	}
	for (size_t i = 0; i < run->measure_count; i++) {
		struct rp_component *c = find(g, run->measures[i].name);

		if (c)
			c->measures[c->measure_count++] = &run->measures[i];
	}
	for (size_t i = 0; i < n; i++) {
		struct rp_component *c = find(g, changes[i].measure->name);

		if (c)
			c->changes[c->change_count++] = &changes[i];
	}
}

static void add_findings(struct gathering *g, const struct wr_run *run)
{
	size_t n;
	const struct wr_finding **worst = rp_worst_first(run, g->arena, RP_FIXED, &n);

	for (size_t i = 0; i < g->n; i++)
		g->all[i].fixed = n;
	worst = rp_worst_first(run, g->arena, RP_NEW | RP_KNOWN, &n);
	for (size_t i = 0; i < n; i++) {
		struct rp_component *c = worst[i]->measure_count ? find(g, worst[i]->measures[0]) : NULL;

		if (!c || c->finding_count == EVIDENCE_MAX)
			continue;
		if (!c->findings)
			c->findings = wr_arena_array(g->arena, EVIDENCE_MAX, sizeof *c->findings);
		c->findings[c->finding_count++] = worst[i];
	}
}

/* Notices name what they are about as people do: "benchmark 'parse' ...", "load checkout: ...", "cache.sessions: ...". */
static bool speaks_of(const char *message, const struct rp_component *c, struct wr_arena *arena)
{
	static const struct { const char *before, *after, *stage; } forms[] = {
		{ "benchmark '", "'", "bench." }, { "'", "'", "bench." }, { "'", "'", "profile." }, { "load ", ":", "load." },
	};

	if (!strncmp(message, c->prefix, strlen(c->prefix) - 1) && strchr(":. ", message[strlen(c->prefix) - 1]))
		return message[strlen(c->prefix) - 1] != '\0';
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
		const char *name = message + strlen(forms[i].before), *stage = forms[i].stage;
		const char *part;

		if (!wr_starts_with(message, forms[i].before) || !wr_starts_with(c->prefix, stage) ||
		    !strstr(name, forms[i].after))
			continue;
		name = wr_arena_strndup(arena, name, (size_t)(strstr(name, forms[i].after) - name));
		part = wr_measure_part(arena, name);
		if (strlen(part) + strlen(stage) + 1 == strlen(c->prefix) && wr_starts_with(c->prefix + strlen(stage), part))
			return true;
	}
	return false;
}

static void add_notices(struct gathering *g, const struct wr_run *run)
{
	for (size_t i = 0; i < run->notice_count; i++) {
		const struct wr_notice *notice = &run->notices[i];

		for (size_t k = 0; k < g->n && notice->level != WR_ERROR; k++) {
			struct rp_component *c = &g->all[k];

			if (c->notice_count == EVIDENCE_MAX || !speaks_of(notice->message, c, g->arena))
				continue;
			if (!c->notices)
				c->notices = wr_arena_array(g->arena, EVIDENCE_MAX, sizeof *c->notices);
			c->notices[c->notice_count++] = notice;
		}
	}
}

static int by_weight(const void *left, const void *right)
{
	const struct rp_component *a = left, *b = right;
	const struct rp_change *one = a->change_count ? a->changes[0] : NULL;
	const struct rp_change *other = b->change_count ? b->changes[0] : NULL;
	enum rp_shift first = one && one->shift <= RP_BETTER ? one->shift : RP_SHIFTS;
	enum rp_shift second = other && other->shift <= RP_BETTER ? other->shift : RP_SHIFTS;

	if (first != second)
		return first < second ? -1 : 1;
	if (first < RP_SHIFTS)          /* the changes of the run stand in order in one array */
		return (one > other) - (one < other);
	return (a->measures[0] > b->measures[0]) - (a->measures[0] < b->measures[0]);
}

const struct rp_component *rp_components(const struct wr_run *run, struct wr_arena *arena, size_t *n)
{
	struct gathering g = { .arena = arena, .all = wr_arena_array(arena, COMPONENTS_MAX, sizeof *g.all) };
	size_t changes;
	const struct rp_change *changed = rp_changes(run, arena, &changes);

	add_measures(&g, run, changed, changes);
	add_findings(&g, run);
	add_notices(&g, run);
	qsort(g.all, g.n, sizeof *g.all, by_weight);
	*n = g.n;
	return g.all;
}

const char *rp_component_state(const struct rp_component *c)
{
	return c->change_count ? rp_shift_word(c->changes[0]->shift) : NULL;
}

bool rp_in_component(const struct rp_component *all, size_t n, const struct wr_notice *notice)
{
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < all[i].notice_count; k++)
			if (all[i].notices[k] == notice)
				return true;
	return false;
}
