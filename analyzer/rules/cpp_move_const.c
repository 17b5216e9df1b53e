/*
 * cpp_move_const.c - std::move of what cannot be moved.
 *
 * Costs: the copy that the author meant to save: a const object, or one that is
 * handed to a parameter of const reference, is copied in spite of std::move.
 * Misses: moves of which a template decides.
 * Wrongly reports: classes that are cheap to copy are left out, where the move changes nothing.
 */
#include "analyzer/rule.h"

static void check_op(const struct an_program *p, struct an_sink *sink, uint32_t f, an_id op)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_op *o = an_op_at(u, op);
	an_id moved;

	if (o->kind != AN_OP_MOVE || !(o->flags & AN_OP_LOST) || an_function_of(p, f)->flags & AN_FN_TEMPLATE)
		return;
	moved = an_arg_at(u, o->first_arg)->symbol;
	if (!moved || an_arg_at(u, o->first_arg)->kind != AN_ARG_SYMBOL ||
	    !(an_symbol_at(u, moved)->access & AN_CONSTANT))
		return;
	/* A reference to const has no shape of its own: its class is known by its value. */
	if (an_symbol_at(u, moved)->access & AN_BY_POINTER ||
	    (an_symbol_at(u, moved)->shape && an_copy_of(p, f, moved) != AN_COPY_ALLOCATES) ||
	    an_symbol_at(u, moved)->value == AN_VALUE_NUMBER)
		return;
	an_report_op(sink, f, op, "std::move(%s) moves nothing: %s is const, so that it is copied",
		     an_symbol_name(sink, f, moved), an_symbol_name(sink, f, moved));
}

const struct an_rule an_rule_cpp_move_const = {
	.meta = {
		.id = "cpp-move-const",
		.title = "std::move of a const object copies it",
		.help = "Take the const away (or the reference to const), or take std::move away and mean the copy.",
		.languages = "cpp",
		.severity = WR_MEDIUM,
		.confidence = WR_CONFIDENCE_HIGH,
	},
	.costs_little = true,
	.needs_all = true,
	.each_op = check_op,
};
