/*
 * loop_alloc.c - the same memory taken and given back on every turn of a loop.
 *
 * Costs: 20 to 200 nanoseconds for small blocks, page faults for large ones, and
 * contention where several threads do it; one block serves all turns.
 * Misses: memory that is given back in a function which is called with another name.
 * Wrongly reports: blocks whose size only looks the same, because it is changed through another name.
 */
#include <string.h>
#include "analyzer/rule.h"
#include "core/text.h"

static bool has_part(const char *name, const char *const *parts)
{
	for (; *parts; parts++) {
		if (strstr(name, *parts))
			return true;
	}
	return false;
}

static const char *bare_name(const char *name)
{
	const char *colon = strrchr(name, ':');

	return colon ? colon + 1 : name;
}

/* free(p), delete p, buffer_free(p) */
static bool gives_back(const an_unit *u, const struct an_op *o, an_id memory)
{
	static const char *const parts[] = { "free", "Free", "destroy", "release", "delete", NULL };

	if (!o->arg_count || an_arg_at(u, o->first_arg)->symbol != memory || an_op_aside(o) || o->flags & AN_OP_GUARDED)
		return false;
	return o->kind == AN_OP_FREE || (o->kind == AN_OP_CALL && has_part(an_text(u, o->name), parts));
}

/* if (!ok) { free(p); continue; }: only then. */
static bool is_left_behind(const struct an_program *p, uint32_t f, an_id op)
{
	const an_unit *u = an_unit_of(p, f);
	uint32_t count;
	const an_id *marks = an_marks_of(p, f, &count);

	for (uint32_t i = 0; i < count; i++) {
		const struct an_mark *m = an_mark_at(u, marks[i]);

		if (m->op > op && m->kind != AN_MARK_KEEP && m->kind != AN_MARK_MENTION)
			return m->kind == AN_MARK_CONTINUE || m->kind == AN_MARK_BREAK || m->kind == AN_MARK_GOTO ||
			       m->kind == AN_MARK_RETURN || m->kind == AN_MARK_THROW;
	}
	return false;
}

static bool is_given_back(const struct an_program *p, uint32_t f, an_id op, an_id loop)
{
	const an_unit *u = an_unit_of(p, f);
	an_id memory = an_op_at(u, op)->result;
	uint32_t count;
	const an_id *ops = an_ops_of(p, f, &count);

	for (uint32_t i = 0; i < count; i++) {
		if (ops[i] > op && an_op_at(u, ops[i])->loop == loop && gives_back(u, an_op_at(u, ops[i]), memory) &&
		    !is_left_behind(p, f, ops[i]))
			return true;
	}
	return false;
}

/* malloc(n), calloc(n, size), new T[n], buffer_new(n): memory and how much. */
static bool takes_memory(const struct an_program *p, uint32_t f, an_id op)
{
	static const char *const direct[] = { "malloc", "calloc", "aligned_alloc", "xmalloc", "xcalloc", "g_malloc", NULL };
	static const char *const parts[] = { "alloc", "new", "New", "create", "Create", NULL };
	const an_unit *u = an_unit_of(p, f);
	const struct an_op *o = an_op_at(u, op);
	const char *name = bare_name(an_text(u, o->name));
	uint32_t callee;

	if (o->kind == AN_OP_ALLOCATE)
		return true;
	if (o->kind != AN_OP_CALL || strstr(name, "realloc"))
		return false;
	return wr_is_one_of(name, direct) || (u->language == AN_C && has_part(name, parts) &&
	       an_op_effects(p, f, op, AN_ALLOCATES, &callee) & AN_ALLOCATES && callee);
}

static bool same_size(const struct an_program *p, uint32_t f, an_id op, an_id loop)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_op *o = an_op_at(u, op);

	for (uint32_t i = 0; i < o->arg_count; i++) {
		if (!an_arg_invariant(p, f, op, an_arg_at(u, o->first_arg + i), loop))
			return false;
	}
	return true;
}

static void check_op(const struct an_program *p, struct an_sink *sink, uint32_t f, an_id op)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_op *o = an_op_at(u, op);
	an_id loop = an_growing_loop(p, f, op, NULL);
	struct an_report *r;

	if (!loop || o->loop != loop || !o->result || an_op_aside(o) || o->flags & AN_OP_GUARDED ||
	    an_symbol_at(u, o->result)->kind != AN_LOCAL || !takes_memory(p, f, op) || !same_size(p, f, op, loop) ||
	    !is_given_back(p, f, op, loop))
		return;
	r = an_report_op(sink, f, op, "%s takes the same memory for %s on every turn of %s, which gives it back at the end of "
			 "the turn", o->kind == AN_OP_ALLOCATE ? "new" : an_call_name(sink, f, op),
			 an_symbol_name(sink, f, o->result), an_loop_over(sink, f, loop));
	if (an_op_effects(p, f, op, 0, NULL) & AN_ALLOCATES && !(an_op_direct(p, f, op) & AN_ALLOCATES))
		an_report_confidence(r, WR_CONFIDENCE_MEDIUM);
	/* What another function makes has to be filled anew besides, and may come from a pool. */
	if (o->kind == AN_OP_CALL && !wr_ends_with(an_text(u, o->name), "alloc"))
		an_report_severity(r, WR_LOW);
	an_chain_loop(r, f, loop);
	an_chain_op(r, f, op, "%s takes memory for %s", an_name_of(sink, f), an_symbol_name(sink, f, o->result));
}

const struct an_rule an_rule_loop_alloc = {
	.meta = {
		.id = "loop-alloc",
		.title = "The same memory is taken and given back on every turn of a loop",
		.help = "Take it once before the loop and use it for all turns, or put it on the stack where it is small.",
		.languages = "c,cpp",
		.severity = WR_MEDIUM,
		.doubtful = "c",
		.confidence = WR_CONFIDENCE_HIGH,
	},
	.counts_in_c = true,
	.each_op = check_op,
};
