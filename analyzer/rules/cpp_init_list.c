/*
 * cpp_init_list.c - a constructor's body gives a member its first value.
 *
 * Costs: the member is made empty and then assigned, where it could be made with the value at once.
 * Misses: values that are worked out first; members whose order of construction matters.
 * Wrongly reports: nothing that is known of.
 */
#include <string.h>
#include "analyzer/name_parts.h"
#include "analyzer/rule.h"

/* Is everything in the argument there before the body begins? */
static bool is_given(const an_unit *u, const struct an_function *function, const struct an_arg *arg)
{
	for (uint32_t i = 0; i < arg->use_count; i++) {
		an_id root = an_symbol_root(u, an_use_at(u, arg->first_use + i));

		if (root < function->first_param || root >= function->first_param + function->param_count)
			return false;
	}
	return arg->kind != AN_ARG_FUNCTION;
}

/* Is nothing done to the member, or with it, before the op? */
static bool is_first(const struct an_program *p, uint32_t f, an_id op, an_id member)
{
	const an_unit *u = an_unit_of(p, f);
	uint32_t count;
	const an_id *list = an_writes_of(p, f, member, &count);

	for (uint32_t i = 0; i < count; i++) {
		if (an_write_at(u, list[i])->op <= op)
			return false;
	}
	list = an_ops_of(p, f, &count);
	for (uint32_t i = 0; i < count && list[i] < op; i++) {
		const struct an_op *o = an_op_at(u, list[i]);

		if (o->receiver == member)
			return false;
		for (uint32_t k = 0; k < o->arg_count; k++) {
			if (an_arg_mentions(u, an_arg_at(u, o->first_arg + k), member))
				return false;
		}
	}
	return true;
}

/* Nothing happens first that could end the constructor or change what it was given. */
static bool is_plain_so_far(const struct an_program *p, uint32_t f, an_id op)
{
	const an_unit *u = an_unit_of(p, f);
	uint32_t count;
	const an_id *marks = an_marks_of(p, f, &count);

	for (uint32_t i = 0; i < count && an_mark_at(u, marks[i])->op <= op; i++) {
		if (an_mark_at(u, marks[i])->kind != AN_MARK_MENTION && an_mark_at(u, marks[i])->kind != AN_MARK_KEEP)
			return false;
	}
	return true;
}

static void check_op(const struct an_program *p, struct an_sink *sink, uint32_t f, an_id op)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_op *o = an_op_at(u, op);
	const struct an_symbol *s = an_symbol_at(u, o->receiver);
	const struct an_arg *value;
	uint32_t flags = an_function_of(p, f)->flags;

	if (!(flags & AN_FN_CONSTRUCTOR) || flags & AN_FN_TEMPLATE || o->kind != AN_OP_CALL || !o->receiver || o->arg_count != 1 || o->loop || an_op_aside(o) || o->flags & AN_OP_GUARDED ||
	    strcmp(an_last_name(an_text(u, o->name)), "operator=") || s->kind != AN_MEMBER ||
	    an_symbol_at(u, s->base)->kind != AN_PARAMETER || an_symbol_at(u, s->base)->line)
		return;
	value = an_arg_at(u, o->first_arg);
	if (an_copy_of(p, f, o->receiver) != AN_COPY_ALLOCATES || value->kind != AN_ARG_SYMBOL ||
	    !is_given(u, an_function_of(p, f), value) || !is_first(p, f, op, o->receiver) || !is_plain_so_far(p, f, op))
		return;
	an_report_op(sink, f, op, "%s makes %s empty and then gives it %s: its list of initialisers could make it so at once",
		     an_name_of(sink, f), an_symbol_name(sink, f, o->receiver), an_symbol_name(sink, f, value->symbol));
}

const struct an_rule an_rule_cpp_init_list = {
	.meta = {
		.id = "cpp-init-list",
		.title = "A member is made empty and then assigned in the constructor's body",
		.help = "Make it with the value: Shop(std::string name) : name_(std::move(name)) {}",
		.languages = "cpp",
		.severity = WR_LOW,
		.confidence = WR_CONFIDENCE_HIGH,
	},
	.each_op = check_op,
};
