/*
 * loop_nested.c - a loop over a collection for each element of the same collection.
 *
 * Costs: n * n turns: 1,000 elements are a million, 100,000 are ten thousand million.
 * Misses: nests in which the inner loop is not over one variable.
 * Wrongly reports: pairs that are all wanted; collections that stay small.
 */
#include "analyzer/nested_p.h"

static void check(const struct an_program *p, struct an_sink *sink)
{
	an_check_nested_loops(p, sink, false);
}

const struct an_rule an_rule_loop_nested = {
	.meta = {
		.id = "loop-nested",
		.title = "Nested loops compare every element with every other",
		.help = "Group the elements by what makes two of them belong together (a dictionary or hash table), or sort "
			"them and look at neighbours only.",
		.languages = "c,cpp,python",
		.severity = WR_MEDIUM,
		.confidence = WR_CONFIDENCE_HIGH,
	},
	.counts_elements = true,
	.check = check,
};
