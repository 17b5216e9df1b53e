/*
 * c_false_sharing.c - neighbours in memory written by several threads.
 *
 * Costs: they lie in one cache line, which goes from core to core at each write:
 * the loop gets slower with each thread, often ten times as slow as with one.
 * Misses: threads that are started through a function of one's own; fields of objects on the heap.
 * Wrongly reports: slots that are written rarely.
 */
#include "analyzer/rule.h"

enum { LINE = 64 };

/* Is the function given to threads in a loop, or more than once? */
static bool runs_in_threads(const struct an_program *p, uint32_t f)
{
	unsigned started = 0;

	for (uint32_t i = 0; i < p->start_count; i++) {
		const struct an_start *s = &p->starts[i];

		if (s->callee == f && s->caller && s->kind != AN_START_SIGNAL)
			started += an_op_at(an_unit_of(p, s->caller), s->op)->loop ? 2 : 1;
	}
	return started > 1;
}

/* Is the array's element written in the line of the subscript? */
static bool is_written(const struct an_program *p, uint32_t f, an_id array, const struct an_op *o)
{
	const an_unit *u = an_unit_of(p, f);
	uint32_t count;
	const an_id *writes = an_writes_of(p, f, array, &count);

	for (uint32_t i = 0; i < count; i++) {
		const struct an_write *w = an_write_at(u, writes[i]);

		if (w->kind == AN_WRITE_CHANGE && w->line == o->span.line && w->loop == o->loop)
			return true;
	}
	return false;
}

static bool is_shared(const an_unit *u, an_id array)
{
	const struct an_symbol *s = an_symbol_at(u, array);

	while (s->kind == AN_MEMBER)
		s = an_symbol_at(u, s->base);
	return s->kind == AN_GLOBAL || s->kind == AN_CAPTURED ||
	       (s->kind == AN_PARAMETER && s->access & (AN_BY_POINTER | AN_BY_REFERENCE)) ||
	       (s->kind == AN_LOCAL && s->access & AN_BY_POINTER);
}

static void check_op(const struct an_program *p, struct an_sink *sink, uint32_t f, an_id op)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_op *o = an_op_at(u, op);
	const struct an_arg *index;
	struct an_report *r;
	an_id array, loop;

	if (o->kind != AN_OP_SUBSCRIPT || !o->size || o->size >= LINE || an_op_aside(o))
		return;
	array = an_arg_at(u, o->first_arg)->symbol;
	index = an_arg_at(u, o->first_arg + 1);
	loop = an_growing_loop(p, f, op, NULL);
	/* One slot for the whole loop, and which one it is comes from the thread's argument. */
	if (!loop || !array || !is_shared(u, array) || index->kind != AN_ARG_SYMBOL ||
	    an_symbol_at(u, index->symbol)->value != AN_VALUE_NUMBER ||
	    an_changed_after(p, f, index->symbol, UINT32_MAX, loop) || !is_written(p, f, array, o))
		return;
	r = an_report_op(sink, f, op, "each thread that runs %s writes its own element of %s on every turn of %s, "
			 "and %u of them lie in one cache line", an_name_of(sink, f), an_symbol_name(sink, f, array),
			 an_loop_over(sink, f, loop), LINE / o->size);
	an_chain_loop(r, f, loop);
}

static void check(const struct an_program *p, struct an_sink *sink, uint32_t f)
{
	uint32_t count;
	const an_id *ops = an_ops_of(p, f, &count);

	if (!runs_in_threads(p, f))
		return;
	for (uint32_t i = 0; i < count; i++)
		check_op(p, sink, f, ops[i]);
}

const struct an_rule an_rule_c_false_sharing = {
	.meta = {
		.id = "c-false-sharing",
		.title = "Threads write neighbouring elements of an array",
		.help = "Count in a local variable and write it back once, or give each thread a cache line of its own: "
			"alignas(64).",
		.languages = "c,cpp",
		.severity = WR_MEDIUM,
		.confidence = WR_CONFIDENCE_MEDIUM,
	},
	.each_function = check,
};
