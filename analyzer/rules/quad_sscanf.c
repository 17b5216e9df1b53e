/*
 * quad_sscanf.c - a long text read on with sscanf, or measured with strlen, piece by piece.
 *
 * Costs: the C library's sscanf takes the length of all that is left before it
 * reads its few bytes; so does strlen on a pointer that moves on: n pieces of
 * a text of n bytes are n * n / 2 steps.
 * Misses: texts whose pointer is moved on by a function.
 * Wrongly reports: lines, which are short.
 */
#include <string.h>
#include "analyzer/rule.h"
#include "analyzer/sounds.h"

/* Does the pointer only move on in the loop?  One that is set to another text begins a line or a word. */
static bool moves_on(const struct an_program *p, uint32_t f, an_id pointer, an_id loop)
{
	const an_unit *u = an_unit_of(p, f);
	uint32_t count;
	const an_id *writes = an_writes_of(p, f, pointer, &count);
	bool steps = false;

	for (uint32_t i = 0; i < count; i++) {
		const struct an_write *w = an_write_at(u, writes[i]);

		if (!an_loop_within(u, w->loop, loop))
			continue;
		/* fgets(p, n, f): another text. */
		if (w->kind == AN_WRITE_PASS || (w->kind == AN_WRITE_ASSIGN && w->how != AN_HOW_STEP))
			return false;
		steps |= w->kind == AN_WRITE_ASSIGN;
	}
	return steps;
}

static bool reads_on(const an_unit *u, const struct an_op *o)
{
	static const char *const calls[] = { "sscanf", "vsscanf", "strlen", "wcslen", "swscanf" };
	const char *name = an_text(u, o->name), *colon = strrchr(name, ':');

	if (o->kind != AN_OP_CALL || !o->arg_count || an_arg_at(u, o->first_arg)->kind != AN_ARG_SYMBOL)
		return false;
	for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
		if (!strcmp(colon ? colon + 1 : name, calls[i]))
			return true;
	}
	return false;
}

/* while (p < end) p += strlen(p) + 1: texts one after the other, each of which ends. */
static bool walks_texts(const an_unit *u, const struct an_op *o, an_id loop)
{
	const char *name = an_text(u, o->name), *over = an_text(u, an_loop_at(u, loop)->over);

	return strstr(name, "len") && !(o->flags & AN_OP_IN_CONDITION) && !(an_loop_at(u, loop)->flags & AN_LOOP_FOREVER) && !strpbrk(over, "*[");
}

static void check_op(const struct an_program *p, struct an_sink *sink, uint32_t f, an_id op)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_op *o = an_op_at(u, op);
	an_id loop = an_growing_loop(p, f, op, NULL), text;
	struct an_report *r;

	/* Under an if it is a line, or a word, that ends here. */
	if (!loop || an_op_aside(o) || o->flags & AN_OP_GUARDED || !reads_on(u, o))
		return;
	text = an_arg_at(u, o->first_arg)->symbol;
	if (an_symbol_at(u, text)->value != AN_VALUE_TEXT || !moves_on(p, f, text, loop) ||
	    walks_texts(u, o, loop))
		return;
	r = an_report_op(sink, f, op, "%s measures all that is left of %s on every turn of %s, which moves it on: the work "
			 "grows with the square of its length", an_call_name(sink, f, op), an_symbol_name(sink, f, text),
			 an_loop_over(sink, f, loop));
	/* C: what is measured with strlen is most often a name or an answer; it takes a long text to matter. */
	if (u->language == AN_C && (strstr(an_text(u, o->name), "len") || an_is_about_words(an_text(u, an_function_of(p, f)->name))))
		an_report_severity(r, WR_LOW);
	an_chain_loop(r, f, loop);
	an_chain_op(r, f, op, "%s calls %s", an_name_of(sink, f), an_call_name(sink, f, op));
}

const struct an_rule an_rule_quad_sscanf = {
	.meta = {
		.id = "quad-sscanf",
		.title = "A long text is read on with sscanf or strlen, piece by piece",
		.help = "Use strtol, strtod or strcspn, which stop where they are done; or take the length once and count it "
			"down.",
		.languages = "c,cpp",
		.severity = WR_MEDIUM,
		.confidence = WR_CONFIDENCE_MEDIUM,
	},
	.counts_in_c = true,
	.each_op = check_op,
};
