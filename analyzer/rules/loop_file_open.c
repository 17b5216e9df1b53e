/*
 * loop_file_open.c - the same file opened on every turn of a loop.
 *
 * Costs: open and close are system calls that look the path up each time,
 * 10 to 100 microseconds, more on a network file system; what was buffered
 * is written out at each close.
 * Misses: paths that are put together anew from the same parts.
 * Wrongly reports: files that others replace meanwhile and that have to be
 * opened again to see it.
 */
#include "analyzer/rule.h"

#define MAX_CALLS 3

struct way { uint32_t function[MAX_CALLS + 1]; an_id op[MAX_CALLS + 1]; int last; };

/* From the op down to the one that opens; false if it is too far or in a loop below. */
static bool find_way(const struct an_program *p, uint32_t f, an_id op, struct way *way)
{
	unsigned bit = (unsigned)__builtin_ctz(AN_OPENS);
	uint32_t callee;

	way->last = 0;
	way->function[0] = f;
	way->op[0] = op;
	an_op_effects(p, f, op, AN_OPENS, &callee);
	while (callee) {
		const struct an_witness *w = &p->nodes[callee].witness[bit];

		if (way->last == MAX_CALLS || w->guessed || an_growing_loop(p, callee, w->op, NULL))
			return false;
		way->function[++way->last] = callee;
		way->op[way->last] = w->op;
		callee = w->callee;
	}
	return true;
}

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

/* Is the symbol what it was when the function was called? */
static bool never_assigned(const struct an_program *p, uint32_t f, an_id symbol)
{
	const an_unit *u = an_unit_of(p, f);
	uint32_t count;
	const an_id *writes = an_writes_of(p, f, symbol, &count);

	for (uint32_t i = 0; i < count; i++) {
		if (an_write_at(u, writes[i])->kind != AN_WRITE_PASS && an_write_at(u, writes[i])->function)
			return false;
	}
	return true;
}

/* The index of the parameter that the path is, or is a member of; -1 = it is none. */
static int parameter_of(const struct an_program *p, uint32_t f, const struct an_operand *path)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_function *function = an_function_of(p, f);
	an_id root = path->symbol ? an_symbol_root(u, path->symbol) : 0;

	if (!root || (path->arg && path->arg->kind != AN_ARG_SYMBOL) ||
	    root - function->first_param >= function->param_count || !never_assigned(p, f, path->symbol) ||
	    !never_assigned(p, f, root))
		return -1;
	return (int)(root - function->first_param);
}

/* Follows the path up from where it is opened to the loop: is it the same on every turn? */
static bool same_path(const struct an_program *p, const struct way *way, an_id loop)
{
	struct an_operand path;

	if (!an_op_subject(p, way->function[way->last], way->op[way->last], &path))
		return false;
	for (int i = way->last; i > 0; i--) {
		const an_unit *u = an_unit_of(p, way->function[i]);
		const struct an_call *call;
		int parameter;

		if (path.arg && path.arg->kind == AN_ARG_LITERAL)
			return true;
		if (path.symbol && an_symbol_at(u, path.symbol)->kind == AN_GLOBAL)
			return never_assigned(p, way->function[i], path.symbol);
		parameter = parameter_of(p, way->function[i], &path);
		call = call_to(p, way->function[i - 1], way->op[i - 1], way->function[i]);
		if (parameter < 0 || !call || !an_call_operand(p, call, (uint8_t)parameter, &path))
			return false;
	}
	/* An object may open another of its files each time, though it stays itself. */
	return an_operand_invariant(p, way->function[0], way->op[0], &path, loop);
}

static void check_op(const struct an_program *p, struct an_sink *sink, uint32_t f, an_id op)
{
	struct way way;
	struct an_report *r;
	an_id loop = an_growing_loop(p, f, op, NULL);

	if (!loop || an_op_aside(an_op_at(an_unit_of(p, f), op)) ||
	    an_op_at(an_unit_of(p, f), op)->flags & AN_OP_IN_CONDITION || !find_way(p, f, op, &way) ||
	    !same_path(p, &way, loop))
		return;
	if (!way.last)
		r = an_report_op(sink, f, op, "%s opens the same file on every turn of %s", an_call_name(sink, f, op),
				 an_loop_over(sink, f, loop));
	else
		r = an_report_op(sink, f, op, "%s opens the same file (%s, %s) on every turn of %s",
				 an_name_of(sink, way.function[1]),
				 an_call_name(sink, way.function[way.last], way.op[way.last]),
				 an_place_of(sink, way.function[way.last], way.op[way.last]),
				 an_loop_over(sink, f, loop));
	if (way.last || an_op_at(an_unit_of(p, f), op)->flags & AN_OP_GUARDED)
		an_report_confidence(r, WR_CONFIDENCE_MEDIUM);
	an_chain_loop(r, f, loop);
	an_chain_effect(r, f, op, AN_OPENS);
}

static void check(const struct an_program *p, struct an_sink *sink)
{
	AN_EACH_FUNCTION(p, f) {
		uint32_t count;
		const an_id *ops = an_ops_of(p, f, &count);

		for (uint32_t i = 0; i < count; i++) {
			/* A database is opened as a file too, but that is another finding. */
			uint32_t effects = an_op_effects(p, f, ops[i], AN_OPENS, NULL);

			if (effects & AN_OPENS && !(an_op_direct(p, f, ops[i]) & AN_CONNECTS))
				check_op(p, sink, f, ops[i]);
		}
	}
}

const struct an_rule an_rule_loop_file_open = {
	.meta = {
		.id = "loop-file-open",
		.title = "The same file is opened on every turn of a loop",
		.help = "Open the file once before the loop and keep it open, or collect what is to be written and "
			"write it afterwards.",
		.languages = "c,cpp,python",
		.severity = WR_MEDIUM,
		.confidence = WR_CONFIDENCE_HIGH,
	},
	.check = check,
};
