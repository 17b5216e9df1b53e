/*
 * cpp_range_copy.c - each element of a container copied to be looked at.
 *
 * Costs: for (auto s : strings) makes a string for every element and throws it
 * away at the end of the turn: an allocation and a free where a reference costs nothing.
 * Misses: copies of which a part is changed; elements of a template's type.
 * Wrongly reports: loops whose body replaces the element in the container
 * through a way that the source does not show, and wants to go on with the old one.
 */
#include "analyzer/rule.h"

/* What is called may take itself out of the container that it is called from. */
static bool may_remove_itself(const an_unit *u, const struct an_loop *l, const struct an_symbol *copy)
{
	const struct an_symbol *from = an_symbol_at(u, l->iterated);

	return copy->value == AN_VALUE_FUNCTION &&
	       (!l->iterated || (from->kind != AN_LOCAL && from->kind != AN_PARAMETER));
}

static bool is_needless(const struct an_program *p, uint32_t f, const struct an_op *o)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_loop *l = an_loop_at(u, o->loop);
	const struct an_symbol *copy = an_symbol_at(u, o->result);
	enum an_copy cost;

	if (!(o->flags & AN_OP_COPIES) || !o->loop || l->kind != AN_RANGE || l->variable != o->result ||
	    o->span.line > l->header.end_line || !(copy->access & AN_READ_ONLY) || !an_loop_grows(p, f, o->loop))
		return false;
	cost = an_copy_of(p, f, o->result);
	if (cost != AN_COPY_ALLOCATES && cost != AN_COPY_LARGE)
		return false;
	return !(l->iterated && an_changed_after(p, f, l->iterated, UINT32_MAX, o->loop)) &&
	       !may_remove_itself(u, l, copy);
}

/* By its name a list of a few, and no other loop around it. */
static bool is_few(const struct an_program *p, uint32_t f, an_id loop)
{
	const struct an_loop *l = an_loop_at(an_unit_of(p, f), loop);

	return l->iterated && an_container_plenty(p, f, l->iterated) == AN_FEW && !an_growing_from(p, f, l->parent);
}

static void check_op(const struct an_program *p, struct an_sink *sink, uint32_t f, an_id op)
{
	const struct an_op *o = an_op_at(an_unit_of(p, f), op);
	struct an_report *r;

	if (!is_needless(p, f, o))
		return;
	r = an_report_symbol(sink, f, o->result, "%s copies each element (%s) on every turn of %s, and only reads it",
			     an_symbol_name(sink, f, o->result), an_copied_thing(sink, f, o->result),
			     an_loop_over(sink, f, o->loop));
	if (an_copy_of(p, f, o->result) == AN_COPY_LARGE || is_few(p, f, o->loop))
		an_report_severity(r, WR_LOW);
	an_chain_loop(r, f, o->loop);
}

const struct an_rule an_rule_cpp_range_copy = {
	.meta = {
		.id = "cpp-range-copy",
		.title = "A range-for loop copies every element and only reads it",
		.help = "Take the element by const reference: for (const auto &x : xs).",
		.languages = "cpp",
		.severity = WR_MEDIUM,
		.confidence = WR_CONFIDENCE_HIGH,
	},
	.costs_little = true,
	.needs_all = true,
	.each_repeated_op = check_op,
};
