/*
 * loop_nested_join.c - for each element of one collection, a loop that looks for equal elements of another.
 *
 * Costs: n * m comparisons, where a dictionary over one side needs n + m steps.
 * Misses: nests in which the inner loop is not over one variable; a search in a
 * function of its own is a loop-linear-search.
 * Wrongly reports: collections that stay small.
 */
#include "analyzer/nested_p.h"

static void check(const struct an_program *p, struct an_sink *sink)
{
	an_check_nested_loops(p, sink, true);
}

const struct an_rule an_rule_loop_nested_join = {
	.meta = {
		.id = "loop-nested-join",
		.title = "A loop inside a loop looks for equal elements of two collections",
		.help = "Index one side once (a dictionary or hash table from key to element) and look up in the outer "
			"loop; or sort both and walk them together.",
		.languages = "c,cpp,python",
		.severity = WR_MEDIUM,
		.confidence = WR_CONFIDENCE_HIGH,
	},
	.counts_elements = true,
	.check = check,
};
