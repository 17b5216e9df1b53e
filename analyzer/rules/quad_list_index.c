/*
 * quad_list_index.c - elements of a linked list asked for by their number, on every turn of a loop.
 *
 * Costs: std::advance and std::next walk a std::list node by node from where they
 * are: n elements by number are n * n / 2 steps, each a cache miss.
 * Misses: lists of one's own.
 * Wrongly reports: numbers that stay small.
 */
#include <string.h>
#include "analyzer/each_turn_p.h"

static bool is_iterator(const an_unit *u, an_id symbol)
{
	return strstr(an_text(u, an_symbol_at(u, symbol)->type), "terator") != NULL;
}

/* Is the number another one on each turn? */
static bool varies(const struct an_program *p, const struct an_turn_deed *d)
{
	const an_unit *u = an_unit_of(p, d->function);
	const struct an_op *o = an_op_at(u, d->op);

	for (uint32_t i = 0; i < o->arg_count; i++) {
		const struct an_arg *arg = an_arg_at(u, o->first_arg + i);

		if (arg->symbol != d->container && !an_arg_invariant(p, d->function, d->op, arg, d->loop))
			return true;
	}
	return false;
}

static void report(const struct an_program *p, struct an_sink *sink, const struct an_turn_deed *d)
{
	struct an_report *r;

	if (!varies(p, d))
		return;
	r = an_report_op(sink, d->function, d->op,
			 "%s walks the linked list %s from its start on every turn of %s: O(n^2) steps in its length",
			 an_deed_cause(sink, d), an_deed_container(sink, d), an_deed_over(sink, d));
	an_deed_chain(r, sink, d);
}

static void check(const struct an_program *p, struct an_sink *sink)
{
	an_each_turn_deed(p, sink, AN_DEED_NTH, report);
	/* auto it = list.begin(); std::advance(it, i): an iterator that is made in the turn. */
	AN_EACH_FUNCTION(p, f) {
		const an_unit *u = an_unit_of(p, f);
		uint32_t count;
		const an_id *ops = an_ops_of(p, f, &count);

		for (uint32_t i = 0; i < count && u->language == AN_CPP; i++) {
			struct an_turn_deed d = { .function = f, .op = ops[i], .end = { f, ops[i] } };
			struct an_operand from;

			d.loop = an_growing_loop(p, f, ops[i], NULL);
			if (!d.loop || an_op_aside(an_op_at(u, ops[i])) ||
			    an_op_deed(p, f, ops[i], &from) != AN_DEED_NTH || !is_iterator(u, from.symbol) ||
			    an_symbol_kept(p, f, from.symbol, d.loop))
				continue;
			d.container = from.symbol;
			report(p, sink, &d);
		}
	}
}

const struct an_rule an_rule_quad_list_index = {
	.meta = {
		.id = "quad-list-index",
		.title = "Elements of a linked list are asked for by their number in a loop",
		.help = "Walk the list with its iterator along the loop, or keep the elements in a std::vector.",
		.languages = "cpp",
		.severity = WR_MEDIUM,
		.confidence = WR_CONFIDENCE_HIGH,
	},
	.counts_elements = true,
	.check = check,
};
