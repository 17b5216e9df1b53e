/*
 * cpp_c_str.c - a string made anew from the c_str() of a string.
 *
 * Costs: the length is counted and the text is copied, where the string itself
 * would have been passed by reference.
 * Misses: c_str() that goes through a variable.
 * Wrongly reports: texts with a NUL in them that are meant to be cut there.
 */
#include <string.h>
#include "analyzer/rule.h"

static void check_op(const struct an_program *p, struct an_sink *sink, uint32_t f, an_id op)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_op *o = an_op_at(u, op);
	const struct an_arg *arg;
	struct an_report *r;
	const char *end;

	if (!(o->flags & AN_OP_IMPLICIT) || o->flags & AN_OP_COPIES || !o->arg_count || an_op_aside(o) ||
	    strcmp(an_text(u, o->name), "std::string::string"))
		return;
	arg = an_arg_at(u, o->first_arg);
	if (arg->kind != AN_ARG_EXPRESSION || !arg->symbol || arg->value != AN_VALUE_TEXT ||
	    strcmp(an_text(u, an_symbol_at(u, arg->symbol)->type), "std::string") || !(arg->flags & AN_ARG_TEXT) ||
	    !(end = strstr(an_text(u, arg->text), "c_str()")) || end[strlen("c_str()")])
		return;
	r = an_report_op(sink, f, op, "%s.c_str() is made into a string again: its length is counted and its text copied",
			 an_symbol_name(sink, f, arg->symbol));
	if (!an_growing_loop(p, f, op, NULL) && !an_repeating_call(p, f))
		an_report_severity(r, WR_LOW);
}

const struct an_rule an_rule_cpp_c_str = {
	.meta = {
		.id = "cpp-c-str",
		.title = "The c_str() of a string is made into a string again",
		.help = "Pass the string itself.",
		.languages = "cpp",
		.severity = WR_MEDIUM,
		.confidence = WR_CONFIDENCE_HIGH,
	},
	.costs_little = true,
	.each_op = check_op,
};
