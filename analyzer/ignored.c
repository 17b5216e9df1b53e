/* ignored.c - `weir: ignore[rule]`: what it covers, and which of them cover nothing. */
#include <stdlib.h>
#include <string.h>
#include "analyzer/rules_p.h"
#include "core/alloc.h"
#include "core/file.h"
#include "core/text.h"

struct an_ignored {
	const char *path;               /* relative to the root */
	const char *rule;
	uint32_t line;
	bool own_line;                  /* nothing else on its line: it covers the one below too */
	bool used;
};

static void collect_unit(struct an_sink *sink, const an_unit *u)
{
	const char *path = NULL;

	for (an_id i = 1; i < an_unit_count(u, AN_SUPPRESSIONS); i++) {
		const struct an_suppression *s = an_suppression_at(u, i);

		path = path ? path : wr_path_relative(sink->arena, an_text(u, u->path), sink->p->root);
		*WR_PUSH(sink->ignored, sink->ignored_count, sink->ignored_cap) =
			(struct an_ignored){ path, an_text(u, s->rule), s->line, s->own_line, false };
	}
}

static int compare(const void *x, const void *y)
{
	const struct an_ignored *a = x, *b = y;
	int order = strcmp(a->path, b->path);

	if (!order)
		order = (a->line > b->line) - (a->line < b->line);
	return order ? order : strcmp(a->rule, b->rule);
}

/* A header's stand in the units of all sources that include it. */
static void drop_doubles(struct an_sink *sink)
{
	size_t kept = 0;

	for (size_t i = 0; i < sink->ignored_count; i++) {
		if (!kept || compare(&sink->ignored[kept - 1], &sink->ignored[i]))
			sink->ignored[kept++] = sink->ignored[i];
	}
	sink->ignored_count = kept;
}

void an_collect_ignored(struct an_sink *sink)
{
	for (uint32_t i = 0; i < sink->p->unit_count; i++)
		collect_unit(sink, sink->p->units[i]);
	if (!sink->ignored_count)
		return;
	qsort(sink->ignored, sink->ignored_count, sizeof *sink->ignored, compare);
	drop_doubles(sink);
}

/* The first at or behind that line of the file. */
static size_t first_at(const struct an_sink *sink, const char *path, uint32_t line)
{
	const struct an_ignored wanted = { .path = path, .rule = "", .line = line };
	size_t low = 0, high = sink->ignored_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (compare(&sink->ignored[middle], &wanted) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Looks at those of one line; *any: one is there that stands alone. */
static bool covered_by_line(struct an_sink *sink, const struct an_report *r, uint32_t line, bool above, bool *any)
{
	bool covered = false;

	*any = false;
	for (size_t i = first_at(sink, r->path, line); i < sink->ignored_count; i++) {
		struct an_ignored *s = &sink->ignored[i];

		if (s->line != line || strcmp(s->path, r->path))
			break;
		if (above && !s->own_line)
			continue;
		*any = true;
		if (!strcmp(s->rule, r->rule->meta.id))
			covered = s->used = true;
	}
	return covered;
}

/* On the line itself, or on lines of their own right above it. */
static bool covered_at(struct an_sink *sink, const struct an_report *r, uint32_t line)
{
	bool any, covered = covered_by_line(sink, r, line, false, &any);

	while (!covered && line-- > 1) {
		covered = covered_by_line(sink, r, line, true, &any);
		if (!any)
			break;
	}
	return covered;
}

bool an_is_ignored(struct an_sink *sink, const struct an_report *r)
{
	return sink->ignored_count &&
	       (covered_at(sink, r, r->span.line) || covered_at(sink, r, r->span.end_line));
}

/* Was code there read and judged: in a function that is neither test code nor broken? */
static bool was_judged(struct an_sink *sink, const struct an_ignored *s)
{
	uint32_t below = s->own_line ? s->line + 1 : s->line;

	AN_EACH_FUNCTION(sink->p, f) {
		const struct an_span *span = &an_function_of(sink->p, f)->span;

		if (span->line <= below && span->end_line >= s->line && !strcmp(an_path_of(sink, f), s->path))
			return true;
	}
	return false;
}

void an_note_unused(struct an_sink *sink, const struct an_options *options, struct wr_run *run)
{
	for (size_t i = 0; i < sink->ignored_count; i++) {
		const struct an_ignored *s = &sink->ignored[i];
		const struct an_rule *rule = an_rule_find(s->rule);
		bool ours = s->path[0] != '/' && !wr_starts_with(s->path, "../");

		if (!s->used && ours && rule && an_rule_is_on(rule, options) && was_judged(sink, s))
			wr_run_note(run, WR_WARNING, "%s:%u: weir: ignore[%s]: there is nothing to ignore; "
				    "the comment can go", s->path, s->line, s->rule);
	}
}
