/*
 * loop_query_indirect.c - a loop that calls a function which queries a database.
 *
 * Costs: as loop-query, and harder to see: neither the loop nor the query
 * shows it, only both together, which often stand in different files.
 * Misses: calls that cannot be resolved (getattr, a handler looked up by name).
 * Wrongly reports: functions that query only the first time and keep the
 * answer in a way that is not recognised as a cache.
 */
#include "analyzer/rule.h"
#include "analyzer/query_p.h"

#define MAX_CALLS 6     /* a reviewer does not follow a longer way, and on it something often decides otherwise */

/* Is there a loop further down the way that is to blame, and reported there? */
static bool blamed_below(const struct an_program *p, uint32_t callee, unsigned bit)
{
	for (int i = 0; callee && i < MAX_CALLS; i++) {
		const struct an_witness *w = &p->nodes[callee].witness[bit];

		if (an_growing_loop(p, callee, w->op, NULL))
			return true;
		callee = w->callee;
	}
	return false;
}

static unsigned bit_of_queries(void)
{
	return (unsigned)__builtin_ctz(AN_QUERIES);
}

static void report(const struct an_program *p, struct an_sink *sink, uint32_t f, an_id op, uint32_t callee, an_id loop)
{
	struct an_place end = an_effect_end(p, f, op, AN_QUERIES);
	struct an_report *r = an_report_op(sink, f, op, "%s runs a query (%s, %s) on every turn of %s: %s",
					   an_name_of(sink, callee), an_call_name(sink, end.function, end.op),
					   an_place_of(sink, end.function, end.op), an_loop_over(sink, f, loop),
					   an_query_cost(sink, f, loop));

	if (an_loop_over_rows(p, f, loop))
		an_report_severity(r, WR_CRITICAL);
	if (an_op_guessed(p, f, op, AN_QUERIES))
		an_report_confidence(r, WR_CONFIDENCE_MEDIUM);
	an_chain_loop(r, f, loop);
	an_chain_effect(r, f, op, AN_QUERIES);
}

static void check_call(const struct an_program *p, struct an_sink *sink, uint32_t f, an_id op)
{
	uint32_t callee;
	an_id loop;

	if (!(an_op_effects(p, f, op, AN_QUERIES, &callee) & AN_QUERIES) || !callee)
		return;
	if (p->nodes[callee].witness[bit_of_queries()].depth >= MAX_CALLS || blamed_below(p, callee, bit_of_queries()))
		return;
	loop = an_query_loop(p, f, op);
	if (loop)
		report(p, sink, f, op, callee, loop);
}

static void check(const struct an_program *p, struct an_sink *sink)
{
	AN_EACH_FUNCTION(p, f) {
		uint32_t count;
		const an_id *ops = an_ops_of(p, f, &count);

		for (uint32_t i = 0; i < count; i++)
			check_call(p, sink, f, ops[i]);
	}
}

const struct an_rule an_rule_loop_query_indirect = {
	.meta = {
		.id = "loop-query-indirect",
		.title = "A loop calls a function that queries the database each time",
		.help = "Give the function a sibling that takes all keys at once (WHERE id IN (...), JOIN) and call "
			"it before the loop.",
		.languages = "c,cpp,python",
		.severity = WR_HIGH,
		.confidence = WR_CONFIDENCE_HIGH,
	},
	.check = check,
};
