/*
 * py_vectorize.c - a loop that computes with elements of arrays, each for itself.
 *
 * Costs: every element is made into an object, goes through the interpreter and is put back: about 100
 * nanoseconds for each operation, where an expression over whole arrays takes about one.
 * Misses: loops that call functions of the program; arrays of which the type is not known.
 * Wrongly reports: arrays that are short for a reason that the source does not say.
 * Loops over the rows of a table (iterrows, itertuples) are py-pandas-row-loop's, loops of which a turn needs an earlier
 * one py-numpy-scalar-loop's.
 */
#include "analyzer/arrays.h"

static void found(const struct an_program *p, struct an_sink *sink, uint32_t f, const struct an_saving *s, enum an_array array)
{
	static const char *const kinds[] = { "", "array", "Series", "table" };
	const struct an_loop *l = an_loop_at(an_unit_of(p, f), s->loop);
	struct an_report *r;

	if (array == AN_DATA_FRAME && l->iterated == 0 && s->symbol && an_symbol_at(an_unit_of(p, f), s->symbol)->kind != AN_MEMBER)
		return;
	r = an_report_loop(sink, f, s->loop, "%s goes through the elements of the %s %s one at a time, and no turn needs another: one "
			   "expression over whole arrays does it without the loop (numpy.where() where there are conditions)",
			   an_loop_over(sink, f, s->loop), kinds[array], an_symbol_name(sink, f, s->symbol));
	an_chain_loop(r, f, s->loop);
}

static void check(const struct an_program *p, struct an_sink *sink)
{
	an_each_array_loop(p, sink, AN_SAVE_VECTOR, found);
}

const struct an_rule an_rule_py_vectorize = {
	.meta = {
		.id = "py-vectorize",
		.title = "A loop computes with the elements of arrays one at a time",
		.help = "Write one expression over whole arrays: a * b + 1, numpy.where(a > 0, a, 0), a.sum().",
		.languages = "python",
		.severity = WR_MEDIUM,
		.confidence = WR_CONFIDENCE_HIGH,
	},
	.check = check,
};
