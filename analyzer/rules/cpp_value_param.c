/*
 * cpp_value_param.c - an argument copied for a function that only reads it.
 *
 * Costs: every call copies: an allocation for each string and container in the
 * argument, where a const reference is one register.
 * Misses: parameters that are copied once more and kept, where std::move would do;
 * functions whose signature is not theirs to change (virtual, called through a pointer, templates).
 * Wrongly reports: functions that change the very object that they are called with
 * while they still read the parameter.
 */
#include <string.h>
#include "analyzer/rule.h"

#define SIGNATURE_IS_FIXED (AN_FN_VIRTUAL | AN_FN_TEMPLATE | AN_FN_COROUTINE | AN_FN_TAKES_OVER | AN_FN_LAMBDA)

static bool lies_within(const struct an_span *s, const struct an_span *in)
{
	bool starts = s->line > in->line || (s->line == in->line && s->column >= in->column);
	bool ends = s->end_line < in->end_line || (s->end_line == in->end_line && s->end_column <= in->end_column);

	return starts && ends;
}

/* Does the call make a copy of the class, as an argument that stands for an object? */
static bool copies_at(const struct an_program *p, const struct an_call *call, const char *class)
{
	const an_unit *u = an_unit_of(p, call->caller);
	const struct an_op *o = an_op_at(u, call->op);
	size_t n = strlen(class);
	uint32_t count;
	const an_id *ops = an_ops_of(p, call->caller, &count);

	for (uint32_t i = 0; i < count; i++) {
		const struct an_op *copy = an_op_at(u, ops[i]);

		if (copy->flags & AN_OP_COPIES && !strncmp(an_text(u, copy->name), class, n) &&
		    lies_within(&copy->span, &o->span))
			return true;
	}
	return false;
}

struct calls { unsigned all, copying; };

static struct calls count_calls(const struct an_program *p, uint32_t f, const char *class)
{
	struct calls calls = { 0, 0 };

	for (uint32_t i = p->first_caller[f]; i < p->first_caller[f + 1]; i++) {
		const struct an_call *call = &p->calls[p->callers[i]];

		calls.all++;
		calls.copying += copies_at(p, call, class);
	}
	return calls;
}

/* Does the argument mention a part of the object? */
static bool is_part(const an_unit *u, const struct an_arg *arg, an_id object)
{
	for (uint32_t use = 0; use < arg->use_count; use++) {
		an_id symbol = an_use_at(u, arg->first_use + use);

		if (an_symbol_at(u, symbol)->kind == AN_MEMBER && an_symbol_root(u, symbol) == an_symbol_root(u, object))
			return true;
	}
	return false;
}

/* A function that changes members may change what it was called with: set(name_). */
static bool changes_object(const struct an_program *p, uint32_t f)
{
	const struct an_function *own = an_function_of(p, f);

	if (!(own->flags & AN_FN_METHOD) || own->flags & (AN_FN_CONST | AN_FN_CONSTRUCTOR))
		return false;
	for (uint32_t i = p->first_caller[f]; i < p->first_caller[f + 1]; i++) {
		const struct an_call *call = &p->calls[p->callers[i]];
		const an_unit *from = an_unit_of(p, call->caller);
		const struct an_op *o = an_op_at(from, call->op);

		for (uint32_t k = 0; k < o->arg_count; k++) {
			if (is_part(from, an_arg_at(from, o->first_arg + k), o->receiver))
				return true;
		}
	}
	return false;
}

/* One short text now and then is nothing, nor one copy of two; a container may hold any number of elements. */
static bool is_worth_it(const struct an_program *p, uint32_t f, an_id parameter, bool kept)
{
	const an_unit *u = an_unit_of(p, f);
	uint8_t value = an_symbol_at(u, parameter)->value;
	bool one = value == AN_VALUE_TEXT || value == AN_VALUE_FUNCTION || kept || an_shape_of(u, parameter)->flags & AN_TYPE_CUSTOM;

	return !an_runs_once(p, f) && an_container_plenty(p, f, parameter) != AN_FEW && (!one || an_repeating_call(p, f));
}

static bool uses(const an_unit *u, uint32_t first, uint32_t count, an_id symbol)
{
	for (uint32_t i = first; i < first + count; i++) {
		if (an_symbol_root(u, an_use_at(u, i)) == symbol)
			return true;
	}
	return false;
}

