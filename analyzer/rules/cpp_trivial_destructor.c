/*
 * cpp_trivial_destructor.c - a destructor that does nothing, out of its class.
 *
 * Costs: a call per element that a container or array destroys, and values that fit in registers are passed through
 * memory: the class is not trivially destructible.
 * Misses: members that are of a library's classes.
 * Wrongly reports: destructors that keep a binary interface as it is.
 */
#include "analyzer/rule.h"

static void check(const struct an_program *p, struct an_sink *sink, uint32_t f)
{
	if (an_function_of(p, f)->flags & AN_FN_NEEDLESS)
		an_report_function(sink, f, "%s does nothing, and without it the class would need no destructor at all: a "
				   "container calls it for every element, and no value is passed in registers",
				   an_name_of(sink, f));
}

const struct an_rule an_rule_cpp_trivial_destructor = {
	.meta = {
		.id = "cpp-trivial-destructor",
		.title = "A destructor that does nothing keeps a class from being trivial",
		.help = "Leave it out, or write = default where it is declared, in the class.",
		.languages = "cpp",
		.severity = WR_LOW,
		.confidence = WR_CONFIDENCE_HIGH,
	},
	.each_function = check,
};
