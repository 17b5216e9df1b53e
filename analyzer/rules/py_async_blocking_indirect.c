/*
 * py_async_blocking_indirect.c - a coroutine calls a plain function that blocks further down.
 *
 * Costs: as py-async-blocking; the function looks harmless where it is called.
 * Misses: calls that cannot be resolved; locks; files (a local disk answers fast).
 * Wrongly reports: functions that block only in a case that the coroutine excludes.
 */
#include <stdlib.h>
#include "analyzer/rule.h"
#include "core/alloc.h"

#define MAX_CALLS 6

/* What blocks in the end, that was told of: one finding says it, the others are where else it is called. */
struct told { struct an_place *ends; size_t n, cap; };

static bool told_already(struct told *t, const struct an_way *way)
{
	const struct an_place end = { way->function[way->last], way->op[way->last] };

	for (size_t i = 0; i < t->n; i++) {
		if (t->ends[i].function == end.function && t->ends[i].op == end.op)
			return true;
	}
	*WR_PUSH(t->ends, t->n, t->cap) = end;
	return false;
}

/* Is it run when the program starts or stops, or does it do one thing to the local disk? */
static bool is_rare(const struct an_program *p, const struct an_way *way)
{
	bool repeated = false;

	if (an_only_at_the_edges(p, way->function[0]))
		return true;
	for (int i = 0; i <= way->last; i++) {
		repeated |= an_op_at(an_unit_of(p, way->function[i]), way->op[i])->loop != 0;
		if (i && an_at_the_edges(p, way->function[i]))
			return true;
	}
	return !repeated && an_waits_for_disk(p, way->function[way->last], way->op[way->last]);
}

static void report(const struct an_program *p, struct an_sink *sink, struct told *told, const struct an_way *way)
{
	uint32_t end = way->function[way->last];
	struct an_report *r = an_report_op(sink, way->function[0], way->op[0],
		"%s blocks (%s, %s) inside the coroutine %s: no other task of the event loop runs meanwhile; %s "
		"runs it beside the loop",
		an_name_of(sink, way->function[1]), an_call_name(sink, end, way->op[way->last]),
		an_place_of(sink, end, way->op[way->last]), an_name_of(sink, way->function[0]),
		an_python_thread(p));

	if (is_rare(p, way) || an_sleeps_shortly(p, end, way->op[way->last]) || told_already(told, way))
		an_report_severity(r, WR_LOW);
	an_chain_effect(r, way->function[0], way->op[0], AN_BLOCKS);
}

static void check_op(const struct an_program *p, struct an_sink *sink, struct told *told, uint32_t f, an_id op)
{
	const struct an_op *o = an_op_at(an_unit_of(p, f), op);
	struct an_way way;

	if (an_op_aside(o) || o->flags & AN_OP_AWAITED || !an_find_way(p, f, op, AN_BLOCKS, MAX_CALLS, &way) || !way.last)
		return;
	/* What runs only sometimes may be just what the coroutine excludes by what it passes. */
	for (int i = 1; i <= way.last; i++) {
		if (an_op_at(an_unit_of(p, way.function[i]), way.op[i])->flags & AN_OP_GUARDED)
			return;
	}
	/* A driver by its variable's name may be an asynchronous one, an override one of another loop; and a
	 * function that is handed on may well be run elsewhere (sync_to_async) or later (a handler). */
	if (!way.guessed && !way.handed_on && !(an_function_of(p, way.function[1])->flags & AN_FN_ASYNC))
		report(p, sink, told, &way);
}

static void check(const struct an_program *p, struct an_sink *sink)
{
	struct told told = { 0 };

	AN_EACH_FUNCTION(p, f) {
		uint32_t count;
		const an_id *ops = an_ops_of(p, f, &count);

		for (uint32_t i = 0; i < count && an_function_of(p, f)->flags & AN_FN_ASYNC; i++)
			check_op(p, sink, &told, f, ops[i]);
	}
	free(told.ends);
}

const struct an_rule an_rule_py_async_blocking_indirect = {
	.meta = {
		.id = "py-async-blocking-indirect",
		.title = "A coroutine calls a function that blocks the event loop",
		.help = "Make the function asynchronous down to the call that waits, or call it in a thread: "
			"await asyncio.to_thread(function, ...).",
		.languages = "python",
		.severity = WR_HIGH,
		.confidence = WR_CONFIDENCE_HIGH,
	},
	.check = check,
};
