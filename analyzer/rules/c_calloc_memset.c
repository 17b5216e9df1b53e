/*
 * c_calloc_memset.c - memory set to zero by hand, or set twice.
 *
 * Costs: malloc and memset touch every page; calloc gets pages that the kernel
 * has cleared already, and leaves large ones untouched until they are used.
 * memset after calloc writes all of it a second time.
 * Misses: sizes that are written in two ways.
 * Wrongly reports: nothing that is known.
 */
#include <string.h>
#include "analyzer/rule.h"

enum { NEAR = 6 };      /* lines */

static bool is_named(const an_unit *u, const struct an_op *o, const char *name)
{
	return o->kind == AN_OP_CALL && !strcmp(an_text(u, o->name), name);
}

/* The only parentheses are those of sizeof. */
static bool calls_nothing(const char *text)
{
	for (const char *at = text; (at = strchr(at, '(')); at++) {
		if (at - text < 6 || strncmp(at - 6, "sizeof", 6))
			return false;
	}
	return true;
}

static bool same(const an_unit *u, const struct an_arg *a, const struct an_arg *b)
{
	if (a->kind != b->kind)
		return false;
	if (a->kind == AN_ARG_SYMBOL)
		return a->symbol == b->symbol;
	/* One object of a size that is fixed, such as sizeof(struct node), is not worth a word. */
	return a->use_count && a->text && !strcmp(an_text(u, a->text), an_text(u, b->text)) &&
	       calls_nothing(an_text(u, a->text));
}

static bool is_zero(const an_unit *u, const struct an_arg *a)
{
	const char *text = an_text(u, a->text);

	return a->kind == AN_ARG_LITERAL && (!strcmp(text, "0") || !strcmp(text, "0x0") || !strcmp(text, "0x00"));
}

/* Does memset(p, 0, size) clear all that the allocation gave? */
static bool clears(const an_unit *u, const struct an_op *made, const struct an_op *o)
{
	const struct an_arg *to;

	if (!is_named(u, o, "memset") || o->arg_count != 3 || o->loop != made->loop)
		return false;
	to = an_arg_at(u, o->first_arg);
	return to->kind == AN_ARG_SYMBOL && to->symbol == made->result && is_zero(u, to + 1) &&
	       (is_named(u, made, "calloc") || same(u, an_arg_at(u, made->first_arg), to + 2));
}

static void check_op(const struct an_program *p, struct an_sink *sink, uint32_t f, an_id op)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_op *o = an_op_at(u, op);
	bool zeroed = is_named(u, o, "calloc");

	if (!o->result || (!zeroed && !is_named(u, o, "malloc")))
		return;
	for (an_id i = op + 1; i < an_unit_count(u, AN_OPS) && an_op_at(u, i)->function == o->function &&
	     an_op_at(u, i)->span.line <= o->span.end_line + NEAR; i++) {
		if (!clears(u, o, an_op_at(u, i)))
			continue;
		an_report_op(sink, f, i, zeroed ? "memset() clears %s, which calloc() gave cleared" :
			     "malloc() and memset() touch all of %s: calloc() gives it cleared",
			     an_symbol_name(sink, f, o->result));
		return;
	}
}

const struct an_rule an_rule_c_calloc_memset = {
	.meta = {
		.id = "c-calloc-memset",
		.title = "Memory is set to zero by hand after it was allocated",
		.help = "Call calloc() alone.",
		.languages = "c,cpp",
		.severity = WR_LOW,
		.confidence = WR_CONFIDENCE_HIGH,
	},
	.each_op = check_op,
};
