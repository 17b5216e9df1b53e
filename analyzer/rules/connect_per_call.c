/*
 * connect_per_call.c - a connection opened on every turn of a loop, itself or by a called function.
 *
 * Costs: a connection is one to three round trips before the first byte, more with TLS and a password:
 * often ten times what the request itself takes; servers have only so many.
 * Misses: connections that a library opens out of sight.
 * Wrongly reports: servers that close after each request.
 */
#include <string.h>
#include "analyzer/sink_p.h"
#include "analyzer/turn_effect_p.h"
#include "core/text.h"

#define MAX_CALLS 4

/* Is every step of the way always run, and only once? */
static bool is_certain(const struct an_program *p, const struct an_way *way)
{
	for (int i = 1; i <= way->last; i++) {
		if (an_growing_loop(p, way->function[i], way->op[i], NULL) ||
		    an_op_at(an_unit_of(p, way->function[i]), way->op[i])->flags & AN_OP_GUARDED)
			return false;
	}
	return !way->guessed && !way->callback;
}

/* Requests to an address that the loop brings: perhaps to another server each time. */
static bool is_request(const char *name)
{
	return wr_starts_with(name, "requests.") || wr_starts_with(name, "httpx.");
}

/* Does an argument of the connecting call change from turn to turn, as the call in the loop sees it? */
static bool goes_elsewhere(const struct an_program *p, const struct an_way *way, an_id loop)
{
	uint32_t end = way->function[way->last];
	const an_unit *u = an_unit_of(p, end);
	const struct an_op *o = an_op_at(u, way->op[way->last]);
	bool request = is_request(an_text(u, o->name));

	for (uint32_t i = 0; i < o->arg_count; i++) {
		const struct an_arg *arg = an_arg_at(u, o->first_arg + i);
		struct an_operand value = { arg->symbol, arg };
		int from;

		if (request && (i || arg->keyword))
			break;          /* what is sent */
		from = an_follow_up(p, way, &value);
		if (value.arg && value.arg->kind == AN_ARG_LITERAL)
			continue;
		/* An address put together on the way has a constant beginning, by all experience. */
		if (request && value.arg && value.arg->kind == AN_ARG_EXPRESSION)
			continue;
		if (!from && !an_operand_invariant(p, way->function[0], way->op[0], &value, loop))
			return true;
		if (from && value.symbol && an_symbol_at(an_unit_of(p, way->function[from]), value.symbol)->kind != AN_GLOBAL &&
		    an_symbol_at(an_unit_of(p, way->function[from]), value.symbol)->kind != AN_MEMBER)
			return true;
	}
	/* server.connect(): another object each time? */
	return !way->last && o->receiver && !an_symbol_kept(p, end, o->receiver, loop);
}

/* A socket that is made in C to be connected: to what, its address says. */
static bool is_bare_socket(const struct an_program *p, const struct an_way *way)
{
	const an_unit *u = an_unit_of(p, way->function[way->last]);
	const char *name = an_text(u, an_op_at(u, way->op[way->last])->name);

	return !strcmp(name, "connect") || !strcmp(name, "socket.socket.connect") || wr_starts_with(name, "SSL_") ||
	       !strcmp(name, "asyncio.open_connection") || !strcmp(name, "socket.create_connection");
}

static void report(const struct an_program *p, struct an_sink *sink, const struct an_way *way, an_id loop)
{
	uint32_t f = way->function[0], end = way->function[way->last];
	struct an_report *r;

	if (!way->last)
		r = an_report_op(sink, f, way->op[0], "%s opens a connection on every turn of %s",
				 an_call_name(sink, f, way->op[0]), an_loop_over(sink, f, loop));
	else
		r = an_report_op(sink, f, way->op[0], "%s opens a connection (%s, %s) on every turn of %s",
				 an_name_of(sink, way->function[1]), an_call_name(sink, end, way->op[way->last]),
				 an_place_of(sink, end, way->op[way->last]), an_loop_over(sink, f, loop));
	/* A file is opened, no server asked. */
	if ((way->last && wr_starts_with(an_text(an_unit_of(p, end), an_op_at(an_unit_of(p, end), way->op[way->last])->name), "sqlite3.")))
		an_report_severity(r, WR_LOW);
	else if (is_request(an_text(an_unit_of(p, end), an_op_at(an_unit_of(p, end), way->op[way->last])->name)))
		an_report_severity(r, WR_MEDIUM);       /* the request itself is the larger part */
	else if (an_loop_over_rows(p, f, loop))
		an_report_severity(r, WR_CRITICAL);
	if (way->last || an_op_at(an_unit_of(p, f), way->op[0])->flags & AN_OP_GUARDED)
		an_report_confidence(r, WR_CONFIDENCE_MEDIUM);
	an_chain_loop(r, f, loop);
	an_chain_effect(r, f, way->op[0], AN_CONNECTS);
}

static void check_op(const struct an_program *p, struct an_sink *sink, uint32_t f, an_id op)
{
	const struct an_op *o = an_op_at(an_unit_of(p, f), op);
	an_id loop = an_growing_loop(p, f, op, NULL);
	struct an_way way;

	if (!loop || an_op_aside(o) || o->flags & AN_OP_IN_CONDITION || an_loop_at(an_unit_of(p, f), loop)->flags & AN_LOOP_RETRY ||
	    !an_find_way(p, f, op, AN_CONNECTS, MAX_CALLS, &way) || !is_certain(p, &way) || is_bare_socket(p, &way) ||
	    an_until_one_answers(p, &way, loop) ||
	    goes_elsewhere(p, &way, loop))
		return;
	report(p, sink, &way, loop);
}

static void check(const struct an_program *p, struct an_sink *sink, uint32_t f, an_id op)
{
	if (an_op_effects(p, f, op, AN_CONNECTS, NULL) & AN_CONNECTS)
		check_op(p, sink, f, op);
}

const struct an_rule an_rule_connect_per_call = {
	.meta = {
		.id = "connect-per-call",
		.title = "A connection is opened on every turn of a loop",
		.help = "Open the connection once before the loop and pass it on, take one from a pool, or send requests "
			"through a session (requests.Session, httpx.Client).",
		.languages = "c,cpp,python",
		.severity = WR_HIGH,
		.confidence = WR_CONFIDENCE_HIGH,
	},
	.counts_turns = true,
	.each_repeated_op = check,
};
