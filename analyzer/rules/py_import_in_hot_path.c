/*
 * py_import_in_hot_path.c - an import statement on every turn of a loop.
 *
 * Costs: a look-up in sys.modules under a lock and a new binding, 0.2 to 1 microsecond, and for
 * `from x import y` the attribute besides: nothing where the body does much, the most of it where it does little.
 * Misses: imports in functions that loops call.
 * Wrongly reports: nothing known; a note because little is gained.
 */
#include "analyzer/rule.h"

static void check_import(const struct an_program *p, struct an_sink *sink, uint32_t f, const struct an_saving *s)
{
	an_id loop = s->loop ? an_growing_from(p, f, s->loop) : 0;

	if (loop)
		an_report_span(sink, f, &s->span, "`%s` runs on every turn of %s: write it before the loop, or at the top of "
			       "the file", an_text(an_unit_of(p, f), s->text), an_loop_over(sink, f, loop));
}

static void check(const struct an_program *p, struct an_sink *sink)
{
	for (uint32_t unit = 0; unit < p->unit_count; unit++) {
		const an_unit *u = p->units[unit];

		for (an_id i = 1; i < an_unit_count(u, AN_SAVINGS); i++) {
			const struct an_saving *s = an_saving_at(u, i);
			uint32_t f = s->kind == AN_SAVE_IMPORT ? an_node_of(p, unit, s->function) : 0;

			if (f && !(an_function_of(p, f)->flags & (AN_FN_BROKEN | AN_FN_TEST)))
				check_import(p, sink, f, s);
		}
	}
}

const struct an_rule an_rule_py_import_in_hot_path = {
	.meta = {
		.id = "py-import-in-hot-path",
		.title = "An import statement on every turn of a loop",
		.help = "Import before the loop, or at the top of the file.",
		.languages = "python",
		.severity = WR_LOW,
		.confidence = WR_CONFIDENCE_HIGH,
	},
	.check = check,
};
