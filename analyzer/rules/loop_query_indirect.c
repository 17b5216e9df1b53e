/*
 * loop_query_indirect.c - a loop that calls a function which queries a database.
 *
 * Costs: as loop-query, and harder to see: neither the loop nor the query
 * shows it, only both together, which often stand in different files.
 * Misses: calls that cannot be resolved (getattr, a handler looked up by name).
 * Wrongly reports: functions that query only the first time and keep the
 * answer in a way that is not recognised as a cache.
 */
#include <string.h>
#include "analyzer/rule.h"
#include "analyzer/query_p.h"

#define MAX_CALLS 6     /* a reviewer does not follow a longer way, and on it something often decides otherwise */

static bool is_guarded(const struct an_program *p, const struct an_way *way, int i)
{
	return an_op_at(an_unit_of(p, way->function[i]), way->op[i])->flags & AN_OP_GUARDED;
}

/* A query that stands elsewhere is written for one: whether it matters here takes a sign that there is much, rows or what
 * the function itself reads, and that it is sent on every turn. */
static bool is_worth_it(const struct an_program *p, struct an_sink *sink, const struct an_way *way, an_id loop)
{
	uint32_t f = way->function[0];

	return (an_loop_over_rows(p, f, loop) || (an_loop_is_long(p, f, loop) && an_loop_walks_much_here(p, f, loop))) && !an_loop_is_few(p, f, loop) && !is_guarded(p, way, 0) &&
	       !an_turn_may_fail(p, f, loop, way->op[0]) && !strcasestr(an_name_of(sink, way->function[1]), "cache");
}

static void report(const struct an_program *p, struct an_sink *sink, const struct an_way *way, an_id loop)
{
	uint32_t f = way->function[0];
	an_id op = way->op[0];
	struct an_place end = { way->function[way->last], way->op[way->last] };
	struct an_report *r = an_report_op(sink, f, op, "%s runs a query (%s, %s) on every turn of %s: %s",
					   an_name_of(sink, way->function[1]), an_call_name(sink, end.function, end.op),
					   an_place_of(sink, end.function, end.op), an_loop_over(sink, f, loop),
					   an_query_cost(sink, f, loop));

	if (an_query_expected(p, way, loop))
		an_report_severity(r, WR_LOW);
	else if (an_loop_over_rows(p, f, loop))
		an_report_severity(r, WR_CRITICAL);
	if (way->guessed || is_guarded(p, way, way->last))
		an_report_confidence(r, WR_CONFIDENCE_MEDIUM);
	if (way->rare || (an_unit_of(p, f)->language == AN_PYTHON && !is_worth_it(p, sink, way, loop)))
		an_report_severity(r, WR_LOW);
	an_chain_loop(r, f, loop);
	an_chain_effect(r, f, op, AN_QUERIES);
}

static void check_call(const struct an_program *p, struct an_sink *sink, uint32_t f, an_id op)
{
	struct an_way way;
	an_id loop;

	if (!an_find_way(p, f, op, AN_QUERIES, MAX_CALLS, &way) || !way.last ||
	    an_blamed_below(p, &way) || !an_leads_there(p, &way))
		return;
	loop = an_query_loop(p, &way);
	if (loop && !an_query_writes(p, &way))
		report(p, sink, &way, loop);
}

const struct an_rule an_rule_loop_query_indirect = {
	.meta = {
		.id = "loop-query-indirect",
		.title = "A loop calls a function that queries the database each time",
		.help = "Give the function a sibling that takes all keys at once (WHERE id IN (...), JOIN) and call "
			"it before the loop.",
		.languages = "c,cpp,python",
		.severity = WR_HIGH,
		.doubtful = "c",
		.confidence = WR_CONFIDENCE_HIGH,
	},
	.counts_turns = true,
	.counts_in_c = true,
	.each_repeated_op = check_call,
};
