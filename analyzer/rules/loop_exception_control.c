/*
 * loop_exception_control.c - an exception thrown and caught within one turn of a loop.
 *
 * Costs: a throw in C++ is 1 to 2 microseconds per frame that it unwinds, a
 * thousand times a branch; in Python half a microsecond.
 * Misses: throws in a function that the loop calls.
 * Wrongly reports: errors that are so rare that their price does not count.
 */
#include "analyzer/rule.h"

/* A throw that leaves the loop for good is not repeated by it; one that is repeated is caught inside. */
static void check_op(const struct an_program *p, struct an_sink *sink, uint32_t f, an_id op)
{
	const struct an_op *o = an_op_at(an_unit_of(p, f), op);
	an_id loop = an_growing_loop(p, f, op, NULL);
	struct an_report *r;

	if (o->kind != AN_OP_THROW || !loop || o->flags & AN_OP_DEFERRED)
		return;
	r = an_report_op(sink, f, op, "an exception is thrown and caught again within a turn of %s: a branch would do",
			 an_loop_over(sink, f, loop));
	an_chain_loop(r, f, loop);
	an_chain_op(r, f, op, "%s throws", an_name_of(sink, f));
}

const struct an_rule an_rule_loop_exception_control = {
	.meta = {
		.id = "loop-exception-control",
		.title = "An exception is thrown and caught again within a turn of a loop",
		.help = "Use a branch (if, continue, a result that may be empty) where both ends are in the same loop.",
		.languages = "cpp,python",
		.severity = WR_LOW,
		.confidence = WR_CONFIDENCE_HIGH,
		.off_by_default = true,
	},
	.each_op = check_op,
};
