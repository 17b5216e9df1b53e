/*
 * cpp_endl.c - std::endl on every turn of a loop.
 *
 * Costs: it writes the buffer out: a system call for each line, ten to a hundred
 * times the price of the line itself.
 * Misses: std::flush and std::ends that a function of one's own writes.
 * Wrongly reports: programs whose reader waits for each line.
 */
#include <string.h>
#include "analyzer/rule.h"

/* Progress and prompts are for somebody who waits. */
static bool waits(const struct an_program *p, uint32_t f, an_id loop)
{
	const an_unit *u = an_unit_of(p, f);
	uint32_t count;
	const an_id *ops = an_ops_of(p, f, &count);

	for (uint32_t i = 0; i < count; i++) {
		uint32_t effects = an_op_effects(p, f, ops[i], AN_WAITS | AN_SLEEPS | AN_NETWORK, NULL);

		if (an_loop_within(u, an_op_at(u, ops[i])->loop, loop) &&
		    (effects & (AN_WAITS | AN_SLEEPS | AN_NETWORK) || strstr(an_text(u, an_op_at(u, ops[i])->name), "getline")))
			return true;
	}
	return false;
}

static bool is_endl(const an_unit *u, const struct an_op *o)
{
	return o->kind == AN_OP_CALL && !strcmp(an_text(u, o->name), "std::endl") && !an_op_aside(o) &&
	       !(o->flags & AN_OP_GUARDED);
}

static bool is_string_stream(const an_unit *u, an_id symbol)
{
	for (; symbol; symbol = an_symbol_at(u, symbol)->kind == AN_MEMBER ? an_symbol_at(u, symbol)->base : 0) {
		if (strstr(an_text(u, an_symbol_at(u, symbol)->type), "stringstream"))
			return true;
	}
	return false;
}

enum { CHAIN = 64 };    /* out << a << b << ... */

/* A stream into memory has nothing to write out.  Before the op stand those of the chain, the stream in the first. */
static bool is_in_memory(const struct an_program *p, uint32_t f, an_id op)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_op *last = an_op_at(u, op - 1);

	for (an_id i = op - 1; i && i + CHAIN > op && an_op_at(u, i)->function == last->function; i--) {
		const struct an_op *o = an_op_at(u, i);

		if (o->span.line != last->span.line || o->span.column != last->span.column)
			continue;
		if (is_string_stream(u, o->receiver) ||
		    (o->arg_count && is_string_stream(u, an_arg_at(u, o->first_arg)->symbol)))
			return true;
	}
	return false;
}

static void check_op(const struct an_program *p, struct an_sink *sink, uint32_t f, an_id op)
{
	const struct an_op *o = an_op_at(an_unit_of(p, f), op);
	struct an_report *r;
	an_id loop;

	if (!is_endl(an_unit_of(p, f), o))
		return;
	loop = an_growing_loop(p, f, op, NULL);
	if (!loop || is_in_memory(p, f, op) || waits(p, f, loop) || an_told_before(sink, f, loop))
		return;
	r = an_report_op(sink, f, op, "std::endl writes the buffer out on every turn of %s", an_loop_over(sink, f, loop));
	an_chain_loop(r, f, loop);
}

const struct an_rule an_rule_cpp_endl = {
	.meta = {
		.id = "cpp-endl",
		.title = "std::endl flushes on every turn of a loop",
		.help = "Write '\\n' and flush once, after the loop.",
		.languages = "cpp",
		.severity = WR_LOW,
		.confidence = WR_CONFIDENCE_HIGH,
	},
	.each_repeated_op = check_op,
};
