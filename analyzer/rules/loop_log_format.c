/*
 * loop_log_format.c - a long text made for a log line that is usually switched off, on every turn of a loop.
 *
 * Costs: the arguments of log.debug(...) are computed before it can look whether
 * anybody listens: a dump or a join of a large object on every turn for nothing.
 * Reported are arguments that call something long, in any loop, and texts that are
 * formatted before the call (f"...", "..." % x) in the inner one of nested loops.
 * Misses: loggers that are called something else.
 * Wrongly reports: programs that always run with the debug level on.
 */
#include <string.h>
#include "analyzer/rule.h"
#include "core/text.h"

static bool is_debug(const an_unit *u, const struct an_op *o)
{
	const char *name = an_text(u, o->name), *dot = strrchr(name, '.'), *colon = strrchr(name, ':');

	if (o->kind != AN_OP_CALL || !o->arg_count)
		return false;
	if (u->language == AN_PYTHON)
		return dot && (!strcmp(dot, ".debug") || !strcmp(dot, ".trace"));
	name = colon ? colon + 1 : name;
	return (strstr(name, "log") || strstr(name, "Log")) && (strstr(name, "debug") || strstr(name, "Debug") ||
	       strstr(name, "trace") || strstr(name, "verbose"));
}

static bool within(const struct an_span *inner, const struct an_span *outer)
{
	if (inner->line < outer->line || (inner->line == outer->line && inner->column <= outer->column))
		return false;
	return inner->end_line < outer->end_line ||
	       (inner->end_line == outer->end_line && inner->end_column <= outer->end_column);
}

static bool takes_container(const struct an_program *p, uint32_t f, an_id op)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_op *o = an_op_at(u, op);

	for (uint32_t i = 0; i <= o->arg_count; i++) {
		an_id symbol = i < o->arg_count ? an_arg_at(u, o->first_arg + i)->symbol : o->receiver;
		uint8_t value = an_symbol_at(u, symbol)->value;

		if (symbol && value != AN_VALUE_NUMBER && value != AN_VALUE_TEXT && value != AN_VALUE_FUNCTION &&
		    (u->language == AN_C || (value != AN_VALUE_UNKNOWN && value != AN_VALUE_OBJECT)) &&
		    an_container_size(p, f, symbol) != AN_SIZE_BOUNDED)
			return true;
	}
	return false;
}

/* Does the call take long: a walk through a container, a dump of one, a function with a loop that grows? */
static bool takes_long(const struct an_program *p, uint32_t f, an_id op)
{
	static const char *const dumps[] = { "json.dumps", "pprint.pformat", "yaml.dump", "traceback.format_stack", NULL };
	const an_unit *u = an_unit_of(p, f);
	struct an_operand subject;
	uint32_t count;
	const struct an_call *call = an_calls_of(p, f, op, &count);

	for (const char *const *d = dumps; *d; d++) {
		if (!strcmp(an_text(u, an_op_at(u, op)->name), *d))
			return true;
	}
	if (count && call->callee)
		return !call->guessed && p->nodes[call->callee].degree > 0 && takes_container(p, f, op);
	if (!(an_op_direct(p, f, op) & (AN_WALKS | AN_SORTS)) || !an_op_subject(p, f, op, &subject) || !subject.symbol)
		return false;
	switch (an_symbol_at(u, subject.symbol)->value) {
	case AN_VALUE_LIST: case AN_VALUE_HASH: case AN_VALUE_TREE:
		return an_container_size(p, f, subject.symbol) != AN_SIZE_BOUNDED;
	default:
		return false;
	}
}

/* The long call within the arguments; 0 = none. */
static an_id long_argument(const struct an_program *p, uint32_t f, an_id op)
{
	const an_unit *u = an_unit_of(p, f);

	for (an_id i = op; i-- > 1 && within(&an_op_at(u, i)->span, &an_op_at(u, op)->span);) {
		if (an_op_at(u, i)->kind == AN_OP_CALL && !(an_op_at(u, i)->flags & AN_OP_DEFERRED) && takes_long(p, f, i))
			return i;
	}
	return 0;
}

static bool is_formatted(const an_unit *u, const struct an_op *o)
{
	const struct an_arg *text = an_arg_at(u, o->first_arg);

	return u->language == AN_PYTHON && text->kind == AN_ARG_EXPRESSION && text->value == AN_VALUE_TEXT && text->use_count;
}

static void check_op(const struct an_program *p, struct an_sink *sink, uint32_t f, an_id op)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_op *o = an_op_at(u, op);
	unsigned depth;
	an_id loop = an_growing_loop(p, f, op, &depth), argument;
	struct an_report *r;

	/* Under an if it is most often one that asks for the level. */
	if (!loop || an_op_aside(o) || o->flags & AN_OP_GUARDED || !is_debug(u, o))
		return;
	argument = long_argument(p, f, op);
	if (argument)
		r = an_report_op(sink, f, op, "%s is computed for %s on every turn of %s, also where the level is off",
				 an_call_name(sink, f, argument), an_call_name(sink, f, op), an_loop_over(sink, f, loop));
	else if (depth > 1 && is_formatted(u, o))
		r = an_report_op(sink, f, op, "the text for %s is formatted on every turn of %s, inside another loop, also where "
				 "the level is off", an_call_name(sink, f, op), an_loop_over(sink, f, loop));
	else
		return;
	an_chain_loop(r, f, loop);
	an_chain_op(r, f, op, "%s calls %s", an_name_of(sink, f), an_call_name(sink, f, op));
}

const struct an_rule an_rule_loop_log_format = {
	.meta = {
		.id = "loop-log-format",
		.title = "A text is made on every turn for a log line that is usually off",
		.help = "Ask for the level first (logger.isEnabledFor(logging.DEBUG)), or hand the values over and let the "
			"logger format them.",
		.languages = "c,cpp,python",
		.severity = WR_LOW,
		.confidence = WR_CONFIDENCE_HIGH,
		.off_by_default = true,
	},
	.each_op = check_op,
};
