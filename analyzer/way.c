/* way.c - from a call down to the cause of its effect, and values from there up again. */
#include "analyzer/program.h"

static const struct an_call *call_to(const struct an_program *p, uint32_t f, an_id op, uint32_t callee)
{
	uint32_t count;
	const struct an_call *calls = an_calls_of(p, f, op, &count);

	for (uint32_t i = 0; i < count; i++) {
		if (calls[i].callee == callee)
			return &calls[i];
	}
	return NULL;
}

/* Of the overrides that may run there, have no more than half the effect? */
static bool is_rare(const struct an_program *p, uint32_t f, an_id op, uint32_t effect)
{
	uint32_t count, targets = 0, having = 0;
	const struct an_call *calls = an_calls_of(p, f, op, &count);

	for (uint32_t i = 0; i < count; i++) {
		targets += calls[i].callee && calls[i].kind != AN_CALL_CALLBACK;
		having += calls[i].callee && calls[i].kind != AN_CALL_CALLBACK && an_call_effects(p, &calls[i]) & effect;
	}
	return targets > 1 && having * 2 <= targets;
}

bool an_find_way(const struct an_program *p, uint32_t function, an_id op, uint32_t effect, int max_calls,
		 struct an_way *way)
{
	int bit = __builtin_ctz(effect);
	uint32_t callee;

	*way = (struct an_way){ .function = { function }, .op = { op } };
	if (!(an_op_effects(p, function, op, effect, &callee) & effect))
		return false;
	way->guessed = an_op_guessed(p, function, op, effect);
	way->callback = callee && call_to(p, function, op, callee)->kind == AN_CALL_CALLBACK;
	way->handed_on = way->callback;
	way->rare = is_rare(p, function, op, effect);
	while (callee) {
		const struct an_witness *w = &p->nodes[callee].witness[bit];

		if (way->last == max_calls)
			return false;
		way->function[++way->last] = callee;
		way->op[way->last] = w->op;
		way->rare |= is_rare(p, callee, w->op, effect);
		way->handed_on |= w->callee && call_to(p, callee, w->op, w->callee)->kind == AN_CALL_CALLBACK;
		callee = w->callee;
	}
	return true;
}

/* Is the symbol what it was when the function was called? */
static bool never_assigned(const struct an_program *p, uint32_t f, an_id symbol)
{
	const an_unit *u = an_unit_of(p, f);
	uint32_t count;

	for (; symbol; symbol = an_symbol_at(u, symbol)->base) {
		const an_id *writes = an_writes_of(p, f, symbol, &count);

		for (uint32_t i = 0; i < count; i++) {
			const struct an_write *w = an_write_at(u, writes[i]);

			if (w->kind == AN_WRITE_ASSIGN && w->function == p->nodes[f].function)
				return false;
		}
	}
	return true;
}

/* The index of the parameter that the value is, or is a member of; -1 = it is none. */
static int parameter_of(const struct an_program *p, uint32_t f, const struct an_operand *value)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_function *function = an_function_of(p, f);
	an_id root = value->symbol ? an_symbol_root(u, value->symbol) : 0;

	if (!root || (value->arg && value->arg->kind != AN_ARG_SYMBOL) ||
	    root - function->first_param >= function->param_count || !never_assigned(p, f, value->symbol))
		return -1;
	return (int)(root - function->first_param);
}

int an_follow_up(const struct an_program *p, const struct an_way *way, struct an_operand *value)
{
	int i = way->last;

	for (; i > 0; i--) {
		int parameter = parameter_of(p, way->function[i], value);
		const struct an_call *call = call_to(p, way->function[i - 1], way->op[i - 1], way->function[i]);
		struct an_operand above;

		if (parameter < 0 || !call || !an_call_operand(p, call, (uint8_t)parameter, &above))
			break;
		*value = above;
	}
	return i;
}
