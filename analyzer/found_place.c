/* found_place.c - where the index of an insertion comes from. */
#include "analyzer/found_place.h"

enum { CALLERS = 16 };

static bool is_changed(const struct an_program *p, uint32_t f, an_id symbol)
{
	uint32_t count;

	an_writes_of(p, f, symbol, &count);
	return count > 0;
}

/* pos = find(list, x), find(list, x, &pos), or a loop before the op that goes there. */
static bool is_worked_out(const struct an_program *p, uint32_t f, an_id symbol, an_id op)
{
	const an_unit *u = an_unit_of(p, f);
	uint32_t count;
	const an_id *list = an_writes_of(p, f, symbol, &count);

	for (uint32_t i = 0; i < count; i++) {
		const struct an_write *w = an_write_at(u, list[i]);

		if (w->kind == AN_WRITE_PASS || (w->loop && !an_loop_within(u, an_op_at(u, op)->loop, w->loop)))
			return true;
	}
	list = an_ops_of(p, f, &count);
	for (uint32_t i = 0; i < count; i++) {
		if (an_op_at(u, list[i])->kind == AN_OP_CALL && an_op_at(u, list[i])->result == symbol)
			return true;
	}
	return false;
}

/* Does a caller hand in a place that it looked for? */
static bool comes_found(const struct an_program *p, uint32_t f, uint32_t parameter)
{
	for (uint32_t i = p->first_caller[f]; i < p->first_caller[f + 1] && i < p->first_caller[f] + CALLERS; i++) {
		const struct an_call *call = &p->calls[p->callers[i]];
		const an_unit *u = an_unit_of(p, call->caller);
		const struct an_op *o = an_op_at(u, call->op);
		const struct an_arg *arg;

		if (call->kind != AN_CALL_PLAIN || parameter >= o->arg_count)
			continue;
		arg = an_arg_at(u, o->first_arg + parameter);
		/* insert_at(list, find(list, x), x): the call stands before. */
		if (arg->kind == AN_ARG_EXPRESSION && !arg->symbol)
			return true;
		for (uint32_t k = 0; k < arg->use_count; k++) {
			if (is_worked_out(p, call->caller, an_use_at(u, arg->first_use + k), call->op))
				return true;
		}
	}
	return false;
}

bool an_place_is_found(const struct an_program *p, uint32_t f, const struct an_arg *place, an_id array)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_function *function = an_function_of(p, f);
	bool named = false;

	for (uint32_t i = 0; i < place->use_count; i++) {
		an_id use = an_use_at(u, place->first_use + i);

		if (use == array || an_symbol_root(u, use) == an_symbol_root(u, array))
			continue;
		if (an_symbol_at(u, use)->kind != AN_PARAMETER || is_changed(p, f, use) ||
		    comes_found(p, f, use - function->first_param))
			return true;
		named = true;
	}
	return !named;
}
