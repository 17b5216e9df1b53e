/*
 * cpp_range_conversion.c - every element of a container converted to another class to be looked at.
 *
 * Costs: for (const std::pair<std::string, int> &p : map) looks like a reference to
 * the element, but the element is a std::pair<const std::string, int>: each turn
 * makes a temporary with a copy of the string.
 * Misses: conversions within templates.
 * Wrongly reports: conversions that are meant.
 */
#include <string.h>
#include "analyzer/rule.h"

static void check_op(const struct an_program *p, struct an_sink *sink, uint32_t f, an_id op)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_op *o = an_op_at(u, op);
	const struct an_loop *l;
	struct an_report *r;

	if (!(o->flags & AN_OP_IMPLICIT) || o->flags & AN_OP_COPIES || !o->loop || !o->result)
		return;
	l = an_loop_at(u, o->loop);
	if (l->kind != AN_RANGE || l->variable != o->result || o->span.line > l->header.end_line ||
	    !(an_symbol_at(u, o->result)->access & AN_BY_REFERENCE) || !an_loop_grows(p, f, o->loop) ||
	    strcmp(an_text(u, o->name), "std::pair::pair"))
		return;
	r = an_report_symbol(sink, f, o->result, "%s is no reference to the element but to a converted copy of it, made on "
			     "every turn of %s",
			     an_symbol_name(sink, f, o->result), an_loop_over(sink, f, o->loop));
	an_chain_loop(r, f, o->loop);
}

const struct an_rule an_rule_cpp_range_conversion = {
	.meta = {
		.id = "cpp-range-conversion",
		.title = "A loop variable is a reference to a converted copy of each element",
		.help = "Write const auto &, or the element's very type: std::pair<const Key, Value>.",
		.languages = "cpp",
		.severity = WR_MEDIUM,
		.confidence = WR_CONFIDENCE_HIGH,
	},
	.costs_little = true,
	.each_repeated_op = check_op,
};
