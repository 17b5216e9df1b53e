/*
 * c_div_invariant.c - an integer is divided by the same number on every turn of an innermost loop.
 *
 * Costs: 10 to 40 cycles each (up to 90 for 64 bits on older processors) where a multiplication takes 3; no loop with a
 * division in it is vectorized.
 * Misses: divisors that are expressions; loops that call something.
 * Wrongly reports: loops that turn seldom.  One of six in nested loops was worth a reviewer's time, so all are notes.
 */
#include "analyzer/rule.h"

static void check_op(const struct an_program *p, struct an_sink *sink, uint32_t f, an_id op)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_op *o = an_op_at(u, op);
	const struct an_arg *divisor;
	struct an_report *r;

	if (o->kind != AN_OP_DIVIDE || an_op_aside(o) || o->flags & (AN_OP_GUARDED | AN_OP_IN_CONDITION))
		return;
	divisor = an_arg_at(u, o->first_arg + 1);
	if (an_growing_loop(p, f, op, NULL) != o->loop || an_loop_at(u, o->loop)->flags & AN_LOOP_HALVING ||
	    an_arg_invariant(p, f, op, an_arg_at(u, o->first_arg), o->loop) ||
	    !an_arg_invariant(p, f, op, divisor, o->loop) || !an_loop_is_tight(p, f, o->loop) ||
	    an_told_before(sink, f, divisor->symbol))
		return;
	r = an_report_op(sink, f, op, "integers of %u bytes are divided by %s, which stays the same, on every turn of %s",
			 o->size, an_symbol_name(sink, f, divisor->symbol), an_loop_over(sink, f, o->loop));
	an_chain_loop(r, f, o->loop);
}

const struct an_rule an_rule_c_div_invariant = {
	.meta = {
		.id = "c-div-invariant",
		.title = "Integers are divided by the same number on every turn of an inner loop",
		.help = "Work out its reciprocal before the loop and multiply (for doubles 1.0 / n, for integers a library such as "
			"libdivide); make n a power of two and use a mask or shift; or count along: if (++k == n) k = 0.",
		.languages = "c,cpp",
		.severity = WR_LOW,
		.confidence = WR_CONFIDENCE_HIGH,
	},
	.each_repeated_op = check_op,
};
