/*
 * c_big_by_value.c - a large struct handed over by value.
 *
 * Costs: every call copies all of it onto the stack, several cache lines, where a
 * pointer is one register.
 * Misses: structs that are returned by value, which costs only where it is copied on.
 * Wrongly reports: static functions that the compiler puts into their callers.
 */
#include "analyzer/rule.h"

enum { ALWAYS = 256 };  /* bytes that are worth it even where no loop is seen; in C only where one is */

static void check_parameter(const struct an_program *p, struct an_sink *sink, uint32_t f, an_id parameter)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_symbol *s = an_symbol_at(u, parameter);
	const struct an_call *call;
	struct an_report *r;
	uint32_t writes;

	if (s->access & (AN_BY_POINTER | AN_BY_REFERENCE) || !(s->access & AN_MENTIONED) || an_copy_of(p, f, parameter) != AN_COPY_LARGE ||
	    (u->language == AN_CPP && !(s->access & AN_READ_ONLY)))
		return;
	an_writes_of(p, f, parameter, &writes);
	if (writes)
		return;
	call = an_repeating_call(p, f);
	if (!call && an_shape_of(u, parameter)->size < ALWAYS)
		return;
	r = an_report_symbol(sink, f, parameter, "%s is copied (%s) at every call of %s, which only reads it",
			     an_symbol_name(sink, f, parameter), an_copied_thing(sink, f, parameter), an_name_of(sink, f));
	if (!call || (u->language == AN_C && an_shape_of(u, parameter)->size < ALWAYS))
		an_report_severity(r, WR_LOW);
	if (call)
		an_chain_op(r, call->caller, call->op, "%s is called in a loop", an_name_of(sink, call->callee));
}

static void check(const struct an_program *p, struct an_sink *sink, uint32_t f)
{
	const struct an_function *own = an_function_of(p, f);

	if (an_is_passed(p, f) || own->flags & (AN_FN_VIRTUAL | AN_FN_TEMPLATE | AN_FN_COROUTINE | AN_FN_LAMBDA))
		return;
	for (uint32_t i = 0; i < own->param_count; i++)
		check_parameter(p, sink, f, own->first_param + i);
}

const struct an_rule an_rule_c_big_by_value = {
	.meta = {
		.id = "c-big-by-value",
		.title = "A large struct is passed by value and only read",
		.help = "Pass a pointer to const (C) or a const reference (C++).",
		.languages = "c,cpp",
		.severity = WR_MEDIUM,
		.confidence = WR_CONFIDENCE_HIGH,
	},
	.costs_little = true,
	.each_function = check,
};
