/*
 * quad_strcat.c - text appended with strcat on every turn of a loop.
 *
 * Costs: strcat walks to the end of what is there already: n turns walk
 * n * n / 2 times the length of a piece.
 * Misses: texts that are appended to through two names.
 * Wrongly reports: texts that stay short for a reason the source does not say.
 */
#include <string.h>
#include "analyzer/each_turn_p.h"

/* strcpy(s, ...), snprintf(s, ...): the text begins anew. */
static bool begins(const an_unit *u, const struct an_op *o, an_id text)
{
	static const char *const calls[] = {
		"strcpy", "strncpy", "strlcpy", "sprintf", "snprintf", "vsnprintf", "memset", "memcpy", "stpcpy", "fgets",
		"read", "fread", "bzero", "malloc", "calloc", "strdup", "asprintf", "getcwd", "realpath"
	};
	const char *name = an_text(u, o->name), *colon = strrchr(name, ':');

	if (o->kind != AN_OP_CALL || !o->arg_count ||
	    (an_arg_at(u, o->first_arg)->symbol != text && o->result != text) ||
	    (an_arg_at(u, o->first_arg)->kind != AN_ARG_SYMBOL && o->result != text))
		return false;
	name = colon ? colon + 1 : name;
	for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
		if (!strcmp(name, calls[i]))
			return true;
	}
	return strstr(name, "cpy") != NULL || strstr(name, "printf") != NULL;
}

/* s[0] = 0 */
static bool empties(const an_unit *u, const struct an_op *o, an_id text)
{
	const struct an_arg *index;

	if (o->kind != AN_OP_SUBSCRIPT || o->arg_count != 2 || an_arg_at(u, o->first_arg)->symbol != text)
		return false;
	index = an_arg_at(u, o->first_arg + 1);
	return index->kind == AN_ARG_LITERAL && !strcmp(an_text(u, index->text), "0");
}

static bool starts_anew(const struct an_program *p, const struct an_turn_deed *d)
{
	const an_unit *u = an_unit_of(p, d->function);
	uint32_t count;
	const an_id *ops = an_ops_of(p, d->function, &count);

	for (uint32_t i = 0; i < count; i++) {
		const struct an_op *o = an_op_at(u, ops[i]);

		if (an_loop_within(u, o->loop, d->loop) && (begins(u, o, d->container) || empties(u, o, d->container)))
			return true;
	}
	return false;
}

static void found(const struct an_program *p, struct an_sink *sink, const struct an_turn_deed *d)
{
	struct an_report *r;

	if (starts_anew(p, d))
		return;
	r = an_report_op(sink, d->function, d->op,
			 "%s walks %s to its end to add to it on every turn of %s: the bytes walked grow with the square "
			 "of the turns",
			 an_deed_cause(sink, d), an_deed_container(sink, d), an_deed_over(sink, d));
	if (d->loop && an_loop_over_rows(p, d->function, d->loop))
		an_report_severity(r, WR_CRITICAL);
	an_deed_chain(r, sink, d);
	if (an_op_at(an_unit_of(p, d->function), d->op)->flags & AN_OP_GUARDED)
		an_report_confidence(r, WR_CONFIDENCE_MEDIUM);
}

static void check(const struct an_program *p, struct an_sink *sink)
{
	an_each_turn_deed(p, sink, AN_DEED_APPEND, found);
}

const struct an_rule an_rule_quad_strcat = {
	.meta = {
		.id = "quad-strcat",
		.title = "Text is appended with strcat on every turn of a loop",
		.help = "Keep a pointer to the end (stpcpy, or the length that snprintf returns) and write there.",
		.languages = "c,cpp",
		.severity = WR_HIGH,
		.confidence = WR_CONFIDENCE_HIGH,
	},
	.counts_in_c = true,
	.check = check,
};
