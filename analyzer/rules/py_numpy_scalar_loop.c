/*
 * py_numpy_scalar_loop.c - a loop that takes single elements out of an array, of which a turn needs an earlier one.
 *
 * Costs: x[i] of an ndarray makes a numpy scalar, and arithmetic with it goes through numpy's dispatch: three to ten
 * times as long as with a float of a list.
 * Misses: loops that call functions of the program; arrays of which the type is not known.
 * Wrongly reports: arrays that are short for a reason that the source does not say.
 * Where turns are independent, one vector expression does more: that is py-vectorize.
 */
#include "analyzer/arrays.h"

static void found(const struct an_program *p, struct an_sink *sink, uint32_t f, const struct an_saving *s, enum an_array array)
{
	const char *name = an_symbol_name(sink, f, s->symbol);
	struct an_report *r;

	(void)p;
	if (array != AN_NDARRAY)
		return;
	r = an_report_loop(sink, f, s->loop, "%s takes single elements out of the array %s: each becomes a numpy scalar, with which "
			   "arithmetic takes several times as long as with a float; walk %s.tolist(), or use what does the whole at once "
			   "(cumsum, scipy.signal.lfilter, numba)", an_loop_over(sink, f, s->loop), name, name);
	an_chain_loop(r, f, s->loop);
}

static void check(const struct an_program *p, struct an_sink *sink)
{
	an_each_array_loop(p, sink, AN_SAVE_SCALAR, found);
}

const struct an_rule an_rule_py_numpy_scalar_loop = {
	.meta = {
		.id = "py-numpy-scalar-loop",
		.title = "A loop takes single elements out of a numpy array",
		.help = "Walk array.tolist(), or use what does the whole at once: numpy.cumsum, numpy.maximum.accumulate, "
			"scipy.signal.lfilter; numba compiles the loop as it is.",
		.languages = "python",
		.severity = WR_MEDIUM,
		.confidence = WR_CONFIDENCE_HIGH,
	},
	.check = check,
};
