/*
 * loop_query.c - a statement sent to a database on every turn of a loop.
 *
 * Costs: each turn waits for a round trip (0.2 ms to tens of ms) and for the
 * server to parse and plan the same statement again; time grows with the rows.
 * Misses: statements that write (loop-execute), queries behind a call (loop-query-indirect); drivers that knowledge/
 * does not name; loops without an end that only read sometimes.
 * Wrongly reports: loops that are short for a reason the source does not say.
 */
#include <string.h>
#include <strings.h>
#include "analyzer/rule.h"
#include "analyzer/query_p.h"

/* Tables of a framework's own that hold a few rows. */
static bool asks_a_small_table(const char *name)
{
	return strstr(name, "ContentType.objects.") || strstr(name, ".Site.objects.") || strstr(name, ".Permission.objects.") ||
	       strstr(name, ".Group.objects.");
}

/* Python: does the function itself say that there is much, rows, lines or an answer, or is the statement written out, so
 * that IN (...) is plain to see; and is what the query gives not kept? */
static bool is_worth_it(const struct an_program *p, const struct an_way *way, an_id loop)
{
	const an_unit *u = an_unit_of(p, way->function[0]);

	return u->language != AN_PYTHON ||
	       ((an_loop_over_rows(p, way->function[0], loop) || an_loop_walks_much_here(p, way->function[0], loop) ||
		 *an_query_text(p, way)) &&
		!asks_a_small_table(an_text(u, an_op_at(u, way->op[0])->name)) && !an_answer_is_kept(p, way->function[0], way->op[0]));
}

static void report(const struct an_program *p, struct an_sink *sink, const struct an_way *way, an_id loop)
{
	uint32_t f = way->function[0];
	an_id op = way->op[0];
	struct an_report *r = an_report_op(sink, f, op, "%s runs a query on every turn of %s: %s",
					   an_call_name(sink, f, op), an_loop_over(sink, f, loop),
					   an_query_cost(sink, f, loop));

	if (an_query_expected(p, way, loop) || !is_worth_it(p, way, loop))
		an_report_severity(r, WR_LOW);
	else if (an_loop_over_rows(p, f, loop))
		an_report_severity(r, WR_CRITICAL);
	if (an_op_guessed(p, f, op, AN_QUERIES))
		an_report_confidence(r, WR_CONFIDENCE_MEDIUM);
	an_chain_loop(r, f, loop);
	an_chain_op(r, f, op, "%s calls %s", an_name_of(sink, f), an_call_name(sink, f, op));
}

static bool is_assigned_between(const struct an_program *p, uint32_t f, an_id symbol, an_id first, an_id last)
{
	const an_unit *u = an_unit_of(p, f);
	uint32_t count;
	const an_id *writes = an_writes_of(p, f, symbol, &count);

	for (uint32_t i = 0; i < count; i++) {
		const struct an_write *w = an_write_at(u, writes[i]);

		if (w->kind == AN_WRITE_ASSIGN && w->op > first && w->op <= last)
			return true;
	}
	return false;
}

/* Was the query set of Django walked before on the same turn?  It keeps its rows. */
static bool is_cached(const struct an_program *p, uint32_t f, an_id op)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_op *o = an_op_at(u, op);
	uint32_t count;
	const an_id *ops = an_ops_of(p, f, &count);

	if (!o->receiver || strcmp(an_text(u, o->name), "django.QuerySet.__iter__"))
		return false;
	for (uint32_t i = 0; i < count && ops[i] < op; i++) {
		const struct an_op *x = an_op_at(u, ops[i]);

		if (x->name == o->name && x->receiver == o->receiver && an_loop_within(u, o->loop, x->loop) &&
		    !(x->flags & AN_OP_GUARDED) && !an_op_aside(x) && !is_assigned_between(p, f, o->receiver, ops[i], op))
			return true;
	}
	return false;
}

static void check(const struct an_program *p, struct an_sink *sink, uint32_t f, an_id op)
{
	struct an_way way;
	an_id loop;

	if (!(an_op_direct(p, f, op) & AN_QUERIES) || is_cached(p, f, op) || !an_find_way(p, f, op, AN_QUERIES, 0, &way))
		return;
	loop = an_query_loop(p, &way);
	if (loop && !an_query_writes(p, &way))
		report(p, sink, &way, loop);
}

const struct an_rule an_rule_loop_query = {
	.meta = {
		.id = "loop-query",
		.title = "A database query on every turn of a loop",
		.help = "Ask for all rows at once (JOIN, WHERE id IN (...), a bulk look-up before the loop), "
			"or send all rows at once (executemany, a multi-row INSERT).",
		.languages = "c,cpp,python",
		.severity = WR_HIGH,
		.confidence = WR_CONFIDENCE_HIGH,
	},
	.counts_turns = true,
	.counts_in_c = true,
	.each_repeated_op = check,
};
