/*
 * complexity_degree.c - a function whose nest of loops, through its calls, is deeper than in the base revision.
 *
 * Costs: each further loop that multiplies makes ten times the data take ten times longer still.
 * It is reported where it comes from: in the function that has the new loop, or that calls in a loop what loops
 * itself; not in those that only call that one.
 * Misses: growth within library calls, through calls that cannot be resolved, and in a function that the base
 * does not have by this name.
 * Wrongly reports: loops over what stays small and does not look so, and nests whose loops share one bound
 * (a cursor that only moves on).
 *
 * Without a base it is silent: how deep loops nest says little of how long they run, that they nest deeper than
 * before says much.
 */
#include "analyzer/rule.h"

enum {
	LEAST = 2,      /* a first loop is what functions are made of */
	CHAIN_MAX = 8   /* calls shown */
};

static const char *growth_name(uint32_t degree)
{
	static const char *const names[] = { "constant", "linear", "quadratic", "cubic" };

	return degree < sizeof names / sizeof *names ? names[degree] : "of a still higher degree";
}

/* The growing loops around, outermost first. */
static void chain_loops(const struct an_program *p, struct an_report *r, uint32_t f, an_id loop)
{
	const an_unit *u = an_unit_of(p, f);
	an_id outer;

	if (!loop)
		return;
	outer = an_growing_from(p, f, an_loop_at(u, loop)->parent);
	chain_loops(p, r, f, outer);
	an_chain_loop(r, f, loop);
}

static void chain(const struct an_program *p, struct an_sink *sink, struct an_report *r, uint32_t f, struct an_nest nest)
{
	for (int i = 0; i < CHAIN_MAX; i++) {
		chain_loops(p, r, f, nest.loop);
		if (!nest.callee)
			return;
		an_chain_op(r, f, nest.op, "%s calls %s", an_name_of(sink, f), an_name_of(sink, nest.callee));
		f = nest.callee;
		if (!an_find_nest(p, f, &nest))
			return;
	}
}

/* Which loop runs on every turn of which, or what is called there. */
static const char *tell(const struct an_program *p, struct an_sink *sink, uint32_t f, const struct an_nest *nest)
{
	const char *called;

	if (!nest->callee)
		return wr_arena_printf(p->arena, "%s runs on every turn of %s", an_loop_over(sink, f, nest->loop),
				       an_loop_over(sink, f, an_growing_from(p, f, an_loop_at(an_unit_of(p, f),
				       nest->loop)->parent)));
	called = wr_arena_printf(p->arena, "%s, which is %s itself,", an_name_of(sink, nest->callee),
				 growth_name(an_firm_degree(p, nest->callee)));
	if (!nest->loop)
		return wr_arena_printf(p->arena, "%s is called", called);
	return wr_arena_printf(p->arena, "%s is called on every turn of %s", called, an_loop_over(sink, f, nest->loop));
}

static struct an_report *report_at(struct an_sink *sink, uint32_t f, const struct an_nest *nest, const char *message)
{
	return nest->callee ? an_report_op(sink, f, nest->op, "%s", message) :
			       an_report_loop(sink, f, nest->loop, "%s", message);
}

/* Is it reported in the callee already? */
static bool blamed_below(const struct an_program *p, const struct an_nest *nest)
{
	uint32_t was;

	return nest->callee && an_firm_degree(p, nest->callee) >= LEAST &&
	       an_base_degree(p, nest->callee, &was) && was < an_firm_degree(p, nest->callee);
}

/* May it, or what it calls, have had the degree in the base, in a call that could not be looked into there? */
static bool may_be_old(const struct an_program *p, uint32_t f, struct an_nest nest)
{
	for (int i = 0; i < CHAIN_MAX; i++) {
		uint32_t was;

		if (!an_base_degree(p, f, &was) || was >= an_firm_degree(p, f))
			return false;
		if (an_base_left_out(p, f, &nest))
			return true;
		f = nest.callee;
		if (!f || !an_find_nest(p, f, &nest))
			return false;
	}
	return false;
}

static void report(const struct an_program *p, struct an_sink *sink, uint32_t f, uint32_t was)
{
	struct an_report *r;
	struct an_nest nest;

	if (!an_find_nest(p, f, &nest) || blamed_below(p, &nest) || may_be_old(p, f, nest))
		return;
	r = report_at(sink, f, &nest, wr_arena_printf(p->arena, "%s was %s in the base revision and is %s now: %s",
		      an_name_of(sink, f), growth_name(was), growth_name(an_firm_degree(p, f)),
		      tell(p, sink, f, &nest)));
	chain(p, sink, r, f, nest);
}

static void check(const struct an_program *p, struct an_sink *sink, uint32_t f)
{
	uint32_t was, degree = an_firm_degree(p, f);

	if (degree < LEAST || p->nodes[f].recursive || an_function_of(p, f)->flags & AN_FN_LAMBDA)
		return;
	if (an_base_degree(p, f, &was) && was < degree)
		report(p, sink, f, was);
}

const struct an_rule an_rule_complexity_degree = {
	.meta = {
		.id = "complexity-degree",
		.title = "The work grows with a higher power of the input than before",
		.help = "Take the inner loop out of the outer one: index once what it looks for, or do its work once for all "
			"elements.",
		.languages = "c,cpp,python",
		.severity = WR_HIGH,
		.doubtful = "c,cpp,python",
		.confidence = WR_CONFIDENCE_HIGH,
	},
	.each_function = check,
};
