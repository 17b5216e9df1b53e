/*
 * quad_dedup.c - each element looked up in the list to which it is then added.
 *
 * Costs: the list grows with the turns, and each turn walks all of it: n * n / 2
 * comparisons for n different elements.
 * Misses: containers whose type is not known, searches through more than three calls.
 * Wrongly reports: lists that stay short because there are few different elements.
 */
#include "analyzer/list_search_p.h"

static void check(const struct an_program *p, struct an_sink *sink)
{
	an_check_list_searches(p, sink, true);
}

const struct an_rule an_rule_quad_dedup = {
	.meta = {
		.id = "quad-dedup",
		.title = "Each element is looked up in the list to which it is then added",
		.help = "Keep a set of what was seen beside the list, or use a dictionary, which keeps the order "
			"(dict.fromkeys; std::unordered_set::insert says whether the element is new).",
		.languages = "c,cpp,python",
		.severity = WR_MEDIUM,
		.confidence = WR_CONFIDENCE_HIGH,
	},
	.counts_elements = true,
	.check = check,
};
