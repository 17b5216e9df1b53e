/*
 * py_materialise.c - a list, a copy or a sort made for what needs none.
 *
 * Costs: memory and time for all elements, where one pass, or the first
 * element that answers, would do.
 * Misses: lists kept in a variable first.
 * Wrongly reports: nothing known; each shape is a matter of syntax.
 */
#include "analyzer/rule.h"

/* What it is, and what would do. */
static const struct shape { const char *costs, *instead; bool only_in_loops; } shapes[] = {
	[AN_SAVE_LIST] = { "a list of all elements is made before the first is looked at", "give it the generator", false },
	[AN_SAVE_SORT] = { "everything is sorted, O(n log n), for one element", "min() or max() walks once", false },
	[AN_SAVE_COPY] = { "a copy is made only to be copied or looked through", "leave it out", false },
	[AN_SAVE_CONVERSION] = { "the elements are put into one container only to be put into another",
				 "write the comprehension of the one that is wanted", true },
	[AN_SAVE_KEYS] = { "a view of the keys is made for every test", "ask the dictionary itself", true },
	[AN_SAVE_TEST] = { "the elements are compared one after the other", "a set answers at once", true },
	[AN_SAVE_IDENTITY] = { "a comprehension runs byte code for every element", "list() copies in C", true },
	[AN_SAVE_CALLS] = { "a function is called for every element", "write the comprehension, which calls none", true },
};

/* Does a file tell the error of an empty list's subscript from that of min()? */
static bool minds_empty(const struct an_program *p)
{
	for (uint32_t unit = 0; unit < p->unit_count; unit++) {
		const an_unit *u = p->units[unit];

		for (an_id f = 1; f < an_unit_count(u, AN_FUNCTIONS); f++) {
			if (an_function_at(u, f)->flags & AN_FN_MINDS_EMPTY)
				return true;
		}
	}
	return false;
}

static void check_saving(const struct an_program *p, struct an_sink *sink, uint32_t f, const struct an_saving *s)
{
	bool first = s->kind == AN_SAVE_FIRST;
	const struct shape *shape = &shapes[first ? AN_SAVE_SORT : s->kind];
	an_id loop = s->loop ? an_growing_from(p, f, s->loop) : 0;
	const char *text = an_text(an_unit_of(p, f), s->text);
	struct an_report *r;

	if (!shape->costs || (shape->only_in_loops && !loop))
		return;
	if (loop)
		r = an_report_span(sink, f, &s->span, "%s, on every turn of %s: %s", shape->costs,
				   an_loop_over(sink, f, loop), shape->instead);
	else
		r = an_report_span(sink, f, &s->span, "%s: %s", shape->costs, shape->instead);
	if (*text && !(first && minds_empty(p)))
		an_report_fix(r, &s->span, text);
}

static void check(const struct an_program *p, struct an_sink *sink)
{
	for (uint32_t unit = 0; unit < p->unit_count; unit++) {
		const an_unit *u = p->units[unit];

		for (an_id i = 1; i < an_unit_count(u, AN_SAVINGS); i++) {
			const struct an_saving *s = an_saving_at(u, i);
			uint32_t f = an_node_of(p, unit, s->function);

			if (f && !(an_function_of(p, f)->flags & (AN_FN_BROKEN | AN_FN_TEST)))
				check_saving(p, sink, f, s);
		}
	}
}

const struct an_rule an_rule_py_materialise = {
	.meta = {
		.id = "py-materialise",
		.title = "A list, a copy or a sort made for what needs none",
		.help = "Give any() and all() a generator, take min() for the first of a sorted list, leave out the inner "
			"copy. `weir analyze --fix` writes what has the same meaning for certain.",
		.languages = "python",
		.severity = WR_LOW,
		.confidence = WR_CONFIDENCE_HIGH,
	},
	.check = check,
};
