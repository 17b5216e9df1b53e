/*
 * quad_frame_append.c - a table or array made longer by copying it on every turn of a loop.
 *
 * Costs: numpy arrays and pandas frames cannot grow: append and concat make a new
 * one and copy everything, n * n / 2 rows for n turns.
 * Misses: frames that are put together through two names.
 * Wrongly reports: loops over a few large pieces.
 */
#include <string.h>
#include "analyzer/each_turn_p.h"

#define ASKS (AN_NETWORK | AN_CONNECTS)

/* Is the network waited for on each turn? */
static bool asks_each_turn(const struct an_program *p, uint32_t f, an_id loop)
{
	const an_unit *u = an_unit_of(p, f);
	uint32_t count;
	const an_id *ops = an_ops_of(p, f, &count);

	for (uint32_t i = 0; i < count; i++) {
		const struct an_op *o = an_op_at(u, ops[i]);

		if (o->kind == AN_OP_CALL && o->loop && an_loop_within(u, o->loop, loop) && !an_op_aside(o) &&
		    an_op_effects(p, f, ops[i], ASKS, NULL) & ASKS)
			return true;
	}
	return false;
}

/* The tables of a program, but not the groups that rows fall into. */
static bool is_over_few(const struct an_program *p, uint32_t f, an_id loop)
{
	const an_unit *u = an_unit_of(p, f);

	return an_loop_names_few(p, f, loop) && !strstr(an_text(u, an_loop_at(u, loop)->over), "groupby(");
}

static void found(const struct an_program *p, struct an_sink *sink, const struct an_turn_deed *d)
{
	struct an_report *r = an_report_op(sink, d->function, d->op,
		"%s copies all of %s to add to it on every turn of %s: the rows copied grow with the square of the turns",
		an_deed_cause(sink, d), an_deed_container(sink, d), an_deed_over(sink, d));

	/* The tables of a program, the pages of an answer: each is waited for, and there are few. */
	if (d->loop && (is_over_few(p, d->function, d->loop) || asks_each_turn(p, d->function, d->loop)))
		an_report_severity(r, WR_LOW);
	else if (d->loop && an_loop_over_rows(p, d->function, d->loop))
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
		.doubtful = "python",
		.confidence = WR_CONFIDENCE_HIGH,
	},
	.check = check,
};
