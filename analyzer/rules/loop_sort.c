/*
 * loop_sort.c - a list sorted again on every turn of the loop that fills it.
 *
 * Costs: n * log n steps (n for an almost sorted list in Python) on each of n turns.
 * Misses: lists that are sorted by a function of one's own.
 * Wrongly reports: lists that have to be in order after each turn and stay short.
 */
#include "analyzer/each_turn_p.h"

/* Does the loop itself add to what it sorts?  Else it is another order that is wanted each time. */
static bool fills(const struct an_program *p, const struct an_turn_deed *d)
{
	const an_unit *u = an_unit_of(p, d->function);
	uint32_t count;
	const an_id *writes = an_writes_of(p, d->function, d->container, &count);

	for (uint32_t i = 0; d->container && i < count; i++) {
		if (an_write_at(u, writes[i])->grows && an_loop_within(u, an_write_at(u, writes[i])->loop, d->loop))
			return true;
	}
	return d->call && p->searches[d->last].grows;
}

static void found(const struct an_program *p, struct an_sink *sink, const struct an_turn_deed *d)
{
	struct an_report *r;

	if (!fills(p, d))
		return;
	r = an_report_op(sink, d->function, d->op,
			 "%s sorts %s again on every turn of %s, which adds to it: O(n^2 log n) comparisons in its length",
			 an_deed_cause(sink, d), an_deed_container(sink, d), an_deed_over(sink, d));
	an_deed_chain(r, sink, d);
	if (an_op_at(an_unit_of(p, d->function), d->op)->flags & AN_OP_GUARDED)
		an_report_confidence(r, WR_CONFIDENCE_MEDIUM);
}

static void check(const struct an_program *p, struct an_sink *sink)
{
	an_each_turn_deed(p, sink, AN_DEED_SORT, found);
}

const struct an_rule an_rule_loop_sort = {
	.meta = {
		.id = "loop-sort",
		.title = "A list is sorted again on every turn of the loop that fills it",
		.help = "Sort once after the loop; where the smallest element is wanted on each turn, use a heap "
			"(heapq, std::priority_queue).",
		.languages = "c,cpp,python",
		.severity = WR_MEDIUM,
		.confidence = WR_CONFIDENCE_HIGH,
	},
	.counts_elements = true,
	.check = check,
};
