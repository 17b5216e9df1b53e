/*
 * loop_net_call.c - a network round trip on every turn of a loop.
 *
 * Costs: each turn waits for the other side, 0.2 ms in one room, 100 ms across an
 * ocean; a request without a session connects anew besides (one to three more).
 * Misses: clients that knowledge/ does not name, calls that cannot be resolved.
 * Wrongly reports: few and far targets of which each has to be asked in turn.
 */
#include <string.h>
#include "analyzer/query_p.h"
#include "analyzer/serial.h"
#include "analyzer/turn_effect_p.h"
#include "core/text.h"

/* Is it py-async-serial-await's: turns that could run at the same time? */
static bool is_awaited_apart(const struct an_program *p, const struct an_way *way)
{
	struct an_way same;
	an_id loop;

	return an_awaits_one_by_one(p, way->function[0], way->op[0], &same, &loop);
}

/* time.sleep(0.2) in the turn: the other side is not to be asked faster. */
static bool is_paced(const struct an_program *p, uint32_t f, an_id loop)
{
	const an_unit *u = an_unit_of(p, f);
	uint32_t count;
	const an_id *ops = an_ops_of(p, f, &count);

	for (uint32_t i = 0; i < count; i++) {
		const struct an_op *o = an_op_at(u, ops[i]);

		if (an_loop_within(u, o->loop, loop) && !(o->flags & AN_OP_COLD) && an_op_direct(p, f, ops[i]) & AN_SLEEPS)
			return true;
	}
	return false;
}

/* Does the loop go over something?  One that goes on until there is no more pages through a result, or polls. */
static bool counts(const struct an_program *p, const struct an_way *way, an_id loop)
{
	const an_unit *u = an_unit_of(p, way->function[0]);
	const struct an_loop *l = an_loop_at(u, loop);
	const char *name;

	/* The addresses of one host are tried until one answers. */
	if (strstr(an_text(u, an_symbol_at(u, l->variable)->type), "addrinfo"))
		return false;
	/* Far down, names are most often addresses, which resolve to themselves. */
	name = an_text(an_unit_of(p, way->function[way->last]),
		       an_op_at(an_unit_of(p, way->function[way->last]), way->op[way->last])->name);
	if (way->last && (strstr(name, "addr") || strstr(name, "nameinfo")))
		return false;
	if (an_until_one_answers(p, way, loop) || is_awaited_apart(p, way) || is_paced(p, way->function[0], loop))
		return false;
	return (l->kind != AN_WHILE || l->iterated) && !(l->flags & AN_LOOP_FOREVER) &&
	       !an_loop_in_batches(p, way->function[0], loop);
}

/* Over a session that keeps its connection there is nothing to mend where the service has no call for many; what opens a
 * connection each time can always do better. */
static bool is_minor(const struct an_program *p, const struct an_way *way, an_id loop)
{
	uint32_t f = way->function[0], end = way->function[way->last];
	an_id last = way->op[way->last];

	if (an_unit_of(p, f)->language != AN_PYTHON)
		return false;
	if (!(an_op_direct(p, end, last) & AN_CONNECTS) || wr_ends_with(an_text(an_unit_of(p, end), an_op_at(an_unit_of(p, end), last)->name), ".connect"))
		return true;
	return !an_loop_is_long(p, f, loop);
}

static void check(const struct an_program *p, struct an_sink *sink)
{
	static const struct an_turn_effect effect = {
		AN_NETWORK, "waits for a network round trip", "the waiting grows with the turns", counts, is_minor, WR_CRITICAL, 3
	};

	an_check_turn_effect(p, sink, &effect);
}

const struct an_rule an_rule_loop_net_call = {
	.meta = {
		.id = "loop-net-call",
		.title = "A network round trip on every turn of a loop",
		.help = "Ask for all at once if the service can (a bulk or list call); else send the requests at the same "
			"time (a thread pool, asyncio.gather, curl_multi) over one session that keeps its connections.",
		.languages = "c,cpp,python",
		.severity = WR_HIGH,
		.confidence = WR_CONFIDENCE_HIGH,
	},
	.counts_turns = true,
	.counts_in_c = true,
	.check = check,
};
