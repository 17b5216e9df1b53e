/*
 * quad_frame_append.c - a table or array made longer by copying it on every turn of a loop.
 *
 * Costs: numpy arrays and pandas frames cannot grow: append and concat make a new
 * one and copy everything, n * n / 2 rows for n turns.
 * Misses: frames that are put together through two names.
 * Wrongly reports: loops over a few large pieces.
 */
#include "analyzer/each_turn_p.h"

static void found(const struct an_program *p, struct an_sink *sink, const struct an_turn_deed *d)
{
	struct an_report *r = an_report_op(sink, d->function, d->op,
		"%s copies all of %s to add to it on every turn of %s: the rows copied grow with the square of the turns",
		an_deed_cause(sink, d), an_deed_container(sink, d), an_deed_over(sink, d));

	if (d->loop && an_loop_over_rows(p, d->function, d->loop))
		an_report_severity(r, WR_CRITICAL);
	an_deed_chain(r, sink, d);
	if (an_op_at(an_unit_of(p, d->end.function), d->end.op)->flags & AN_OP_GUARDED)
		an_report_confidence(r, WR_CONFIDENCE_MEDIUM);
}

static void check(const struct an_program *p, struct an_sink *sink)
{
	an_each_turn_deed(p, sink, AN_DEED_REBUILD, found);
}

const struct an_rule an_rule_quad_frame_append = {
	.meta = {
		.id = "quad-frame-append",
		.title = "A table or array is copied whole on every turn of a loop to be made longer",
		.help = "Collect the pieces in a list and call concat (numpy.array, pandas.DataFrame) once after the loop.",
		.languages = "python",
		.severity = WR_HIGH,
		.confidence = WR_CONFIDENCE_HIGH,
	},
	.check = check,
};
