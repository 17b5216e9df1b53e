/*
 * loop_parse_invariant.c - the same document parsed on every turn of a loop.
 *
 * Costs: 10 to 100 nanoseconds per byte for the same result each time; a
 * configuration of 10 kB is a tenth of a millisecond per turn.
 * Misses: documents that are read anew from the same file (loop-file-open).
 * Wrongly reports: results that the turn changes and that therefore have to be its own.
 */
#include <string.h>
#include "analyzer/query_p.h"

#define MAX_CALLS 3

/* strptime(text, format) tries another format each time. */
static bool other_args_same(const struct an_program *p, const struct an_way *way, an_id loop)
{
	const an_unit *u = an_unit_of(p, way->function[0]);
	const struct an_op *o = an_op_at(u, way->op[0]);

	for (uint32_t i = 0; i < o->arg_count; i++) {
		if (!an_arg_invariant(p, way->function[0], way->op[0], an_arg_at(u, o->first_arg + i), loop))
			return false;
	}
	return true;
}

/* Is the text that is parsed the same on every turn?  A global that is set once, a literal, or
 * something that the loop leaves alone. */
static bool same_text(const struct an_program *p, const struct an_way *way, an_id loop)
{
	struct an_operand text;
	const an_unit *u;
	uint32_t writes;
	int from;

	if (!an_op_subject(p, way->function[way->last], way->op[way->last], &text))
		return false;
	from = an_follow_up(p, way, &text);
	u = an_unit_of(p, way->function[from]);
	if (text.arg && text.arg->kind == AN_ARG_LITERAL)
		return true;
	if (text.symbol && strstr(an_text(u, an_symbol_at(u, text.symbol)->type), "File"))
		return false;           /* a file is read on */
	if (!from && !other_args_same(p, way, loop))
		return false;
	if (!from)
		return text.symbol && an_operand_invariant(p, way->function[0], way->op[0], &text, loop);
	if (!text.symbol || (text.arg && text.arg->kind != AN_ARG_SYMBOL) || an_symbol_at(u, text.symbol)->kind != AN_GLOBAL)
		return false;
	an_writes_of(p, way->function[from], text.symbol, &writes);
	return writes <= 1;
}

/* Reading numbers out of a few characters is another matter, and so is what reads on in a file. */
static bool is_document(const struct an_program *p, const struct an_way *way)
{
	return !(an_op_direct(p, way->function[way->last], way->op[way->last]) & (AN_WALKS | AN_READS));
}

static bool every_time(const struct an_program *p, const struct an_way *way)
{
	for (int i = 0; i <= way->last; i++) {
		if (an_op_at(an_unit_of(p, way->function[i]), way->op[i])->flags & AN_OP_GUARDED)
			return false;
	}
	return true;
}

static void check_op(const struct an_program *p, struct an_sink *sink, uint32_t f, an_id op)
{
	struct an_way way;
	struct an_report *r;
	an_id loop = an_growing_loop(p, f, op, NULL);

	if (!loop || an_op_aside(an_op_at(an_unit_of(p, f), op)) || !an_find_way(p, f, op, AN_PARSES, MAX_CALLS, &way) ||
	    way.guessed || !is_document(p, &way) || !every_time(p, &way) || an_blamed_below(p, &way) ||
	    !same_text(p, &way, loop))
		return;
	if (way.last)
		r = an_report_op(sink, f, op, "%s parses the same text (%s, %s) on every turn of %s",
				 an_name_of(sink, way.function[1]), an_call_name(sink, way.function[way.last], way.op[way.last]),
				 an_place_of(sink, way.function[way.last], way.op[way.last]), an_loop_over(sink, f, loop));
	else
		r = an_report_op(sink, f, op, "%s parses the same text on every turn of %s", an_call_name(sink, f, op),
				 an_loop_over(sink, f, loop));
	if (way.last)
		an_report_confidence(r, WR_CONFIDENCE_MEDIUM);
	an_chain_loop(r, f, loop);
	an_chain_effect(r, f, op, AN_PARSES);
}

const struct an_rule an_rule_loop_parse_invariant = {
	.meta = {
		.id = "loop-parse-invariant",
		.title = "The same document is parsed on every turn of a loop",
		.help = "Parse it once before the loop and use the result; copy it where a turn changes it.",
		.languages = "c,cpp,python",
		.severity = WR_MEDIUM,
		.confidence = WR_CONFIDENCE_HIGH,
	},
	.needs_all = true,
	.each_repeated_op = check_op,
};
