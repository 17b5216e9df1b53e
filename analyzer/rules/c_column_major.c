/*
 * c_column_major.c - an array walked across its rows in the innermost loop.
 *
 * Costs: each turn takes another row, and so another cache line, of which one
 * element is used before it is gone again: three to thirty times as slow as along
 * the row once the array is larger than the cache.
 * Misses: rows that are reached through pointers kept in variables.
 * Wrongly reports: arrays that fit into the cache whole; loops that must not be swapped.
 */
#include "analyzer/rule.h"

static void check(const struct an_program *p, struct an_sink *sink)
{
	AN_EACH_LOOPING(p, f) {
		uint32_t count;
		const an_id *loops = an_loops_of(p, f, &count);

		for (uint32_t i = 0; i < count; i++) {
			struct an_strides s;
			struct an_report *r;

			if (an_unit_of(p, f)->language == AN_PYTHON || !an_strides_of(p, f, loops[i], &s) ||
			    s.along || !s.across)
				continue;
			r = an_report_op(sink, f, s.first_across,
					 "the innermost loop goes down a column of %s: every turn of %s takes another cache line",
					 an_symbol_name(sink, f, s.array), an_loop_over(sink, f, loops[i]));
			an_chain_loop(r, f, s.row_loop);
			an_chain_loop(r, f, loops[i]);
			an_chain_op(r, f, s.first_across, "%s counts rows, %s the places in a row",
				    an_symbol_name(sink, f, an_loop_at(an_unit_of(p, f), loops[i])->variable),
				    an_symbol_name(sink, f, an_loop_at(an_unit_of(p, f), s.row_loop)->variable));
		}
	}
}

const struct an_rule an_rule_c_column_major = {
	.meta = {
		.id = "c-column-major",
		.title = "The innermost loop goes down the columns of an array",
		.help = "Swap the loops, so that the innermost one counts the last subscript; where a column is summed "
			"up, keep one sum per column.",
		.languages = "c,cpp",
		.severity = WR_HIGH,
		.doubtful = "c",
		.confidence = WR_CONFIDENCE_MEDIUM,
	},
	.check = check,
};
