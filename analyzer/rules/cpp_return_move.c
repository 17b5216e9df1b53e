/*
 * cpp_return_move.c - return std::move(local).
 *
 * Costs: without std::move the result is made where the caller wants it and
 * nothing is moved; with it there is a move, and for std::array and the like a copy.
 * Misses: functions whose result is another class.
 * Wrongly reports: nothing that is known.
 */
#include <string.h>
#include "analyzer/rule.h"

static void check_op(const struct an_program *p, struct an_sink *sink, uint32_t f, an_id op)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_op *o = an_op_at(u, op);
	const struct an_symbol *s;
	const struct an_type *shape;
	an_id moved;

	if (o->kind != AN_OP_MOVE || !(o->flags & AN_OP_RETURNED) || an_arg_at(u, o->first_arg)->kind != AN_ARG_SYMBOL)
		return;
	moved = an_arg_at(u, o->first_arg)->symbol;
	s = an_symbol_at(u, moved);
	shape = an_shape_of(u, moved);
	if (s->kind != AN_LOCAL || !shape || s->access & (AN_BY_POINTER | AN_BY_REFERENCE) ||
	    strcmp(an_text(u, shape->name), an_text(u, an_function_of(p, f)->returns)))
		return;
	an_report_op(sink, f, op, "return std::move(%s) keeps %s from being made where the caller wants it: a move too "
		     "many",
		     an_symbol_name(sink, f, moved), an_symbol_name(sink, f, moved));
}

const struct an_rule an_rule_cpp_return_move = {
	.meta = {
		.id = "cpp-return-move",
		.title = "return std::move(local) prevents that the result is made in place",
		.help = "Write return local; the compiler leaves the move out, or moves by itself.",
		.languages = "cpp",
		.severity = WR_LOW,
		.confidence = WR_CONFIDENCE_HIGH,
	},
	.each_op = check_op,
};
