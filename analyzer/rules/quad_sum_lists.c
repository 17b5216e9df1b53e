/*
 * quad_sum_lists.c - lists added up, each time into a new list.
 *
 * Costs: sum(lists, []) and out = out + part copy all that was added before:
 * n lists are n * n / 2 copies of a list.
 * Misses: functools.reduce with a function of one's own.
 * Wrongly reports: few lists.
 */
#include <string.h>
#include "analyzer/rule.h"

/* sum(lists, []), sum(lists, start=[]), functools.reduce(operator.add, lists): its first argument of lists. */
static const struct an_arg *summed(const an_unit *u, const struct an_op *o)
{
	const char *name = an_text(u, o->name);
	const struct an_arg *first = o->arg_count ? an_arg_at(u, o->first_arg) : NULL;
	const struct an_arg *second = o->arg_count > 1 ? an_arg_at(u, o->first_arg + 1) : NULL;

	if (!second)
		return NULL;
	if (!strcmp(name, "sum") && second->value == AN_VALUE_LIST)
		return first;
	if (!strcmp(name, "functools.reduce") && first->kind == AN_ARG_FUNCTION &&
	    (!strcmp(an_text(u, first->text), "operator.add") || !strcmp(an_text(u, first->text), "operator.concat")))
		return second->value == AN_VALUE_NUMBER ? NULL : second;
	return NULL;
}

/* Are there many lists: sum([row.tags for row in rows], [])? */
static bool are_many(const struct an_program *p, uint32_t f, an_id op, const struct an_arg *lists)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_span *span = &an_op_at(u, op)->span;
	uint32_t count;
	const an_id *loops = an_loops_of(p, f, &count);

	for (uint32_t i = 0; i < count; i++) {
		const struct an_loop *l = an_loop_at(u, loops[i]);

		if (l->span.line >= span->line && l->span.end_line <= span->end_line && an_loop_walks_much(p, f, loops[i]))
			return true;
	}
	return lists->symbol && an_is_much(p, f, lists->symbol);
}

static void check_sum(const struct an_program *p, struct an_sink *sink, uint32_t f, an_id op)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_arg *lists = summed(u, an_op_at(u, op));
	bool certain = an_op_at(u, op)->arg_count && !strcmp(an_text(u, an_op_at(u, op)->name), "sum");
	struct an_report *r;

	if (!lists || lists->small || (lists->symbol && an_container_size(p, f, lists->symbol) == AN_SIZE_BOUNDED) ||
	    an_function_of(p, f)->flags & AN_FN_MODULE)
		return;
	r = an_report_op(sink, f, op, "%s adds up lists, each time into a new one: the elements copied grow with the "
			 "square of the number of lists", an_call_name(sink, f, op));
	if (!are_many(p, f, op, lists) || (u->language == AN_PYTHON && lists->symbol == 0 && !an_op_at(u, op)->loop && an_function_of(p, f)->parent))
		an_report_severity(r, WR_LOW);
	if (!certain)
		an_report_confidence(r, WR_CONFIDENCE_MEDIUM);
	an_chain_op(r, f, op, "%s calls %s", an_name_of(sink, f), an_call_name(sink, f, op));
}

/* Does the list start anew in each turn, or stand for what the loop goes over? */
static bool starts_anew(const struct an_program *p, uint32_t f, an_id list, const struct an_op *op, an_id loop)
{
	const an_unit *u = an_unit_of(p, f);
	uint32_t count;
	const an_id *writes = an_writes_of(p, f, list, &count);

	for (uint32_t i = 0; i < count; i++) {
		const struct an_write *w = an_write_at(u, writes[i]);

		if (w->kind == AN_WRITE_ASSIGN && (w->line < op->span.line || w->line > op->span.end_line) &&
		    an_loop_within(u, w->loop, loop))
			return true;
	}
	for (an_id base = an_symbol_at(u, list)->base; base; base = an_symbol_at(u, base)->base) {
		if (!an_symbol_kept(p, f, base, loop))
			return true;
	}
	return an_loop_at(u, loop)->iterated == list;
}

static void check_build(const struct an_program *p, struct an_sink *sink, uint32_t f, an_id op)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_op *o = an_op_at(u, op);
	an_id list = an_arg_at(u, o->first_arg)->symbol, loop = an_growing_loop(p, f, op, NULL), iterated;
	struct an_report *r;

	if (!loop || !list || an_op_aside(o) || an_function_of(p, f)->flags & AN_FN_MODULE ||
	    starts_anew(p, f, list, o, loop))
		return;
	iterated = an_loop_at(u, loop)->iterated;
	if (iterated && an_container_size(p, f, iterated) == AN_SIZE_BOUNDED)
		return;
	r = an_report_op(sink, f, op, "%s is copied whole to be made longer on every turn of %s: the elements copied grow "
			 "with the square of the turns", an_symbol_name(sink, f, list), an_loop_over(sink, f, loop));
	if (o->flags & AN_OP_GUARDED)
		an_report_confidence(r, WR_CONFIDENCE_MEDIUM);
	an_chain_loop(r, f, loop);
	an_chain_op(r, f, op, "%s builds %s anew", an_name_of(sink, f), an_symbol_name(sink, f, list));
}

static void check(const struct an_program *p, struct an_sink *sink, uint32_t f, an_id op)
{
	const struct an_op *o = an_op_at(an_unit_of(p, f), op);

	if (o->kind == AN_OP_BUILD_LIST)
		check_build(p, sink, f, op);
	else if (!an_op_aside(o))
		check_sum(p, sink, f, op);
}

const struct an_rule an_rule_quad_sum_lists = {
	.meta = {
		.id = "quad-sum-lists",
		.title = "Lists are added up, each time into a new list",
		.help = "Use itertools.chain.from_iterable(lists), or extend one list in place (out += part).",
		.languages = "python",
		.severity = WR_MEDIUM,
		.doubtful = "python",
		.confidence = WR_CONFIDENCE_HIGH,
	},
	.counts_elements = true,
	.each_op = check,
	.kinds = 1u << AN_OP_BUILD_LIST,
	.calls = (const char *const[]){ "sum", "reduce", NULL },
};