/* Is the parameter read behind the copy of it, where nothing would be left of it had it been moved? */
static bool is_read_after(const struct an_program *p, uint32_t f, an_id parameter, an_id copy)
{
	const an_unit *u = an_unit_of(p, f);
	uint32_t count;
	const an_id *ops = an_ops_of(p, f, &count), *marks;
	const struct an_span *at = &an_op_at(u, copy)->span;

	for (uint32_t i = 0; i < count; i++) {
		const struct an_op *o = an_op_at(u, ops[i]);

		/* The call that is given the copy stands behind it. */
		if (ops[i] <= copy || lies_within(at, &o->span))
			continue;
		if (o->receiver && an_symbol_root(u, o->receiver) == parameter)
			return true;
		for (uint32_t k = 0; k < o->arg_count; k++) {
			const struct an_arg *arg = an_arg_at(u, o->first_arg + k);

			if (uses(u, arg->first_use, arg->use_count, parameter))
				return true;
		}
	}
	marks = an_marks_of(p, f, &count);
	for (uint32_t i = 0; i < count; i++) {
		const struct an_mark *m = an_mark_at(u, marks[i]);

		if ((m->kind == AN_MARK_BRANCH || m->kind == AN_MARK_RETURN) && m->op > copy && m->line > at->end_line && uses(u, m->first_use, m->use_count, parameter))
			return true;
	}
	return an_op_at(u, copy)->loop != 0;
}

static void check_parameter(const struct an_program *p, struct an_sink *sink, uint32_t f, an_id parameter)
{
	const an_unit *u = an_unit_of(p, f);
	enum an_copy cost = an_copy_of(p, f, parameter);
	struct an_report *r;
	struct calls calls;
	an_id kept;

	if (!(an_symbol_at(u, parameter)->access & AN_READ_ONLY) ||
	    cost != AN_COPY_ALLOCATES || changes_object(p, f))
		return;
	calls = count_calls(p, f, an_text(u, an_shape_of(u, parameter)->name));
	/* Where every caller hands over what it has just made, there is no copy. */
	if (calls.all && !calls.copying)
		return;
	kept = an_kept_by(p, f, parameter);
	if (kept)
		r = an_report_symbol(sink, f, parameter, "%s is copied (%s) at every call of %s, and copied once more in "
				     "line %u: %stake it by const reference", an_symbol_name(sink, f, parameter),
				     an_copied_thing(sink, f, parameter), an_name_of(sink, f), an_op_at(u, kept)->span.line,
				     is_read_after(p, f, parameter, kept) ? "" : "move it there, or ");
	else if (calls.all)
		r = an_report_symbol(sink, f, parameter, "%s is copied (%s) at %u of the %u calls of %s, which only reads it",
				     an_symbol_name(sink, f, parameter), an_copied_thing(sink, f, parameter),
				     calls.copying, calls.all, an_name_of(sink, f));
	else
		r = an_report_symbol(sink, f, parameter, "%s is copied (%s) at every call of %s, which only reads it",
				     an_symbol_name(sink, f, parameter), an_copied_thing(sink, f, parameter),
				     an_name_of(sink, f));
	if (!is_worth_it(p, f, parameter, kept != 0))
		an_report_severity(r, WR_LOW);
	if (!calls.all)
		an_report_confidence(r, WR_CONFIDENCE_MEDIUM);
}

static void check(const struct an_program *p, struct an_sink *sink, uint32_t f)
{
	const struct an_function *own = an_function_of(p, f);

	if (own->flags & SIGNATURE_IS_FIXED || an_is_passed(p, f))
		return;
	for (uint32_t i = 0; i < own->param_count; i++)
		check_parameter(p, sink, f, own->first_param + i);
}

const struct an_rule an_rule_cpp_value_param = {
	.meta = {
		.id = "cpp-value-param",
		.title = "A parameter is taken by value and only read",
		.help = "Take it by const reference (const T &), or as std::string_view or std::span; if it is kept, "
			"move it to where it stays.",
		.languages = "cpp",
		.severity = WR_MEDIUM,
		.confidence = WR_CONFIDENCE_HIGH,
	},
	.costs_little = true,
	.needs_all = true,
	.each_function = check,
};
