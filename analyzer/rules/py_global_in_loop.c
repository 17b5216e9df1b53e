/*
 * py_global_in_loop.c - a dotted global name looked up in an inner loop.
 *
 * Costs: before 3.11, CPython looks up math, then its attribute sqrt, in two dictionaries on every turn: about 50
 * nanoseconds. From 3.11 on the look-ups are cached in the byte code and nothing is gained: the rule is silent
 * where the project is for 3.11 or newer, and off unless it is asked for.
 * Misses: globals that are not called; inner loops inside functions that loops call.
 * Wrongly reports: loops that do so much else that nobody would measure it.
 */
#include <string.h>
#include "analyzer/named_ops.h"
#include "core/text.h"

/* math.sqrt: not a method ("str.join"), not known ("?.get"), a class's own business. */
static bool is_dotted_global(const an_unit *u, const struct an_op *o)
{
	static const char *const types[] = { "?", "str", "bytes", "list", "dict", "set", "tuple", "frozenset", "int", "float", "io",
					     "generator", "object", NULL };
	const char *name = an_text(u, o->name), *dot = strchr(name, '.');
	const char *module = an_text(u, u->module);

	if (o->kind != AN_OP_CALL || o->receiver || !dot || an_op_aside(o) || o->flags & AN_OP_GUARDED)
		return false;
	for (const char *const *t = types; *t; t++) {
		if ((size_t)(dot - name) == strlen(*t) && !memcmp(name, *t, strlen(*t)))
			return false;
	}
	return !(wr_starts_with(name, module) && name[strlen(module)] == '.');
}

/* The innermost loop of at least two that grow, with no other in it. */
static bool is_inner(const struct an_program *p, uint32_t f, an_id loop)
{
	const an_unit *u = an_unit_of(p, f);
	uint32_t count;
	const an_id *loops = an_loops_of(p, f, &count);

	for (uint32_t i = 0; i < count; i++) {
		if (an_loop_at(u, loops[i])->parent == loop)
			return false;
	}
	return true;
}

/* Has it a shorter name here already: sqrt = math.sqrt, from math import sqrt? */
static bool has_short_name(const an_unit *u, const struct an_op *o)
{
	const char *name = an_text(u, o->name), *last = an_last_part(name);

	for (an_id i = 1; i < an_unit_count(u, AN_ALIASES); i++) {
		if (!strcmp(an_text(u, an_alias_at(u, i)->target), name))
			return true;
	}
	for (an_id i = 1; i < an_unit_count(u, AN_SYMBOLS); i++) {
		const struct an_symbol *s = an_symbol_at(u, i);

		if (s->function == o->function && !s->base && !strcmp(an_text(u, s->name), last))
			return true;
	}
	return false;
}

static void check_function(const struct an_program *p, struct an_sink *sink, uint32_t f)
{
	const an_unit *u = an_unit_of(p, f);
	uint32_t count;
	const an_id *ops = an_ops_of(p, f, &count);

	for (uint32_t i = 0; i < count; i++) {
		const struct an_op *o = an_op_at(u, ops[i]);
		unsigned depth = 0;
		an_id loop = o->loop && is_dotted_global(u, o) ? an_growing_loop(p, f, ops[i], &depth) : 0;

		if (depth < 2 || loop != o->loop || !is_inner(p, f, loop) || has_short_name(u, o) || an_told_before(sink, f, loop))
			continue;
		an_chain_loop(an_report_op(sink, f, ops[i], "%s is looked up in two dictionaries on every turn of %s, which Python before 3.11 "
					   "does not cache: give it a local name before the loops", an_call_name(sink, f, ops[i]),
					   an_loop_over(sink, f, loop)), f, loop);
	}
}

static void check(const struct an_program *p, struct an_sink *sink)
{
	uint32_t loops;

	if (p->python && !an_python_before(p, 11))
		return;
	AN_EACH_FUNCTION(p, f) {
		if (an_unit_of(p, f)->language != AN_PYTHON || an_function_of(p, f)->flags & AN_FN_MODULE)
			continue;
		an_loops_of(p, f, &loops);
		if (loops > 1)
			check_function(p, sink, f);
	}
}

const struct an_rule an_rule_py_global_in_loop = {
	.meta = {
		.id = "py-global-in-loop",
		.title = "A dotted global name is looked up in an inner loop",
		.help = "Before the loops: sqrt = math.sqrt. Only CPython before 3.11 gains.",
		.languages = "python",
		.severity = WR_LOW,
		.confidence = WR_CONFIDENCE_MEDIUM,
		.off_by_default = true,
	},
	.check = check,
};
