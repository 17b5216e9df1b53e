/*
 * c_float_promotion.c - a float sent through a function of double.
 *
 * Costs: two conversions, a function that computes 29 bits more than are kept, and
 * a loop that the compiler vectorises at half the width or not at all.
 * Misses: functions of one's own.
 * Wrongly reports: results that are wanted in double.
 */
#include <string.h>
#include "analyzer/rule.h"
#include "core/text.h"

static const char *const functions[] = {
	"acos", "acosh", "asin", "asinh", "atan", "atan2", "atanh", "cbrt", "cos", "cosh", "erf", "erfc", "exp", "exp2",
	"expm1", "fdim", "fmod", "hypot", "lgamma", "log", "log10", "log1p", "log2", "pow", "sin", "sinh", "tan", "tanh",
	"tgamma", NULL
};

static bool is_math(const char *name)
{
	return wr_is_one_of(name, functions);
}

/* Constants do not make it double. */
static bool all_float(const an_unit *u, const struct an_op *o)
{
	unsigned floats = 0;

	for (uint32_t i = 0; i < o->arg_count; i++) {
		const struct an_arg *arg = an_arg_at(u, o->first_arg + i);

		if (!(arg->flags & AN_ARG_FLOAT) && arg->kind != AN_ARG_LITERAL)
			return false;
		floats += (arg->flags & AN_ARG_FLOAT) != 0;
	}
	return floats;
}

/* pow(x, 2) is a multiplication for the compiler. */
static bool is_square(const an_unit *u, const struct an_op *o)
{
	const char *exponent;

	if (strcmp(an_text(u, o->name), "pow") || o->arg_count != 2)
		return false;
	exponent = an_text(u, an_arg_at(u, o->first_arg + 1)->text);
	return exponent[0] == '2' && !exponent[1 + strspn(exponent + 1, ".0fF")];
}

static bool is_promoted(const an_unit *u, const struct an_op *o)
{
	return o->kind == AN_OP_CALL && o->arg_count && !an_op_aside(o) && is_math(an_text(u, o->name)) &&
	       all_float(u, o) && !is_square(u, o);
}

static void check_op(const struct an_program *p, struct an_sink *sink, uint32_t f, an_id op)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_op *o = an_op_at(u, op);
	const char *name = an_text(u, o->name);
	struct an_report *r;
	an_id loop;

	if (!is_promoted(u, o))
		return;
	loop = an_growing_loop(p, f, op, NULL);
	if (!loop || an_told_before(sink, f, loop))
		return;
	r = an_report_op(sink, f, op, "%s() computes in double what is given as float; %sf() does it in float", name,
			 name);
	an_chain_loop(r, f, loop);
}

const struct an_rule an_rule_c_float_promotion = {
	.meta = {
		.id = "c-float-promotion",
		.title = "A float goes through a function of double",
		.help = "Call the function of float: sinf() in C, std::sin() in C++.",
		.languages = "c,cpp",
		.severity = WR_LOW,
		.confidence = WR_CONFIDENCE_MEDIUM,
	},
	.each_repeated_op = check_op,
};
