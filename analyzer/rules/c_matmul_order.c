/*
 * c_matmul_order.c - a matrix product whose innermost loop goes down a column.
 *
 * Costs: with the loops in the order i, j, k every turn of the innermost takes
 * another row of the right matrix; in the order i, k, j it goes along the rows of
 * both, the compiler vectorises it, and it is three to twenty times as fast.
 * Misses: matrices behind classes of one's own.
 * Wrongly reports: matrices that fit into the cache whole.
 */
#include "analyzer/rule.h"

/* What is turned in place is no factor. */
static bool is_written(const struct an_program *p, uint32_t f, an_id array, an_id loop)
{
	return an_changed_after(p, f, array, UINT32_MAX, loop);
}

static void check(const struct an_program *p, struct an_sink *sink)
{
	AN_EACH_LOOPING(p, f) {
		const an_unit *u = an_unit_of(p, f);
		uint32_t count;
		const an_id *loops = an_loops_of(p, f, &count);

		for (uint32_t i = 0; i < count; i++) {
			struct an_strides s;
			struct an_report *r;
			an_id outer;

			if (u->language == AN_PYTHON || !an_strides_of(p, f, loops[i], &s) || !s.along_rows || !s.across)
				continue;
			/* Without a third loop around it is a transposition, which has to go across on one side. */
			outer = an_loop_at(u, s.row_loop)->parent;
			if (is_written(p, f, s.array, loops[i]) || s.row_loop != an_loop_at(u, loops[i])->parent || !outer || !an_growing_from(p, f, outer))
				continue;
			r = an_report_op(sink, f, s.first_across,
					 "the product goes down a column of %s on every turn of %s: the loops over %s and %s "
					 "are better swapped", an_symbol_name(sink, f, s.array),
					 an_loop_over(sink, f, loops[i]),
					 an_symbol_name(sink, f, an_loop_at(u, s.row_loop)->variable),
					 an_symbol_name(sink, f, an_loop_at(u, loops[i])->variable));
			an_chain_loop(r, f, outer);
			an_chain_loop(r, f, s.row_loop);
			an_chain_loop(r, f, loops[i]);
		}
	}
}

const struct an_rule an_rule_c_matmul_order = {
	.meta = {
		.id = "c-matmul-order",
		.title = "A matrix product goes down a column in its innermost loop",
		.help = "Order the loops i, k, j: the innermost then goes along rows. For large matrices use a BLAS.",
		.languages = "c,cpp",
		.severity = WR_MEDIUM,
		.confidence = WR_CONFIDENCE_MEDIUM,
	},
	.check = check,
};
