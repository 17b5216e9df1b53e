/*
 * cpp_inefficient_find.c - an ordered or hashed container walked by an algorithm that knows neither.
 *
 * Costs: std::find goes from element to element, std::lower_bound halves the
 * distance but has to step over half the nodes each time: both linear, where the
 * container's own find() needs a logarithm or a constant.
 * Misses: predicates (std::find_if) that compare the key.
 * Wrongly reports: containers that are always small.
 */
#include <string.h>
#include "analyzer/rule.h"
#include "core/text.h"

static bool is_algorithm(const char *name, const char *type)
{
	static const char *const by_key[] = { "std::lower_bound", "std::upper_bound", "std::equal_range",
					      "std::binary_search", NULL };

	if (!strcmp(name, "std::find") || !strcmp(name, "std::count"))
		return !strstr(type, "map");    /* of a map it looks for key and value */
	return wr_is_one_of(name, by_key);
}

static void check_op(const struct an_program *p, struct an_sink *sink, uint32_t f, an_id op)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_op *o = an_op_at(u, op);
	const struct an_arg *first;
	struct an_report *r;
	const char *name = an_text(u, o->name), *container;
	an_id loop;

	/* A fourth argument is an order of its own. */
	if (o->kind != AN_OP_CALL || o->arg_count != 3 || strncmp(name, "std::", 5))
		return;
	first = an_arg_at(u, o->first_arg);
	if (!first->symbol || (first->value != AN_VALUE_HASH && first->value != AN_VALUE_TREE) ||
	    !is_algorithm(name, an_text(u, an_symbol_at(u, first->symbol)->type)) ||
	    an_symbol_at(u, first->symbol)->small)
		return;
	container = an_symbol_name(sink, f, first->symbol);
	loop = an_growing_loop(p, f, op, NULL);
	r = an_report_op(sink, f, op, "%s walks %s element by element; %s.%s() finds the key in %s time", name, container,
			 container, !strcmp(name, "std::binary_search") ? "find" : name + 5,
			 first->value == AN_VALUE_HASH ? "constant" : "logarithmic");
	if (loop) {
		an_report_severity(r, WR_HIGH);
		an_chain_loop(r, f, loop);
	}
	an_chain_op(r, f, op, "%s walks %s", name, container);
}

const struct an_rule an_rule_cpp_inefficient_find = {
	.meta = {
		.id = "cpp-inefficient-find",
		.title = "An algorithm walks a container that could look the key up itself",
		.help = "Call the container's own method: s.find(key), s.count(key), s.lower_bound(key).",
		.languages = "cpp",
		.severity = WR_MEDIUM,
		.confidence = WR_CONFIDENCE_HIGH,
	},
	.costs_little = true,
	.each_op = check_op,
};
