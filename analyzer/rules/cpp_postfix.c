/*
 * cpp_postfix.c - it++ of an iterator that is expensive to copy.
 *
 * Costs: the iterator as it was is copied for nobody, memory and all, on every turn.
 * Misses: steps in the loop's body, whose value may be used.
 * Wrongly reports: nothing that is known of. (Of small iterators compilers drop the copy.)
 */
#include <string.h>
#include "analyzer/name_parts.h"
#include "analyzer/rule.h"

static bool in_header(const an_unit *u, const struct an_op *o)
{
	const struct an_span *h = &an_loop_at(u, o->loop)->header;

	return o->span.line >= h->line && o->span.end_line <= h->end_line && (o->span.line > h->line || o->span.column > h->column) &&
	       (o->span.end_line < h->end_line || o->span.end_column <= h->end_column);
}

static void check_op(const struct an_program *p, struct an_sink *sink, uint32_t f, an_id op)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_op *o = an_op_at(u, op);
	const char *name = an_last_name(an_text(u, o->name));
	struct an_report *r;

	/* The version behind the operand has a number for an argument, to tell it from the other. */
	if (o->kind != AN_OP_CALL || o->arg_count != 1 || !o->receiver || an_loop_at(u, o->loop)->kind != AN_FOR ||
	    (strcmp(name, "operator++") && strcmp(name, "operator--")) || an_arg_at(u, o->first_arg)->value != AN_VALUE_NUMBER ||
	    !in_header(u, o) || an_copy_of(p, f, o->receiver) != AN_COPY_ALLOCATES)
		return;
	r = an_report_op(sink, f, op, "%s%s copies %s on every turn of %s, and nobody uses the copy",
			 an_symbol_name(sink, f, o->receiver), name + strlen("operator"), an_copied_thing(sink, f, o->receiver),
			 an_loop_over(sink, f, o->loop));
	an_chain_loop(r, f, o->loop);
}

const struct an_rule an_rule_cpp_postfix = {
	.meta = {
		.id = "cpp-postfix",
		.title = "it++ copies an expensive iterator on every turn of a loop",
		.help = "Write ++it.",
		.languages = "cpp",
		.severity = WR_MEDIUM,
		.confidence = WR_CONFIDENCE_HIGH,
	},
	.each_repeated_op = check_op,
};
