/*
 * quad_slice_shift.c - a text or list replaced by its own rest on every turn of a loop.
 *
 * Costs: x = x[1:] copies all that is left: n turns copy n * n / 2 elements.
 * Misses: rests that are given on to a function that calls itself.
 * Wrongly reports: texts that are short for a reason the source does not say.
 */
#include "analyzer/each_turn_p.h"

static void found(const struct an_program *p, struct an_sink *sink, const struct an_turn_deed *d)
{
	const an_unit *u = an_unit_of(p, d->end.function);
	struct an_report *r;

	/* One piece cut off in a loop over something else is no walk through the text. */
	if (!d->call && an_loop_at(an_unit_of(p, d->function), d->loop)->kind != AN_WHILE)
		return;
	if (d->call)
		r = an_report_op(sink, d->function, d->op,
				 "%s replaces %s by a copy of its rest (%s) on every turn of %s: the bytes copied grow with the "
				 "square of its length", an_name_of(sink, d->call->callee), an_deed_container(sink, d),
				 an_place_of(sink, d->end.function, d->end.op), an_deed_over(sink, d));
	else
		r = an_report_op(sink, d->function, d->op,
				 "%s is replaced by a copy of its rest on every turn of %s: the bytes copied grow with the "
				 "square of its length", an_deed_container(sink, d), an_deed_over(sink, d));
	an_deed_chain(r, sink, d);
	if (an_op_at(u, d->end.op)->flags & AN_OP_GUARDED ||
	    (u->language == AN_PYTHON && an_arg_at(u, an_op_at(u, d->end.op)->first_arg)->value == AN_VALUE_UNKNOWN))
		an_report_confidence(r, WR_CONFIDENCE_MEDIUM);
}

static void check(const struct an_program *p, struct an_sink *sink)
{
	an_each_turn_deed(p, sink, AN_DEED_SLICE, found);
}

const struct an_rule an_rule_quad_slice_shift = {
	.meta = {
		.id = "quad-slice-shift",
		.title = "A text or list is replaced by a copy of its rest on every turn of a loop",
		.help = "Walk on with an index (or an iterator, a memoryview, a std::string_view) and leave the text as it is.",
		.languages = "cpp,python",
		.severity = WR_MEDIUM,
		.confidence = WR_CONFIDENCE_HIGH,
	},
	.counts_elements = true,
	.check = check,
};
