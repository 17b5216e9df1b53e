/*
 * cpp_enum_size.c - enumerations of four bytes make a struct larger of which many are made.
 *
 * Costs: memory and cache lines, for numbers that one byte holds.
 * Misses: structs with bit fields, templates; enumerations in C, which has no say in their size before C23.
 * Wrongly reports: enumerations whose size others rely on.
 */
#include "analyzer/layouts.h"
#include "analyzer/rule.h"

static void found(void *data, const an_unit *u, const struct an_layout *l, uint32_t f)
{
	const char *name = an_text(u, l->name), *wide = an_text(u, l->wide);
	struct an_report *r;

	if (!*wide || l->narrow >= l->packed || an_layout_is_foreign(name))
		return;
	r = an_report_span(data, f, &l->span, "many of %s (%s) are kept: each takes %u bytes, and %u if the enumerations %s took no "
			   "more than their constants need", name, an_layout_place(u, l), l->packed, l->narrow, wide);
	an_chain_line(r, f, l->span.line, "%s keeps many of %s", an_name_of(data, f), name);
}

static void check(const struct an_program *p, struct an_sink *sink)
{
	an_each_layout(p, found, sink);
}

const struct an_rule an_rule_cpp_enum_size = {
	.meta = {
		.id = "cpp-enum-size",
		.title = "Wide enumerations make a struct larger that is kept many times over",
		.help = "Give them a small type: enum class Kind : std::uint8_t, and put them last in the struct.",
		.languages = "cpp",
		.severity = WR_LOW,
		.confidence = WR_CONFIDENCE_HIGH,
	},
	.check = check,
};
