/*
 * py_async_serial_await.c - independent requests awaited one after the other.
 *
 * Costs: each turn waits for its answer before the next request is sent; n requests take n round trips, where
 * n requests that are on their way together take little more than one.
 * Misses: clients that knowledge/ does not name; loops of which it cannot be told that turns are independent.
 * Wrongly reports: services that want requests one at a time (a semaphore says so, and is seen), and order that
 * the other side relies on.
 */
#include "analyzer/rule.h"
#include "analyzer/serial.h"

/* What runs them together, in the Python that the code is for. */
static const char *advice(const struct an_program *p)
{
	return an_python_before(p, 11) ? "asyncio.gather()" : "asyncio.gather() or an asyncio.TaskGroup";
}

static void report(const struct an_program *p, struct an_sink *sink, const struct an_way *way, an_id loop)
{
	uint32_t f = way->function[0], end = way->function[way->last];
	an_id op = way->op[0];
	struct an_report *r;

	if (way->last)
		r = an_report_op(sink, f, op, "%s waits for the network (%s, %s) on each turn of %s before the next one begins, and no turn "
				 "needs the one before: the waits add up; send them together with %s, a semaphore bounds how many",
				 an_name_of(sink, way->function[1]), an_call_name(sink, end, way->op[way->last]),
				 an_place_of(sink, end, way->op[way->last]), an_loop_over(sink, f, loop), advice(p));
	else
		r = an_report_op(sink, f, op, "%s is awaited on each turn of %s before the next one begins, and no turn needs the one "
				 "before: the waits add up; send them together with %s, a semaphore bounds how many",
				 an_call_name(sink, f, op), an_loop_over(sink, f, loop), advice(p));
	if (way->guessed || way->last)
		an_report_confidence(r, WR_CONFIDENCE_MEDIUM);
	an_chain_loop(r, f, loop);
	if (an_op_effects(p, f, op, AN_NETWORK, NULL) & AN_NETWORK)
		an_chain_effect(r, f, op, AN_NETWORK);
	else
		an_chain_op(r, f, op, "%s awaits %s", an_name_of(sink, f), an_call_name(sink, f, op));
}

static void check(const struct an_program *p, struct an_sink *sink, uint32_t f)
{
	uint32_t count;
	const an_id *ops;

	if (!(an_function_of(p, f)->flags & AN_FN_ASYNC))
		return;
	ops = an_ops_of(p, f, &count);
	for (uint32_t i = 0; i < count; i++) {
		struct an_way way;
		an_id loop;

		if (!an_op_at(an_unit_of(p, f), ops[i])->loop || !an_awaits_one_by_one(p, f, ops[i], &way, &loop) ||
		    an_told_before(sink, f, loop))
			continue;
		report(p, sink, &way, loop);
	}
}

const struct an_rule an_rule_py_async_serial_await = {
	.meta = {
		.id = "py-async-serial-await",
		.title = "Independent requests are awaited one after the other",
		.help = "Start them together and await all: asyncio.gather(), an asyncio.TaskGroup (Python 3.11); a semaphore "
			"bounds how many run at a time.",
		.languages = "python",
		.severity = WR_MEDIUM,
		.confidence = WR_CONFIDENCE_HIGH,
	},
	.each_function = check,
};
