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

static void check(const struct an_program *p, struct an_sink *sink, uint32_t f, an_id op)
{
	struct an_way way;
	an_id loop;

	if (!(an_op_direct(p, f, op) & AN_QUERIES) || !an_find_way(p, f, op, AN_QUERIES, 0, &way))
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
