/*
 * quad_erase_front.c - elements taken from, or put in at, the front of an array on every turn of a loop.
 *
 * Costs: all other elements move by one place each time: n turns over n
 * elements are n * n / 2 moves.
 * Misses: arrays whose type is not known, elements moved by a loop of one's own.
 * Wrongly reports: arrays that are short for a reason the source does not say.
 */
#include <string.h>
#include "analyzer/each_turn_p.h"
#include "core/text.h"

/* while (s.front() == ' ') s.erase(0, 1): as many turns as there are blanks. */
static bool is_trimming(const struct an_program *p, const struct an_turn_deed *d)
{
	const an_unit *u = an_unit_of(p, d->function);
	const struct an_loop *l = an_loop_at(u, d->loop);
	const char *asked = an_text(u, l->over);

	return d->loop && !d->call && l->kind == AN_WHILE && an_symbol_at(u, d->container)->value == AN_VALUE_TEXT &&
	       (strstr(asked, "[0]") || strstr(asked, "front()") || strstr(asked, "begin()"));
}

/* if (n == max) drop the first; add: it never gets longer than that. */
static bool is_ring(const struct an_program *p, const struct an_turn_deed *d)
{
	return d->call && an_unit_of(p, d->function)->language == AN_C && p->searches[d->last].grows &&
	       an_op_at(an_unit_of(p, d->end.function), d->end.op)->flags & AN_OP_GUARDED;
}

static void found(const struct an_program *p, struct an_sink *sink, const struct an_turn_deed *d)
{
	const char *container = an_deed_container(sink, d);
	struct an_report *r;

	/* A pointer tells nothing of how much it points to. */
	if (an_unit_of(p, d->function)->language == AN_C && d->size != AN_SIZE_GROWS)
		return;
	r = an_report_op(sink, d->function, d->op,
			 "%s moves all elements of %s by one place on every turn of %s: O(n^2) moves in its length",
			 an_deed_cause(sink, d), container, an_deed_over(sink, d));
	if (d->size != AN_SIZE_GROWS)
		an_report_severity(r, WR_MEDIUM);
	else if (d->loop && an_loop_over_rows(p, d->function, d->loop))
		an_report_severity(r, WR_CRITICAL);
	if (is_trimming(p, d) || is_ring(p, d))
		an_report_severity(r, WR_LOW);
	an_deed_chain(r, sink, d);
	if (d->size != AN_SIZE_GROWS)
		an_report_confidence(r, WR_CONFIDENCE_MEDIUM);
}

/*
 * self.waiting.pop(0), and elsewhere self.waiting.append(x): a queue.  All that waits moves for each that is
 * taken, whatever calls this.
 */
static bool is_queue(const struct an_program *p, uint32_t f, an_id op, struct an_operand *container)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_op *o = an_op_at(u, op);

	/* What calls it in a loop is told there. */
	return !o->loop && o->kind == AN_OP_CALL && u->language == AN_PYTHON && !an_op_aside(o) && wr_ends_with(an_text(u, o->name), ".pop") &&
	       an_op_deed(p, f, op, container) == AN_DEED_FRONT && an_symbol_at(u, container->symbol)->kind == AN_MEMBER &&
	       !an_repeating_call(p, f) &&
	       an_container_size(p, f, container->symbol) == AN_SIZE_GROWS;
}

static void check_queue(const struct an_program *p, struct an_sink *sink, uint32_t f, an_id op)
{
	struct an_operand queue;
	struct an_report *r;

	if (!is_queue(p, f, op, &queue))
		return;
	r = an_report_op(sink, f, op, "%s moves all elements of %s by one place for each that is taken: O(n^2) moves "
			 "until a queue of n is empty", an_call_name(sink, f, op), an_symbol_name(sink, f, queue.symbol));
	an_report_severity(r, WR_LOW);
	an_report_confidence(r, WR_CONFIDENCE_MEDIUM);
	an_chain_op(r, f, op, "%s calls %s", an_name_of(sink, f), an_call_name(sink, f, op));
}

static void check(const struct an_program *p, struct an_sink *sink)
{
	an_each_turn_deed(p, sink, AN_DEED_FRONT, found);
}

const struct an_rule an_rule_quad_erase_front = {
	.meta = {
		.id = "quad-erase-front",
		.title = "Elements are taken from or put in at the front of an array in a loop",
		.help = "Use a double-ended queue (collections.deque, std::deque), walk on with an index or iterator and "
			"drop what is done at the end, or append and reverse once.",
		.languages = "c,cpp,python",
		.severity = WR_HIGH,
		.confidence = WR_CONFIDENCE_HIGH,
	},
	.counts_elements = true,
	.check = check,
	.each_op = check_queue,
	.calls = (const char *const[]){ "pop", NULL },
};
