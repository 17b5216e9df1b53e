/*
 * py_async_blocking.c - a call in a coroutine that stops the whole event loop.
 *
 * Costs: while it waits, no other task of the loop runs: one slow answer
 * delays every request of the process.
 * Misses: calls of libraries that knowledge/ does not name; locks.
 * Wrongly reports: coroutines that run on a loop of their own, alone.
 */
#include <string.h>
#include "analyzer/rule.h"
#include "core/text.h"

/* get(block=False) and the like do not wait. */
static bool does_not_wait(const an_unit *u, const struct an_op *o)
{
	for (uint32_t i = 0; i < o->arg_count; i++) {
		const struct an_arg *arg = an_arg_at(u, o->first_arg + i);
		const char *keyword = an_text(u, arg->keyword);

		if (arg->kind == AN_ARG_LITERAL && !strcmp(an_text(u, arg->text), "False") &&
		    (!*keyword || !strcmp(keyword, "block") || !strcmp(keyword, "blocking") || !strcmp(keyword, "wait")))
			return true;
	}
	return false;
}

static const char *what_waits(uint32_t effects)
{
	if (effects & AN_SLEEPS)
		return "sleeps";
	if (effects & AN_QUERIES)
		return "waits for the database";
	if (effects & (AN_NETWORK | AN_CONNECTS))
		return "waits for the network";
	if (effects & AN_SPAWNS)
		return "waits for a process";
	if (effects & AN_BLOCKS)
		return "waits";
	return "waits for the disk";
}

/* Is the same called further up in the function: one finding says it? */
static bool stands_before(const struct an_program *p, uint32_t f, an_id op)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_op *o = an_op_at(u, op);
	uint32_t count;
	const an_id *ops = an_ops_of(p, f, &count);

	for (uint32_t i = 0; i < count && ops[i] < op; i++) {
		const struct an_op *x = an_op_at(u, ops[i]);

		if (x->kind == o->kind && x->name == o->name && x->receiver == o->receiver && !an_op_aside(x))
			return true;
	}
	return false;
}

static void check_op(const struct an_program *p, struct an_sink *sink, uint32_t f, an_id op)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_op *o = an_op_at(u, op);
	uint32_t effects = an_op_direct(p, f, op);
	struct an_report *r;

	if (!(effects & (AN_BLOCKS | AN_OPENS)) || o->flags & (AN_OP_AWAITED | AN_OP_DEFERRED | AN_OP_MEMO | AN_OP_COLD) ||
	    does_not_wait(u, o))
		return;
	r = an_report_op(sink, f, op, "%s %s inside the coroutine %s: no other task of the event loop runs meanwhile; %s",
			 an_call_name(sink, f, op), what_waits(effects), an_name_of(sink, f),
			 effects & AN_SLEEPS ? "await asyncio.sleep() instead" :
			 wr_arena_printf(an_sink_arena(sink), "await what does not block, or %s", an_python_thread(p)));
	/* A datagram is handed to the system, which sends it. */
	if (wr_ends_with(an_text(u, o->name), ".sendto") || an_only_at_the_edges(p, f) || (!o->loop && an_waits_for_disk(p, f, op)) || stands_before(p, f, op) || an_sleeps_shortly(p, f, op))
		an_report_severity(r, WR_LOW);
	/* A local disk answers in a fraction of a millisecond, most of the time. */
	if (!(effects & AN_BLOCKS)) {
		an_report_severity(r, WR_LOW);
		an_report_confidence(r, WR_CONFIDENCE_MEDIUM);
	}
	if (an_op_guessed(p, f, op, effects & AN_BLOCKS ? AN_BLOCKS : AN_OPENS))
		an_report_confidence(r, WR_CONFIDENCE_MEDIUM);
}

static void check(const struct an_program *p, struct an_sink *sink, uint32_t f)
{
	uint32_t count;
	const an_id *ops = an_ops_of(p, f, &count);

	for (uint32_t i = 0; i < count && an_function_of(p, f)->flags & AN_FN_ASYNC; i++)
		check_op(p, sink, f, ops[i]);
}

const struct an_rule an_rule_py_async_blocking = {
	.meta = {
		.id = "py-async-blocking",
		.title = "A blocking call in a coroutine stops the event loop",
		.help = "Use the asynchronous counterpart (asyncio.sleep, httpx.AsyncClient, asyncpg, "
			"asyncio.create_subprocess_exec) or hand the call to a thread: await asyncio.to_thread(...), before Python 3.9 loop.run_in_executor().",
		.languages = "python",
		.severity = WR_HIGH,
		.confidence = WR_CONFIDENCE_HIGH,
	},
	.each_function = check,
};
