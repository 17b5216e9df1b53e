/*
 * cpp_shared_ptr_copy.c - a shared pointer copied to be looked through.
 *
 * Costs: its count goes up and down, atomically: some ten nanoseconds, and a
 * cache line that all threads with a copy fight for.
 * Misses: copies of classes that hold one.
 * Wrongly reports: copies that keep the object alive while its owner lets go.
 */
#include <string.h>
#include "analyzer/rule.h"

/* The library's functions let go of nothing that is not theirs; nor does a const method. */
static bool is_harmless(const struct an_program *p, uint32_t f, an_id op)
{
	const an_unit *u = an_unit_of(p, f);
	uint32_t count;
	const struct an_call *calls = an_calls_of(p, f, op, &count);

	if (!strncmp(an_text(u, an_op_at(u, op)->name), "std::", 5))
		return true;
	for (uint32_t i = 0; i < count; i++) {
		if (!calls[i].callee || !(an_function_of(p, calls[i].callee)->flags & AN_FN_CONST))
			return false;
	}
	return count > 0;
}

/* Nothing is called that could let go of the object. */
static bool calls_nothing(const struct an_program *p, uint32_t f, an_id loop)
{
	const an_unit *u = an_unit_of(p, f);
	uint32_t count;
	const an_id *ops = an_ops_of(p, f, &count);

	for (uint32_t i = 0; i < count; i++) {
		const struct an_op *o = an_op_at(u, ops[i]);

		if (o->kind == AN_OP_CALL && (!loop || an_loop_within(u, o->loop, loop)) && !is_harmless(p, f, ops[i]))
			return false;
	}
	return true;
}

static bool is_shared(const an_unit *u, an_id symbol)
{
	const struct an_type *shape = an_shape_of(u, symbol);

	/* The pointer itself is named by what it points to. */
	return shape && shape->flags & AN_TYPE_SHARES && !(shape->flags & AN_TYPE_OWNS) && shape->size <= 16 &&
	       strchr(an_text(u, shape->name), '*');
}

static void check_op(const struct an_program *p, struct an_sink *sink, uint32_t f, an_id op)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_op *o = an_op_at(u, op);
	struct an_report *r;

	if (!(o->flags & AN_OP_COPIES) || !o->loop || !o->result || an_loop_at(u, o->loop)->kind != AN_RANGE ||
	    an_loop_at(u, o->loop)->variable != o->result || !an_loop_grows(p, f, o->loop) ||
	    !(an_symbol_at(u, o->result)->access & AN_READ_ONLY) || !is_shared(u, o->result) ||
	    !calls_nothing(p, f, o->loop))
		return;
	r = an_report_symbol(sink, f, o->result, "%s copies a shared pointer on every turn of %s, and only looks through "
			     "it",
			     an_symbol_name(sink, f, o->result), an_loop_over(sink, f, o->loop));
	an_chain_loop(r, f, o->loop);
}

static void check_parameters(const struct an_program *p, struct an_sink *sink, uint32_t f)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_function *own = an_function_of(p, f);

	if (u->language != AN_CPP || an_is_passed(p, f) ||
	    own->flags & (AN_FN_VIRTUAL | AN_FN_TEMPLATE | AN_FN_COROUTINE | AN_FN_LAMBDA))
		return;
	for (uint32_t i = 0; i < own->param_count; i++) {
		an_id parameter = own->first_param + i;

		if (an_symbol_at(u, parameter)->access & AN_READ_ONLY && is_shared(u, parameter) &&
		    !an_kept_by(p, f, parameter) && calls_nothing(p, f, 0))
			an_report_symbol(sink, f, parameter, "%s is a shared pointer that every call of %s copies to look through it",
					 an_symbol_name(sink, f, parameter), an_name_of(sink, f));
	}
}

static void check(const struct an_program *p, struct an_sink *sink, uint32_t f)
{
	uint32_t count;
	const an_id *ops = an_ops_of(p, f, &count);

	for (uint32_t i = 0; i < count; i++)
		check_op(p, sink, f, ops[i]);
	check_parameters(p, sink, f);
}

const struct an_rule an_rule_cpp_shared_ptr_copy = {
	.meta = {
		.id = "cpp-shared-ptr-copy",
		.title = "A shared pointer is copied only to be looked through",
		.help = "Take a const reference to it, or a reference to the object itself.",
		.languages = "cpp",
		.severity = WR_LOW,
		.confidence = WR_CONFIDENCE_MEDIUM,
	},
	.each_function = check,
};
