/*
 * cpp_find_char.c - a text searched for a text of one character.
 *
 * Costs: find("x") measures the needle and compares texts where find('x') is one memchr(): two to five times as
 * long on short texts.
 * Misses: needles that are variables.
 * Wrongly reports: nothing known.
 */
#include <string.h>
#include "analyzer/rule.h"
#include "core/text.h"

/* Does it look for its first argument as a whole, or for any of its characters: of one character that is the same. */
static bool finds(const char *name)
{
	static const char *const calls[] = { "find", "rfind", "find_first_of", "find_last_of", "find_first_not_of",
					     "find_last_not_of", NULL };

	if (!strncmp(name, "std::string::", 13))
		name += 13;
	else if (!strncmp(name, "std::string_view::", 18))
		name += 18;
	else
		return false;
	return wr_is_one_of(name, calls);
}

static void check_op(const struct an_program *p, struct an_sink *sink, uint32_t f, an_id op)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_op *o = an_op_at(u, op);
	const struct an_arg *needle;
	struct an_report *r;
	an_id loop;

	if (o->kind != AN_OP_CALL || !o->arg_count || an_op_aside(o) || !finds(an_text(u, o->name)))
		return;
	needle = an_arg_at(u, o->first_arg);
	if (needle->kind != AN_ARG_LITERAL || needle->value != AN_VALUE_TEXT || strlen(an_text(u, needle->text)) != 1)
		return;
	r = an_report_op(sink, f, op, "%s looks for a text of one character, '%s': a character is found faster",
			 an_call_name(sink, f, op), an_text(u, needle->text));
	loop = an_growing_loop(p, f, op, NULL);
	if (loop)
		an_chain_loop(r, f, loop);
}

const struct an_rule an_rule_cpp_find_char = {
	.meta = {
		.id = "cpp-find-char",
		.title = "A text is searched for a text of one character",
		.help = "Look for the character: s.find('x').",
		.languages = "cpp",
		.severity = WR_LOW,
		.confidence = WR_CONFIDENCE_HIGH,
	},
	.each_op = check_op,
};
