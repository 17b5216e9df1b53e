/*
 * quad_sorted_insert.c - every element of a loop inserted into a sorted array or list at its place.
 *
 * Costs: finding the place is quick, but all elements behind it move: n elements
 * are n * n / 4 moves, where sorting once is n * log n.  In a linked list nothing
 * moves, but the way to the place is as long, also where the place is the end.
 * Misses: places in arrays that a loop of one's own finds, lists behind a global.
 * Wrongly reports: arrays that have to be in order after each single element.
 */
#include "analyzer/each_turn_p.h"
#include "analyzer/name_parts.h"
#include "analyzer/sounds.h"

static void found(const struct an_program *p, struct an_sink *sink, const struct an_turn_deed *d)
{
	struct an_report *r;

	if (an_unit_of(p, d->function)->language == AN_C && d->size != AN_SIZE_GROWS)
		return;
	if (d->end.op)
		r = an_report_op(sink, d->function, d->op,
				 "%s inserts into the sorted %s on every turn of %s and moves all that stands behind: O(n^2) "
				 "moves in its length", an_deed_cause(sink, d), an_deed_container(sink, d),
				 an_deed_over(sink, d));
	else
		r = an_report_op(sink, d->function, d->op,
				 "%s walks the linked list %s to the place of a new element on every turn of %s: O(n^2) steps "
				 "in its length", an_deed_cause(sink, d), an_deed_container(sink, d),
				 an_deed_over(sink, d));
	if (d->size == AN_SIZE_GROWS && d->loop && an_loop_over_rows(p, d->function, d->loop))
		an_report_severity(r, WR_CRITICAL);
	else if (d->size != AN_SIZE_GROWS)
		an_report_severity(r, WR_MEDIUM);
	an_deed_chain(r, sink, d);
	if (d->size != AN_SIZE_GROWS)
		an_report_confidence(r, WR_CONFIDENCE_MEDIUM);
	/* Put in between only where it comes too late, else at the end. */
	if (an_unit_of(p, d->function)->language == AN_C && d->call && d->end.op && an_search_is_guarded(p, d->call->callee, d->search))
		an_report_severity(r, WR_LOW);
}

/* Is it another list on each turn: &lists[i]? */
static bool is_of_turn(const struct an_program *p, const struct an_turn_deed *d)
{
	const an_unit *u = an_unit_of(p, d->function);
	struct an_operand list;

	if (!d->loop || !d->call || !an_call_operand(p, d->call, p->searches[d->search].owner, &list) || !list.arg)
		return false;
	for (uint32_t i = 0; i < list.arg->use_count; i++) {
		if (!an_symbol_kept(p, d->function, an_use_at(u, list.arg->first_use + i), d->loop))
			return true;
	}
	return false;
}

/* table->hash: the list is one of many, and short as long as the table does its work. */
static bool is_bucket(const struct an_program *p, struct an_sink *sink, const struct an_turn_deed *d)
{
	static const char *const words[] = { "bucket", "buckets", "hash", "hashtable", "chain", "slot", "slots", "htab", NULL };

	return an_unit_of(p, d->function)->language == AN_C && an_has_word(an_own_name(an_deed_container(sink, d)), words);
}

static void found_tail(const struct an_program *p, struct an_sink *sink, const struct an_turn_deed *d)
{
	struct an_report *r;

	if (is_of_turn(p, d))
		return;
	r = an_report_op(sink, d->function, d->op, "%s walks the linked list %s to its end to append to it, on every turn of "
			 "%s: O(n^2) steps in its length", an_deed_cause(sink, d), an_deed_container(sink, d),
			 an_deed_over(sink, d));
	if (!d->loop || !an_loop_over_rows(p, d->function, d->loop))
		an_report_severity(r, is_bucket(p, sink, d) ? WR_LOW : WR_MEDIUM);
	an_deed_chain(r, sink, d);
}

static void check(const struct an_program *p, struct an_sink *sink)
{
	an_each_turn_deed(p, sink, AN_DEED_SORTED, found);
	an_each_turn_deed(p, sink, AN_DEED_TAIL, found_tail);
}

const struct an_rule an_rule_quad_sorted_insert = {
	.meta = {
		.id = "quad-sorted-insert",
		.title = "Every element of a loop is inserted into a sorted array or list at its place",
		.help = "Append all elements (to a linked list by a pointer to its end) and sort once after the loop; where the order is needed in between, use a heap "
			"or a balanced tree (heapq, std::priority_queue, std::set).",
		.languages = "c,cpp,python",
		.severity = WR_HIGH,
		.doubtful = "c",
		.confidence = WR_CONFIDENCE_HIGH,
	},
	.counts_elements = true,
	.check = check,
};
