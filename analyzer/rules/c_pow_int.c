/*
 * c_pow_int.c - pow() with a small constant exponent in a loop.
 *
 * Costs: a call of 20 to 100 nanoseconds for what two multiplications do. (With
 * the exponent 2 compilers do that by themselves.)
 * Misses: exponents in variables.
 * Wrongly reports: code that is built with -ffast-math, which mends it.
 */
#include <stdlib.h>
#include <string.h>
#include "analyzer/rule.h"

static void check_op(const struct an_program *p, struct an_sink *sink, uint32_t f, an_id op)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_op *o = an_op_at(u, op);
	const char *name = an_text(u, o->name), *exponent;
	struct an_report *r;
	an_id loop;

	if (o->kind != AN_OP_CALL || o->arg_count != 2 || an_op_aside(o) ||
	    (strcmp(name, "pow") && strcmp(name, "powf") && strcmp(name, "std::pow")) ||
	    an_arg_at(u, o->first_arg)->kind == AN_ARG_LITERAL)
		return;
	if (an_arg_at(u, o->first_arg + 1)->kind != AN_ARG_LITERAL)
		return;
	exponent = an_text(u, an_arg_at(u, o->first_arg + 1)->text);
	if (strchr("34", exponent[0]) == NULL || !exponent[0] || exponent[1 + strspn(exponent + 1, ".0fF")])
		return;
	if (strtod(exponent, NULL) > 4)
		return;
	loop = an_growing_loop(p, f, op, NULL);
	if (!loop)
		return;
	r = an_report_op(sink, f, op, "%s with the exponent %s is a call on every turn of %s where %s multiplications "
			 "would do", an_call_name(sink, f, op), exponent, an_loop_over(sink, f, loop),
			 exponent[0] == '3' ? "two" : "two or three");
	an_chain_loop(r, f, loop);
}

const struct an_rule an_rule_c_pow_int = {
	.meta = {
		.id = "c-pow-int",
		.title = "pow() raises to a small constant power in a loop",
		.help = "Multiply: x * x * x.",
		.languages = "c,cpp",
		.severity = WR_LOW,
		.confidence = WR_CONFIDENCE_HIGH,
	},
	.each_repeated_op = check_op,
};
