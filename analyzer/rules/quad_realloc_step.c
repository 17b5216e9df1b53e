/*
 * quad_realloc_step.c - an array made larger by a constant on every turn of a loop.
 *
 * Costs: realloc copies what is there unless it can be extended in place, so that
 * n turns copy n * n / 2 elements; doubling copies 2 * n.
 * Misses: sizes that come from a call, arrays that are allocated anew and copied by hand.
 * Wrongly reports: allocators that round sizes up to powers of two by themselves.
 */
#include <string.h>
#include <strings.h>
#include "analyzer/each_turn_p.h"

/* get_glyph(font, c): adds what is asked for the first time, and finds it from then on. */
static bool adds_once(const struct an_program *p, const struct an_turn_deed *d)
{
	const char *name, *colon;

	if (!d->call)
		return false;
	name = an_text(an_unit_of(p, d->call->callee), an_function_of(p, d->call->callee)->name);
	colon = strrchr(name, ':');
	name = colon ? colon + 1 : name;
	return !strncasecmp(name, "get", 3) || !strncasecmp(name, "find", 4) || !strncasecmp(name, "lookup", 6) ||
	       !strncasecmp(name, "intern", 6);
}

/* By its name, does what grows hold a few things? */
static bool is_of_few(const struct an_program *p, const struct an_turn_deed *d)
{
	if (d->call)
		return an_container_plenty(p, d->end.function, p->searches[d->last].symbol) == AN_FEW;
	return an_container_plenty(p, d->function, d->container) == AN_FEW;
}

static void found(const struct an_program *p, struct an_sink *sink, const struct an_turn_deed *d)
{
	struct an_report *r = an_report_op(sink, d->function, d->op,
		"%s makes %s larger by a constant on every turn of %s: the elements copied grow with the square of "
		"the turns", an_deed_cause(sink, d), an_deed_container(sink, d), an_deed_over(sink, d));

	if (d->loop && an_loop_over_rows(p, d->function, d->loop))
		an_report_severity(r, WR_CRITICAL);
	an_deed_chain(r, sink, d);
	if (an_op_at(an_unit_of(p, d->end.function), d->end.op)->flags & AN_OP_GUARDED) {
		an_report_severity(r, an_unit_of(p, d->function)->language == AN_C ? WR_LOW : WR_MEDIUM);
		an_report_confidence(r, WR_CONFIDENCE_MEDIUM);
	}
	if (adds_once(p, d) || is_of_few(p, d))
		an_report_severity(r, WR_LOW);
}

static void only_realloc(const struct an_program *p, struct an_sink *sink, const struct an_turn_deed *d)
{
	const an_unit *u = an_unit_of(p, d->end.function);

	/* A receiver: reserve(), which is a rule of its own. */
	if (!an_op_at(u, d->end.op)->receiver)
		found(p, sink, d);
}

static void check(const struct an_program *p, struct an_sink *sink)
{
	an_each_turn_deed(p, sink, AN_DEED_STEP, only_realloc);
}

const struct an_rule an_rule_quad_realloc_step = {
	.meta = {
		.id = "quad-realloc-step",
		.title = "An array is made larger by a constant on every turn of a loop",
		.help = "Keep the capacity beside the length and double it (or grow it by half) when it is used up.",
		.languages = "c,cpp",
		.severity = WR_HIGH,
		.confidence = WR_CONFIDENCE_HIGH,
	},
	.counts_in_c = true,
	.check = check,
};
