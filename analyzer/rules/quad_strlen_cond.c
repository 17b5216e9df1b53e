/*
 * quad_strlen_cond.c - the length of a text is counted again on every turn of the loop over it.
 *
 * Costs: strlen walks to the end each time: n turns over n bytes are n * n / 2
 * steps.  Compilers take the call out of the loop only if they can prove that
 * nothing in the body writes to memory that the text might be in.
 * Misses: loops that change the text; lengths counted by one's own function.
 * Wrongly reports: texts that are short for a reason the source does not say.
 */
#include <string.h>
#include "analyzer/name_parts.h"
#include "analyzer/rule.h"
#include "analyzer/sounds.h"
#include "core/text.h"

/* What the condition measures stays as it is: not moved on, not given away, not written to. */
static bool is_constant(const struct an_program *p, uint32_t f, an_id op, an_id loop, struct an_operand *text)
{
	if (!an_op_subject(p, f, op, text) || !text->symbol)
		return false;
	if (text->arg && (text->arg->kind == AN_ARG_LITERAL || text->arg->small))
		return false;
	return !an_symbol_at(an_unit_of(p, f), text->symbol)->small && an_operand_invariant(p, f, op, text, loop);
}

/* strlen(path) > 1: whether it is empty; the turns have nothing to do with its length. */
static bool is_with_number(const char *over, const char *name)
{
	const char *at = strstr(over, name);

	at = strchr(at ? at : over, ')');       /* a macro has another name */
	if (!at)
		return false;
	at += 1 + strspn(at + 1, " )<>=!");
	if (*at == '(')         /* (size_t) 1 */
		at = strchr(at, ')') ? strchr(at, ')') + 1 : at;
	at += strspn(at, " ");
	return *at >= '0' && *at <= '9';
}

/* In the increment (at += strlen(word)) the turns have nothing to do with the length. */
static bool is_asked(const struct an_program *p, uint32_t f, an_id op, an_id loop)
{
	const an_unit *u = an_unit_of(p, f);
	uint32_t count;
	const an_id *marks = an_marks_of(p, f, &count);

	for (uint32_t i = 0; i < count; i++) {
		const struct an_mark *m = an_mark_at(u, marks[i]);

		if (m->kind == AN_MARK_CONDITION && m->target == loop)
			return op < m->op;
	}
	return false;
}

/* if (is_blank(s[i])) continue; break; */
static bool ends_early(const struct an_program *p, uint32_t f, an_id loop)
{
	const an_unit *u = an_unit_of(p, f);
	uint32_t count, i = 0;
	const an_id *marks = an_marks_of(p, f, &count);
	unsigned depth = 0;

	while (i < count && !(an_mark_at(u, marks[i])->kind == AN_MARK_LOOP && an_mark_at(u, marks[i])->target == loop))
		i++;
	for (i++; i < count; i++) {
		switch (an_mark_at(u, marks[i])->kind) {
		case AN_MARK_BRANCH: case AN_MARK_LOOP: depth++; break;
		case AN_MARK_JOIN: depth--; break;
		case AN_MARK_LOOP_END:
			if (!depth--)
				return false;
			break;
		case AN_MARK_BREAK: case AN_MARK_RETURN:
			if (!depth)
				return true;
			break;
		default: break;
		}
	}
	return false;
}

/* "strlen" of "std::strlen" */
static const char *bare_name(const char *name)
{
	const char *colon = strrchr(name, ':');

	return colon ? colon + 1 : name;
}

/* parse_ip_address(p), is_number(s): the function says what the text is. */
static bool is_word(const struct an_program *p, uint32_t f, an_id text)
{
	const an_unit *u = an_unit_of(p, f);
	const char *name = an_own_name(an_text(u, an_symbol_at(u, text)->name));

	return an_sounds_like_word(name) ||
	       ((!an_sounds_like_text(name) || !name[1]) && an_is_about_words(an_text(u, an_function_of(p, f)->name)));
}

static void check_op(const struct an_program *p, struct an_sink *sink, uint32_t f, an_id op)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_op *o = an_op_at(u, op);
	struct an_operand text;
	struct an_report *r;

	if (!(o->flags & AN_OP_IN_CONDITION) || !o->loop || an_op_aside(o) || !an_loop_grows(p, f, o->loop) ||
	    !is_constant(p, f, op, o->loop, &text))
		return;
	if (!is_asked(p, f, op, o->loop) || ends_early(p, f, o->loop) ||
	    is_with_number(an_text(u, an_loop_at(u, o->loop)->over), bare_name(an_text(u, o->name))))
		return;
	r = an_report_op(sink, f, op, "the condition of the loop measures %s with %s on every turn: "
			 "the work grows with the square of its length",
			 an_symbol_name(sink, f, text.symbol), an_call_name(sink, f, op));
	if (is_word(p, f, text.symbol) || an_runs_rarely(p, f) || an_stops_at_mark(an_text(u, an_loop_at(u, o->loop)->over)))
		an_report_severity(r, WR_LOW);
	an_chain_loop(r, f, o->loop);
	an_chain_op(r, f, op, "%s walks %s to its end", an_call_name(sink, f, op), an_symbol_name(sink, f, text.symbol));
}

static void check(const struct an_program *p, struct an_sink *sink, uint32_t f, an_id op)
{
	if (an_op_direct(p, f, op) & AN_WALKS)
		check_op(p, sink, f, op);
}

const struct an_rule an_rule_quad_strlen_cond = {
	.meta = {
		.id = "quad-strlen-cond",
		.title = "A loop's condition counts the length of an unchanged text on every turn",
		.help = "Take the length once before the loop, or test for the end of the text itself (s[i] != 0).",
		.languages = "c,cpp",
		.severity = WR_HIGH,
		.confidence = WR_CONFIDENCE_HIGH,
	},
	.each_op = check,
};
