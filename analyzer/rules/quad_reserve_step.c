/*
 * quad_reserve_step.c - reserve(size() + k) on every turn of a loop.
 *
 * Costs: reserve makes room for exactly what it is told, which takes away the
 * doubling that push_back would do: all elements are copied on every turn.
 * Misses: sizes that were put into a variable before.
 * Wrongly reports: libraries whose reserve rounds up.
 */
#include "analyzer/each_turn_p.h"

static void found(const struct an_program *p, struct an_sink *sink, const struct an_turn_deed *d)
{
	struct an_report *r;

	if (!an_op_at(an_unit_of(p, d->end.function), d->end.op)->receiver)
		return;
	r = an_report_op(sink, d->function, d->op,
			 "%s makes room in %s for exactly what is added on every turn of %s: the elements copied grow "
			 "with the square of the turns",
			 an_deed_cause(sink, d), an_deed_container(sink, d), an_deed_over(sink, d));
	an_deed_chain(r, sink, d);
	if (an_op_at(an_unit_of(p, d->end.function), d->end.op)->flags & AN_OP_GUARDED)
		an_report_confidence(r, WR_CONFIDENCE_MEDIUM);
}

static void check(const struct an_program *p, struct an_sink *sink)
{
	an_each_turn_deed(p, sink, AN_DEED_STEP, found);
}

const struct an_rule an_rule_quad_reserve_step = {
	.meta = {
		.id = "quad-reserve-step",
		.title = "reserve(size() + n) on every turn of a loop takes away the doubling",
		.help = "Reserve once before the loop for all turns together, or leave it to push_back and insert.",
		.languages = "cpp",
		.severity = WR_MEDIUM,
		.confidence = WR_CONFIDENCE_HIGH,
	},
	.counts_elements = true,
	.check = check,
};
