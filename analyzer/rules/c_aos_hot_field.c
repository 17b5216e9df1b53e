/*
 * c_aos_hot_field.c - a loop over an array of large structs reads one number of each.
 *
 * Costs: a cache line, 64 bytes, is loaded for each 4 or 8 that are used.
 * Misses: walks by pointer or iterator.
 * Wrongly reports: arrays that are in the cache anyway.
 */
#include <string.h>
#include "analyzer/rule.h"

enum { LEAST = 128 };   /* bytes: two cache lines; below that the rest of the struct is loaded along */

/* All that the loop does with elements of the array: `field` is the only one asked for, of the element that the loop's
 * variable picks. */
static bool reads_one(const struct an_program *p, uint32_t f, an_id loop, an_id array, an_str field)
{
	const an_unit *u = an_unit_of(p, f);
	uint32_t count;
	const an_id *ops = an_repeated_ops_of(p, f, &count);

	for (uint32_t i = 0; i < count; i++) {
		const struct an_op *o = an_op_at(u, ops[i]);

		if (!an_loop_within(u, o->loop, loop))
			continue;
		if (o->kind != AN_OP_SUBSCRIPT) {
			for (uint32_t k = 0; k < o->arg_count; k++) {
				const struct an_arg *arg = an_arg_at(u, o->first_arg + k);

				if (arg->kind == AN_ARG_SYMBOL && arg->symbol == array)
					return false;
			}
		} else if (an_arg_at(u, o->first_arg)->symbol == array && o->name != field) {
			return false;
		}
	}
	return true;
}

static void check_op(const struct an_program *p, struct an_sink *sink, uint32_t f, an_id op)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_op *o = an_op_at(u, op);
	const struct an_arg *array, *index;
	const struct an_loop *l;
	struct an_report *r;

	if (o->kind != AN_OP_SUBSCRIPT || !o->name || o->size < LEAST || o->arg_count != 2 || an_op_aside(o))
		return;
	array = an_arg_at(u, o->first_arg);
	index = an_arg_at(u, o->first_arg + 1);
	l = an_loop_at(u, o->loop);
	if (array->kind != AN_ARG_SYMBOL || !l->variable || index->symbol != l->variable || index->kind != AN_ARG_SYMBOL ||
	    an_growing_loop(p, f, op, NULL) != o->loop || !an_loop_is_tight(p, f, o->loop) || !reads_one(p, f, o->loop, array->symbol, o->name) ||
	    an_told_before(sink, f, array->symbol))
		return;
	r = an_report_op(sink, f, op, "%s touches only %s of each element of %s, which is %u bytes long: a cache line is loaded for every one",
			 an_loop_over(sink, f, o->loop), an_text(u, o->name), an_symbol_name(sink, f, array->symbol), o->size);
	an_chain_loop(r, f, o->loop);
}

const struct an_rule an_rule_c_aos_hot_field = {
	.meta = {
		.id = "c-aos-hot-field",
		.title = "A loop over an array of large structs reads one field of each",
		.help = "Keep that field in an array of its own beside the structs, or what is read often in one small struct and the "
			"rest in another.",
		.languages = "c,cpp",
		.severity = WR_LOW,
		.confidence = WR_CONFIDENCE_HIGH,
	},
	.each_repeated_op = check_op,
};
