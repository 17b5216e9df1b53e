/*
 * loop_regex_compile.c - the same pattern compiled on every turn of a loop.
 *
 * Costs: compiling takes microseconds to milliseconds (std::regex is the
 * slowest), often more than matching one text.  Python's re keeps the last
 * 512 patterns, so that there it is a look-up and a hash of the pattern per
 * turn; the finding is LOW.
 * Misses: patterns compiled in a function that is called through a pointer.
 * Wrongly reports: patterns that change through another name for the same memory.
 */
#include "analyzer/rule.h"

#define MAX_CALLS 3

static bool is_python(const struct an_program *p, uint32_t f)
{
	return an_unit_of(p, f)->language == AN_PYTHON;
}

static void check_direct(const struct an_program *p, struct an_sink *sink, uint32_t f, an_id op)
{
	struct an_operand pattern;
	struct an_report *r;
	an_id loop = an_growing_loop(p, f, op, NULL);

	if (!loop || an_op_aside(an_op_at(an_unit_of(p, f), op)) || !an_op_subject(p, f, op, &pattern) ||
	    !an_operand_invariant(p, f, op, &pattern, loop))
		return;
	r = an_report_op(sink, f, op, is_python(p, f) ?
			 "%s asks for the same pattern on every turn of %s: re finds it in its cache, "
			 "at the price of a call and a look-up" :
			 "%s compiles the same pattern on every turn of %s",
			 an_call_name(sink, f, op), an_loop_over(sink, f, loop));
	if (is_python(p, f))
		an_report_severity(r, WR_LOW);
	an_chain_loop(r, f, loop);
	an_chain_op(r, f, op, "%s calls %s", an_name_of(sink, f), an_call_name(sink, f, op));
}

/* A function that compiles a constant does so again at each call. */
static void check_call(const struct an_program *p, struct an_sink *sink, uint32_t f, an_id op, uint32_t callee)
{
	unsigned bit = (unsigned)__builtin_ctz(AN_COMPILES);
	an_id loop = an_growing_loop(p, f, op, NULL);
	struct an_place end;
	struct an_operand pattern;
	struct an_report *r;

	if (!loop || is_python(p, f) || an_op_aside(an_op_at(an_unit_of(p, f), op)) ||
	    p->nodes[callee].witness[bit].depth >= MAX_CALLS)
		return;
	end = an_effect_end(p, f, op, AN_COMPILES);
	if (an_growing_loop(p, end.function, end.op, NULL) || !an_op_subject(p, end.function, end.op, &pattern) ||
	    !pattern.arg || pattern.arg->kind != AN_ARG_LITERAL ||
	    an_op_at(an_unit_of(p, end.function), end.op)->flags & AN_OP_GUARDED)
		return;
	r = an_report_op(sink, f, op, "%s compiles the same pattern (%s, %s) on every turn of %s",
			 an_name_of(sink, callee), an_call_name(sink, end.function, end.op),
			 an_place_of(sink, end.function, end.op), an_loop_over(sink, f, loop));
	an_report_confidence(r, WR_CONFIDENCE_MEDIUM);
	an_chain_loop(r, f, loop);
	an_chain_effect(r, f, op, AN_COMPILES);
}

static void check(const struct an_program *p, struct an_sink *sink, uint32_t f, an_id op)
{
	uint32_t callee;

	if (an_op_direct(p, f, op) & AN_COMPILES)
		check_direct(p, sink, f, op);
	else if (an_op_effects(p, f, op, AN_COMPILES, &callee) & AN_COMPILES && callee)
		check_call(p, sink, f, op, callee);
}

const struct an_rule an_rule_loop_regex_compile = {
	.meta = {
		.id = "loop-regex-compile",
		.title = "The same pattern is compiled on every turn of a loop",
		.help = "Compile the pattern once before the loop, or once per program (a static or module-level "
			"constant), and use the compiled one.",
		.languages = "c,cpp,python",
		.severity = WR_MEDIUM,
		.confidence = WR_CONFIDENCE_HIGH,
	},
	.counts_in_c = true,
	.each_repeated_op = check,
};
