/*
 * cpp_find_prefix.c - a whole text searched to see how it begins.
 *
 * Costs: find() == 0 goes on through all of the text if it does not begin so,
 * where comparing the first characters would be enough: linear instead of constant.
 * Misses: results that are kept in a variable.
 * Wrongly reports: texts that are always short.
 */
#include <string.h>
#include "analyzer/rule.h"

static bool follows(const struct an_span *a, const struct an_span *b)
{
	return a->line == b->line && a->column == b->column && a->end_column < b->end_column;
}

static void check_op(const struct an_program *p, struct an_sink *sink, uint32_t f, an_id op)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_op *o = an_op_at(u, op), *equal;
	const struct an_arg *zero;
	struct an_report *r;
	an_id loop;

	if (o->kind != AN_OP_CALL || o->arg_count != 1 || an_op_aside(o) || op + 1 >= an_unit_count(u, AN_OPS) ||
	    strcmp(an_text(u, o->name), "std::string::find"))
		return;
	equal = an_op_at(u, op + 1);
	if (equal->kind != AN_OP_EQUAL || equal->function != o->function || !follows(&o->span, &equal->span))
		return;
	zero = an_arg_at(u, equal->first_arg + 1);
	if (zero->kind != AN_ARG_LITERAL || strcmp(an_text(u, zero->text), "0") ||
	    an_arg_at(u, o->first_arg)->value == AN_VALUE_NUMBER)
		return;
	r = an_report_op(sink, f, op, "%s == 0 searches all of the text to see how it begins",
			 an_call_name(sink, f, op));
	loop = an_growing_loop(p, f, op, NULL);
	if (!loop)
		an_report_severity(r, WR_LOW);
	if (loop)
		an_chain_loop(r, f, loop);
}

const struct an_rule an_rule_cpp_find_prefix = {
	.meta = {
		.id = "cpp-find-prefix",
		.title = "find() == 0 searches a whole text to see how it begins",
		.help = "Compare the beginning: s.compare(0, n, prefix) == 0, s.rfind(prefix, 0) == 0, or "
			"s.starts_with(prefix).",
		.languages = "cpp",
		.severity = WR_MEDIUM,
		.confidence = WR_CONFIDENCE_HIGH,
	},
	.costs_little = true,
	.each_op = check_op,
};
