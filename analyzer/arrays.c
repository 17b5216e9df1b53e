/* arrays.c - which symbols are arrays, and loops over them. */
#include "analyzer/arrays.h"

#include <string.h>
#include "analyzer/named_ops.h"
#include "core/text.h"

#define MAX_STEPS 3
#define CALLERS_MAX 16

static enum an_array array_named(const char *type)
{
	if (!strcmp(type, "numpy.ndarray"))
		return AN_NDARRAY;
	if (!strcmp(type, "pandas.Series"))
		return AN_SERIES;
	return !strcmp(type, "pandas.DataFrame") ? AN_DATA_FRAME : AN_NO_ARRAY;
}

static enum an_array array_of(const struct an_program *p, uint32_t f, an_id symbol, unsigned steps);

/* What the call gives. */
static enum an_array given_by(const struct an_program *p, uint32_t f, an_id op)
{
	const an_unit *u = an_unit_of(p, f);
	uint32_t count;
	const struct an_call *calls = an_calls_of(p, f, op, &count);
	const char *returned = an_api_returns(AN_PYTHON, an_text(u, an_op_at(u, op)->name));

	if (returned)
		return array_named(returned);
	if (count != 1 || !calls->callee || calls->guessed)
		return AN_NO_ARRAY;
	return array_named(an_text(an_unit_of(p, calls->callee), an_function_of(p, calls->callee)->returns));
}

/* A local that one call gives its value. */
static enum an_array array_of_local(const struct an_program *p, uint32_t f, an_id symbol)
{
	const an_unit *u = an_unit_of(p, f);
	uint32_t count, writes = 0;
	const an_id *all = an_writes_of(p, f, symbol, &count), *ops;

	for (uint32_t i = 0; i < count; i++)
		writes += an_write_at(u, all[i])->kind == AN_WRITE_ASSIGN;
	ops = an_ops_of(p, f, &count);
	for (uint32_t i = 0; writes == 1 && i < count; i++) {
		if (an_op_at(u, ops[i])->result == symbol)
			return given_by(p, f, ops[i]);
	}
	return AN_NO_ARRAY;
}

/* What a call is given: a variable, or what another call gives that is its only argument of that kind. */
static enum an_array array_of_operand(const struct an_program *p, const struct an_call *call, const struct an_operand *x,
				      unsigned steps)
{
	const an_unit *u = an_unit_of(p, call->caller);
	const struct an_op *o = an_op_at(u, call->op);
	uint32_t expressions = 0;
	an_id inside = an_op_inside(u, call->op);

	if (!x->arg)
		return AN_NO_ARRAY;
	if (x->arg->kind == AN_ARG_SYMBOL)
		return array_of(p, call->caller, x->symbol, steps + 1);
	for (uint32_t i = 0; i < o->arg_count; i++)
		expressions += an_arg_at(u, o->first_arg + i)->kind == AN_ARG_EXPRESSION;
	return x->arg->kind == AN_ARG_EXPRESSION && expressions == 1 && inside ? given_by(p, call->caller, inside) : AN_NO_ARRAY;
}

/* A parameter to which all callers give the same kind of array. */
static enum an_array array_of_parameter(const struct an_program *p, uint32_t f, an_id symbol, unsigned steps)
{
	const struct an_function *fn = an_function_of(p, f);
	enum an_array found = AN_NO_ARRAY;
	uint32_t first = p->first_caller[f], last = p->first_caller[f + 1];

	if (symbol < fn->first_param || symbol - fn->first_param >= fn->param_count || fn->param_count > AN_THIS ||
	    last - first > CALLERS_MAX || an_is_passed(p, f))
		return AN_NO_ARRAY;
	for (uint32_t i = first; i < last; i++) {
		const struct an_call *call = &p->calls[p->callers[i]];
		enum an_array own = AN_NO_ARRAY;
		struct an_operand x;

		if (call->caller == f)
			continue;
		if (!call->guessed && call->kind == AN_CALL_PLAIN && an_call_operand(p, call, (uint8_t)(symbol - fn->first_param), &x))
			own = array_of_operand(p, call, &x, steps);
		if (!own || (found && found != own))
			return AN_NO_ARRAY;
		found = own;
	}
	return found;
}

/* df.at, df.iloc: what takes places in a table. */
static bool is_indexer(const char *name)
{
	return wr_ends_with(name, ".at") || wr_ends_with(name, ".iat") || wr_ends_with(name, ".loc") || wr_ends_with(name, ".iloc") ||
	       wr_ends_with(name, ".values");
}

static enum an_array array_of(const struct an_program *p, uint32_t f, an_id symbol, unsigned steps)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_symbol *s = an_symbol_at(u, symbol);
	enum an_array known = array_named(an_text(u, s->type));

	if (known || steps == MAX_STEPS)
		return known;
	if (s->kind == AN_MEMBER && is_indexer(an_text(u, s->name)))
		return array_of(p, f, s->base, steps);
	if (s->kind == AN_PARAMETER)
		return array_of_parameter(p, f, symbol, steps);
	return s->kind == AN_LOCAL ? array_of_local(p, f, symbol) : AN_NO_ARRAY;
}

/* range(ndim), range(1, order + 1): few by their nature. */
static bool is_few(const char *over)
{
	static const char *const words[] = { "dim", "order", "degree", "axis", "axes", "lags", "params", NULL };

	for (const char *const *w = words; *w; w++) {
		if (strstr(over, *w))
			return true;
	}
	return false;
}

/* Is a loop around it one that is told of instead? */
static bool is_inner(const an_unit *u, an_id saving)
{
	const struct an_saving *s = an_saving_at(u, saving);

	for (an_id i = saving; --i && an_saving_at(u, i)->function == s->function;) {
		const struct an_saving *outer = an_saving_at(u, i);

		if ((outer->kind == AN_SAVE_VECTOR || outer->kind == AN_SAVE_SCALAR) && an_loop_within(u, s->loop, outer->loop))
			return true;
	}
	return false;
}

void an_each_array_loop(const struct an_program *p, struct an_sink *sink, enum an_saving_kind kind,
			void (*found)(const struct an_program *p, struct an_sink *sink, uint32_t function, const struct an_saving *s,
				      enum an_array array))
{
	for (uint32_t unit = 0; unit < p->unit_count; unit++) {
		const an_unit *u = p->units[unit];

		for (an_id i = 1; i < an_unit_count(u, AN_SAVINGS); i++) {
			const struct an_saving *s = an_saving_at(u, i);
			uint32_t f = s->kind == kind ? an_node_of(p, unit, s->function) : 0;
			enum an_array array;

			if (!f || an_function_of(p, f)->flags & (AN_FN_BROKEN | AN_FN_TEST) || !an_loop_grows(p, f, s->loop) ||
			    is_inner(u, i) || is_few(an_text(u, an_loop_at(u, s->loop)->over)))
				continue;
			array = *an_text(u, s->text) ? array_named(an_text(u, s->text)) : array_of(p, f, s->symbol, 0);
			if (array)
				found(p, sink, f, s, array);
		}
	}
}
