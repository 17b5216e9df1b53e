/*
 * cpp_const_return.c - a const local is returned as a value of another type.
 *
 * Costs: it is copied into the result, memory and all, where one that is not const would be moved.
 * Misses: constructors that the source names.
 * Wrongly reports: results that take what they are made from by const reference only.
 */
#include <string.h>
#include "analyzer/rule.h"

static void check_op(const struct an_program *p, struct an_sink *sink, uint32_t f, an_id op)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_op *o = an_op_at(u, op);
	const struct an_symbol *s;
	an_id symbol;

	if (o->kind != AN_OP_CALL || (o->flags & (AN_OP_IMPLICIT | AN_OP_RETURNED)) != (AN_OP_IMPLICIT | AN_OP_RETURNED) ||
	    o->flags & AN_OP_COPIES || o->arg_count != 1 || an_op_aside(o) || an_function_of(p, f)->flags & AN_FN_TEMPLATE)
		return;
	symbol = an_arg_at(u, o->first_arg)->symbol;
	s = an_symbol_at(u, symbol);
	if (an_arg_at(u, o->first_arg)->kind != AN_ARG_SYMBOL || s->kind != AN_LOCAL || !(s->access & AN_CONSTANT) ||
	    s->access & (AN_BY_POINTER | AN_BY_REFERENCE) || an_copy_of(p, f, symbol) != AN_COPY_ALLOCATES ||
	    !strcmp(an_text(u, s->type), an_text(u, an_function_of(p, f)->returns)))
		return;
	an_report_op(sink, f, op, "%s is copied into the result (%s): it is const, and cannot be moved",
		     an_symbol_name(sink, f, symbol), an_copied_thing(sink, f, symbol));
}

const struct an_rule an_rule_cpp_const_return = {
	.meta = {
		.id = "cpp-const-return",
		.title = "A const local is copied into the result, where it could be moved",
		.help = "Leave out the const of the local.",
		.languages = "cpp",
		.severity = WR_LOW,
		.confidence = WR_CONFIDENCE_HIGH,
	},
	.each_op = check_op,
};
