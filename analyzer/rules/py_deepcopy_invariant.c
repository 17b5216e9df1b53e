/*
 * py_deepcopy_invariant.c - a deep copy of the same thing on every turn of a loop, and nobody changes it.
 *
 * Costs: copy.deepcopy walks all that hangs on the object in byte code, keeps a table of what it has seen, and
 * allocates everything anew: tens of microseconds for a small dict, where the original would do.
 * Misses: copies of which a part is changed though a shallow copy would do; copies that other functions make.
 * Wrongly reports: nothing known; a copy that is changed, kept or handed on is left alone.
 */
#include <string.h>
#include "analyzer/named_ops.h"

/* total(copy.deepcopy(rules)): given to a function that changes nothing and keeps nothing. */
static bool is_given_to_pure(const struct an_program *p, uint32_t f, an_id op)
{
	const an_unit *u = an_unit_of(p, f);
	uint32_t count;
	const struct an_call *calls;

	if (op + 1 >= an_unit_count(u, AN_OPS) || an_op_inside(u, op + 1) != op)
		return false;
	calls = an_calls_of(p, f, op + 1, &count);
	return count == 1 && calls->callee && p->nodes[calls->callee].pure && !calls->guessed &&
	       (an_function_of(p, calls->callee)->returns_value == AN_VALUE_NUMBER ||
		an_function_of(p, calls->callee)->returns_value == AN_VALUE_TEXT);
}

/* Is the thing, or a part of it, written in the loop in any way? */
static bool is_written(const struct an_program *p, uint32_t f, an_id symbol, an_id loop)
{
	const an_unit *u = an_unit_of(p, f);
	uint32_t count;
	const an_id *writes = an_changes_of(p, f, &count);

	for (uint32_t i = 0; i < count; i++) {
		const struct an_write *w = an_write_at(u, writes[i]);

		for (an_id at = w->symbol; w->loop && at && an_loop_within(u, w->loop, loop); at = an_symbol_at(u, at)->base) {
			if (at == symbol)
				return true;
		}
	}
	return false;
}

static void check_op(const struct an_program *p, struct an_sink *sink, uint32_t f, an_id op)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_op *o = an_op_at(u, op);
	an_id loop = an_growing_loop(p, f, op, NULL);
	const struct an_arg *what;
	struct an_report *r;

	if (!loop || !o->arg_count || an_op_aside(o) || strcmp(an_text(u, o->name), "copy.deepcopy"))
		return;
	what = an_arg_at(u, o->first_arg);
	if (what->kind != AN_ARG_SYMBOL || what->value == AN_VALUE_NUMBER || what->value == AN_VALUE_TEXT ||
	    !an_arg_invariant(p, f, op, what, loop) || is_written(p, f, what->symbol, loop) || !(o->flags & AN_OP_ONLY_READ || is_given_to_pure(p, f, op)))
		return;
	r = an_report_op(sink, f, op, "%s is the same on every turn of %s and its copy is only read: copy.deepcopy() walks and "
			 "allocates all of it anew each time; read the original, or copy it once before the loop",
			 an_symbol_name(sink, f, what->symbol), an_loop_over(sink, f, loop));
	an_chain_loop(r, f, loop);
	an_chain_op(r, f, op, "%s copies %s", an_name_of(sink, f), an_symbol_name(sink, f, what->symbol));
}

const struct an_rule an_rule_py_deepcopy_invariant = {
	.meta = {
		.id = "py-deepcopy-invariant",
		.title = "A deep copy of the same thing on every turn of a loop",
		.help = "Read the original, or copy it once before the loop.",
		.languages = "python",
		.severity = WR_MEDIUM,
		.confidence = WR_CONFIDENCE_HIGH,
	},
	.each_repeated_op = check_op,
	.calls = (const char *const[]){ "deepcopy", NULL },
};
