/*
 * cpp_return_member.c - a getter gives a copy of a member.
 *
 * Costs: memory is allocated at every call, for callers that mostly look at the value and drop it.
 * Misses: getters that do anything else besides.
 * Wrongly reports: classes whose member is replaced while callers still hold what they got, and callers that store the copy
 * (nine of ten in loops), so that all are notes.
 */
#include "analyzer/rule.h"

/* The only op of the function: it copies a member of `this` for the caller. */
static an_id copied_member(const struct an_program *p, uint32_t f)
{
	const an_unit *u = an_unit_of(p, f);
	uint32_t count;
	const an_id *ops = an_ops_of(p, f, &count);
	const struct an_op *o;
	const struct an_arg *arg;

	if (count != 1)
		return 0;
	o = an_op_at(u, *ops);
	if (o->kind != AN_OP_CALL || (o->flags & (AN_OP_COPIES | AN_OP_RETURNED)) != (AN_OP_COPIES | AN_OP_RETURNED) || o->arg_count != 1)
		return 0;
	arg = an_arg_at(u, o->first_arg);
	if (arg->kind != AN_ARG_SYMBOL || an_symbol_at(u, arg->symbol)->kind != AN_MEMBER)
		return 0;
	return an_symbol_at(u, an_symbol_at(u, arg->symbol)->base)->kind == AN_PARAMETER &&
	       !an_symbol_at(u, an_symbol_at(u, arg->symbol)->base)->line ? arg->symbol : 0;
}

static void check(const struct an_program *p, struct an_sink *sink, uint32_t f)
{
	const struct an_function *function = an_function_of(p, f);
	const struct an_call *call;
	struct an_report *r;
	an_id member;

	if ((function->flags & (AN_FN_METHOD | AN_FN_CONST)) != (AN_FN_METHOD | AN_FN_CONST) || an_is_passed(p, f) ||
	    function->flags & (AN_FN_VIRTUAL | AN_FN_TEMPLATE | AN_FN_LAMBDA) || function->param_count)
		return;
	member = copied_member(p, f);
	if (!member || an_copy_of(p, f, member) != AN_COPY_ALLOCATES)
		return;
	call = an_repeating_call(p, f);
	r = an_report_function(sink, f, "%s gives a copy of %s (%s)%s%s", an_name_of(sink, f), an_symbol_name(sink, f, member),
			       an_copied_thing(sink, f, member), call ? ", asked for in a loop by " : " at every call",
			       call ? an_name_of(sink, call->caller) : "");
	if (call)
		an_chain_op(r, call->caller, call->op, "%s calls it in a loop", an_name_of(sink, call->caller));
}

const struct an_rule an_rule_cpp_return_member = {
	.meta = {
		.id = "cpp-return-member",
		.title = "A getter returns a copy of a member",
		.help = "Return a const reference.",
		.languages = "cpp",
		.severity = WR_LOW,
		.confidence = WR_CONFIDENCE_HIGH,
	},
	.each_function = check,
};
