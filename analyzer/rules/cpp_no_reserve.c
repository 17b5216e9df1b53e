/*
 * cpp_no_reserve.c - a vector filled in a loop whose number of turns is known.
 *
 * Costs: it grows by doubling: log n allocations, and every element moved once
 * or twice on the way.
 * Misses: vectors that are members; pushes under a condition.
 * Wrongly reports: vectors that stay short.
 */
#include <string.h>
#include "analyzer/rule.h"

/* Is it set up with something? */
static bool has_elements(const struct an_program *p, uint32_t f, an_id vector)
{
	const an_unit *u = an_unit_of(p, f);
	uint32_t count;
	const an_id *ops = an_ops_of(p, f, &count);

	for (uint32_t i = 0; i < count; i++) {
		if (an_op_at(u, ops[i])->result == vector && an_op_at(u, ops[i])->arg_count)
			return true;
	}
	return false;
}

/* Is the vector a local one, empty before the loop, of which nobody reserved? */
static bool is_fresh(const struct an_program *p, uint32_t f, an_id vector, an_id loop)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_symbol *s = an_symbol_at(u, vector);
	const struct an_loop *l = an_loop_at(u, loop);
	uint32_t count, growing = 0;
	const an_id *writes = an_writes_of(p, f, vector, &count);

	if (s->kind != AN_LOCAL || s->access & (AN_BY_REFERENCE | AN_BY_POINTER) ||
	    strcmp(an_text(u, s->type), "std::vector") || s->line > l->span.line)
		return false;
	if (has_elements(p, f, vector))
		return false;
	for (uint32_t i = 0; i < count; i++) {
		const struct an_write *w = an_write_at(u, writes[i]);

		if (w->line <= l->header.end_line && !(w->kind == AN_WRITE_ASSIGN && w->line == s->line))
			return false;           /* reserve(), resize(), an element before */
		growing += w->grows;
	}
	return growing == 1;
}

/* Does the source say how often the loop turns: a counter up to a limit, or a container with a size? */
static bool is_counted(const an_unit *u, const struct an_loop *l)
{
	uint8_t value = l->iterated ? an_symbol_at(u, l->iterated)->value : AN_VALUE_UNKNOWN;

	if (l->kind == AN_RANGE)
		return value == AN_VALUE_LIST || value == AN_VALUE_HASH || value == AN_VALUE_TREE;
	return l->kind == AN_FOR && l->variable && strchr(an_text(u, l->over), '<') &&
	       an_symbol_at(u, l->variable)->value == AN_VALUE_NUMBER;
}

/* May a turn end before the op? */
static bool is_skipped(const struct an_program *p, uint32_t f, an_id op)
{
	const an_unit *u = an_unit_of(p, f);
	an_id loop = an_op_at(u, op)->loop;
	bool inside = false, skipped = false;
	uint32_t count;
	const an_id *marks = an_marks_of(p, f, &count);

	for (uint32_t i = 0; i < count; i++) {
		const struct an_mark *m = an_mark_at(u, marks[i]);

		if (m->op > op)
			break;
		inside |= m->kind == AN_MARK_LOOP && m->target == loop;
		skipped |= inside && m->kind == AN_MARK_CONTINUE;
	}
	return skipped;
}

/* Is a loop's counter set by the body too? */
static bool is_moved(const struct an_program *p, uint32_t f, an_id loop)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_loop *l = an_loop_at(u, loop);
	uint32_t count;
	const an_id *writes = an_writes_of(p, f, l->variable, &count);

	for (uint32_t i = 0; l->kind == AN_FOR && i < count; i++) {
		const struct an_write *w = an_write_at(u, writes[i]);

		if (w->loop && w->line > l->header.end_line && an_loop_within(u, w->loop, loop))
			return true;
	}
	return false;
}

static void check_op(const struct an_program *p, struct an_sink *sink, uint32_t f, an_id op)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_op *o = an_op_at(u, op);
	const char *name = an_text(u, o->name);
	struct an_report *r;

	if (o->kind != AN_OP_CALL || !o->loop || !o->receiver || o->flags & (AN_OP_GUARDED | AN_OP_COLD) ||
	    (strcmp(name, "std::vector::push_back") && strcmp(name, "std::vector::emplace_back")) ||
	    an_loop_at(u, o->loop)->parent || !an_loop_grows(p, f, o->loop) || !is_counted(u, an_loop_at(u, o->loop)) ||
	    !is_fresh(p, f, o->receiver, o->loop) || is_skipped(p, f, op) || is_moved(p, f, o->loop))
		return;
	r = an_report_op(sink, f, op, "%s grows on every turn of %s, whose number of turns is known before",
			 an_symbol_name(sink, f, o->receiver), an_loop_over(sink, f, o->loop));
	an_chain_loop(r, f, o->loop);
}

const struct an_rule an_rule_cpp_no_reserve = {
	.meta = {
		.id = "cpp-no-reserve",
		.title = "A vector grows in a loop whose number of turns is known",
		.help = "Call reserve() once before the loop.",
		.languages = "cpp",
		.severity = WR_LOW,
		.confidence = WR_CONFIDENCE_HIGH,
	},
	.each_repeated_op = check_op,
};
