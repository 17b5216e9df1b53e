/*
 * cpp_move_init.c - a move constructor that copies a member.
 *
 * Costs: moving the object allocates and copies what it could have taken over.
 * Misses: members that are assigned in the body.
 * Wrongly reports: nothing that is known.
 */
#include "analyzer/rule.h"

static void check_op(const struct an_program *p, struct an_sink *sink, uint32_t f, an_id op)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_op *o = an_op_at(u, op);
	const struct an_function *own = an_function_of(p, f);
	an_id from;

	if (!(o->flags & AN_OP_COPIES) || !o->result || an_symbol_at(u, o->result)->kind != AN_MEMBER ||
	    an_copy_of(p, f, o->result) != AN_COPY_ALLOCATES)
		return;
	from = an_arg_at(u, o->first_arg)->symbol;
	if (!from || an_symbol_root(u, from) != own->first_param)
		return;
	an_report_op(sink, f, op, "the move constructor copies %s (%s): std::move it", an_symbol_name(sink, f, from),
		     an_copied_thing(sink, f, o->result));
}

static void check(const struct an_program *p, struct an_sink *sink, uint32_t f)
{
	uint32_t flags = an_function_of(p, f)->flags, count;
	const an_id *ops = an_ops_of(p, f, &count);

	for (uint32_t i = 0; flags & AN_FN_TAKES_OVER && flags & AN_FN_CONSTRUCTOR && i < count; i++)
		check_op(p, sink, f, ops[i]);
}

const struct an_rule an_rule_cpp_move_init = {
	.meta = {
		.id = "cpp-move-init",
		.title = "A move constructor copies a member",
		.help = "Initialise the member with std::move(other.member).",
		.languages = "cpp",
		.severity = WR_MEDIUM,
		.confidence = WR_CONFIDENCE_HIGH,
	},
	.costs_little = true,
	.needs_all = true,
	.each_function = check,
};
