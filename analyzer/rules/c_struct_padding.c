/*
 * c_struct_padding.c - a struct of which many are made loses bytes between its fields.
 *
 * Costs: memory, and of every cache line that a walk over them loads the share that holds nothing.
 * Misses: structs with bit fields, templates, structs of which only single ones are seen to be made.
 * Wrongly reports: layouts that somebody else prescribes and that no name shows; fields that are kept together because
 * they are used together, or apart because threads write them.
 */
#include "analyzer/layouts.h"
#include "analyzer/rule.h"

static void found(void *data, const an_unit *u, const struct an_layout *l, uint32_t f)
{
	const char *name = an_text(u, l->name), *order = an_text(u, l->order);
	struct an_report *r;

	if (l->packed >= l->size || an_layout_is_foreign(name))
		return;
	r = an_report_span(data, f, &l->span, "many of %s (%s) are kept: each takes %u bytes, and %u with its fields in %s%s", name,
			   an_layout_place(u, l), l->size, l->packed,
			   *order ? "this order: " : "another order, the strictest alignment first", order);
	an_chain_line(r, f, l->span.line, "%s keeps many of %s", an_name_of(data, f), name);
}

static void check(const struct an_program *p, struct an_sink *sink)
{
	an_each_layout(p, found, sink);
}

const struct an_rule an_rule_c_struct_padding = {
	.meta = {
		.id = "c-struct-padding",
		.title = "A struct kept many times over loses bytes between its fields",
		.help = "Put the fields with the strictest alignment first: pointers and 8 byte numbers, then 4, 2 and 1.",
		.languages = "c,cpp",
		.severity = WR_LOW,
		.confidence = WR_CONFIDENCE_HIGH,
	},
	.check = check,
};
