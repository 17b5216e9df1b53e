/*
 * loop_linear_search.c - a list looked through from its start on every turn of a loop.
 *
 * Costs: with n turns and m elements n * m comparisons, where a set or a
 * dictionary would answer each in constant time.
 * Lists to which what is not found is added are quad-dedup.
 * Misses: containers whose type is not known, searches through more than three calls.
 * Wrongly reports: lists that are short for a reason the source does not say.
 */
#include "analyzer/list_search_p.h"

static void check(const struct an_program *p, struct an_sink *sink)
{
	an_check_list_searches(p, sink, false);
}

const struct an_rule an_rule_loop_linear_search = {
	.meta = {
		.id = "loop-linear-search",
		.title = "A list is searched from its start on every turn of a loop",
		.help = "Build a set or a dictionary (std::unordered_set, a hash table, a sorted array) of the "
			"elements once before the loop and look up in it.",
		.languages = "c,cpp,python",
		.severity = WR_HIGH,
		.confidence = WR_CONFIDENCE_HIGH,
	},
	.counts_elements = true,
	.check = check,
};
