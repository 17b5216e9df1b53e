/*
 * c_big_stack_init.c - a large buffer on the stack that is set to zero each time.
 *
 * Costs: char buf[65536] = {0} writes 64 KiB at every call or turn, a few
 * microseconds and half of the first-level cache, before the function does
 * anything; most of them then fill a few hundred bytes.
 * Misses: buffers in structures on the heap.
 * Wrongly reports: buffers that are used whole, in calls that are rare.
 */
#include <stdlib.h>
#include <string.h>
#include "analyzer/rule.h"

enum { LARGE = 16 * 1024, VERY_LARGE = 64 * 1024 };

/* Where all of it is set: the loop that repeats that. */
struct setting { bool found; an_id loop, op; };

/* Frame frame; with a constructor that does nothing is no setting. */
static bool only_constructs(const struct an_program *p, uint32_t f, an_id buffer)
{
	const an_unit *u = an_unit_of(p, f);
	uint32_t count;
	const an_id *ops = an_ops_of(p, f, &count);

	for (uint32_t i = 0; i < count; i++) {
		if (an_op_at(u, ops[i])->result == buffer && an_op_at(u, ops[i])->kind == AN_OP_CALL)
			return true;
	}
	return false;
}

/* char line[N] = { 0 }; */
static struct setting at_declaration(const struct an_program *p, uint32_t f, an_id buffer)
{
	const an_unit *u = an_unit_of(p, f);
	struct setting setting = { .found = false };
	uint32_t count;
	const an_id *writes = an_writes_of(p, f, buffer, &count);

	for (uint32_t i = 0; i < count && !setting.found; i++) {
		const struct an_write *w = an_write_at(u, writes[i]);

		setting.found = w->kind == AN_WRITE_ASSIGN && w->line == an_symbol_at(u, buffer)->line;
		setting.loop = w->loop;
	}
	setting.found = setting.found && !only_constructs(p, f, buffer);
	return setting;
}

static bool is_whole(const an_unit *u, const struct an_arg *size, an_id buffer)
{
	const char *text = an_text(u, size->text), *name = an_text(u, an_symbol_at(u, buffer)->name);
	size_t n = strlen(name);

	if (size->kind == AN_ARG_LITERAL)
		return strtoul(text, NULL, 0) == an_shape_of(u, buffer)->size;
	if (strncmp(text, "sizeof", 6))
		return false;
	text += 6 + strspn(text + 6, " (");
	return !strncmp(text, name, n) && !text[n + strspn(text + n, " )")];
}

/* memset(line, 0, sizeof line); */
static struct setting by_memset(const struct an_program *p, uint32_t f, an_id buffer)
{
	const an_unit *u = an_unit_of(p, f);
	uint32_t count;
	const an_id *ops = an_ops_of(p, f, &count);

	for (uint32_t i = 0; i < count; i++) {
		const struct an_op *o = an_op_at(u, ops[i]);
		const struct an_arg *args = an_arg_at(u, o->first_arg);

		if (o->kind == AN_OP_CALL && o->arg_count == 3 && args[0].symbol == buffer && !an_op_aside(o) &&
		    !strcmp(an_text(u, o->name), "memset") && is_whole(u, &args[2], buffer))
			return (struct setting){ true, o->loop, ops[i] };
	}
	return (struct setting){ .found = false };
}

static void check_buffer(const struct an_program *p, struct an_sink *sink, uint32_t f, an_id buffer)
{
	const an_unit *u = an_unit_of(p, f);
	struct setting setting = at_declaration(p, f, buffer);
	const struct an_call *call = NULL;
	struct an_report *r;
	an_id loop;

	if (!setting.found)
		setting = by_memset(p, f, buffer);
	if (!setting.found)
		return;
	loop = an_growing_from(p, f, setting.loop);
	if (!loop)
		call = an_repeating_call(p, f);
	if (!loop && !call)
		return;
	if (loop)
		r = an_report_symbol(sink, f, buffer, "all %u bytes of %s are set on every turn of %s",
				     an_shape_of(u, buffer)->size, an_symbol_name(sink, f, buffer),
				     an_loop_over(sink, f, loop));
	else
		r = an_report_symbol(sink, f, buffer, "all %u bytes of %s are set at every call of %s, which a loop repeats",
				     an_shape_of(u, buffer)->size, an_symbol_name(sink, f, buffer), an_name_of(sink, f));
	/* A few hundred nanoseconds: only if there are many turns.  What an if decides may happen once: if (!set). */
	if ((setting.op && an_op_at(u, setting.op)->flags & AN_OP_GUARDED) ||
	    (an_shape_of(u, buffer)->size < VERY_LARGE && u->language == AN_C &&
	    !(loop ? an_loop_is_long(p, f, loop) :
	      an_loop_is_long(p, call->caller, an_op_at(an_unit_of(p, call->caller), call->op)->loop))))
		an_report_severity(r, WR_LOW);
	if (setting.op)
		an_chain_op(r, f, setting.op, "memset() writes all of it");
	if (loop)
		an_chain_loop(r, f, loop);
	else
		an_chain_op(r, call->caller, call->op, "%s is called in a loop", an_name_of(sink, call->callee));
}

static void check(const struct an_program *p, struct an_sink *sink)
{
	for (uint32_t i = 0; i < p->unit_count; i++) {
		const an_unit *u = p->units[i];

		for (an_id s = 1; s < an_unit_count(u, AN_SYMBOLS); s++) {
			const struct an_type *shape = an_shape_of(u, s);
			uint32_t owner = an_node_of(p, i, an_symbol_at(u, s)->function);

			if (shape && shape->size >= LARGE && an_symbol_at(u, s)->kind == AN_LOCAL && owner &&
			    !(an_function_of(p, owner)->flags & (AN_FN_BROKEN | AN_FN_TEST)))
				check_buffer(p, sink, owner, s);
		}
	}
}

const struct an_rule an_rule_c_big_stack_init = {
	.meta = {
		.id = "c-big-stack-init",
		.title = "A large buffer on the stack is set to zero each time",
		.help = "Leave it unset and keep its length, set only what is used, or keep one buffer for all calls.",
		.languages = "c,cpp",
		.severity = WR_MEDIUM,
		.confidence = WR_CONFIDENCE_MEDIUM,
	},
	.costs_little = true,
	.check = check,
};
