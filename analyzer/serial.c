/* serial.c - awaits in a loop that could run at the same time. */
#include "analyzer/serial.h"

#include <string.h>
#include <strings.h>
#include "analyzer/named_ops.h"
#include "analyzer/query_p.h"
#include "core/text.h"

#define MAX_CALLS 4

/* A client that may be asked several things at once: not one connection that answers in turn. */
static bool is_http_method(const char *last)
{
	static const char *const names[] = { "get", "head", "options", "post", "put", "patch", "delete", "request", NULL };

	return wr_is_one_of(last, names);
}

/* await session.get(url), where the type of session is not known: nothing else is awaited under such names. */
static bool is_named_so(const an_unit *u, const struct an_op *o)
{
	const char *name = an_text(u, o->name), *object = an_text(u, an_symbol_at(u, o->receiver)->name);

	return wr_starts_with(name, "?.") && is_http_method(name + 2) && o->arg_count &&
	       (strcasestr(object, "session") || strcasestr(object, "http"));
}

static bool contains(const struct an_span *outer, const struct an_span *inner)
{
	bool begins = outer->line < inner->line || (outer->line == inner->line && outer->column < inner->column);

	return begins && (outer->end_line > inner->end_line ||
			  (outer->end_line == inner->end_line && outer->end_column >= inner->end_column));
}

/* await gather(*[f(x) for x in xs]): it is not the call itself that is awaited. */
static bool is_handed_over(const struct an_program *p, uint32_t f, an_id op)
{
	static const char *const alone[] = { "wait_for", "shield", NULL };
	const an_unit *u = an_unit_of(p, f);
	const struct an_op *o = an_op_at(u, op);

	for (an_id i = op + 1; i < an_unit_count(u, AN_OPS) && an_op_at(u, i)->function == o->function; i++) {
		const struct an_op *x = an_op_at(u, i);
		const char *last = an_last_part(an_text(u, x->name));

		if (x->span.line > o->span.end_line)
			return false;
		if (contains(&x->span, &o->span) && x->kind == AN_OP_AWAIT && x->loop == o->loop)
			return false;
		if (contains(&x->span, &o->span) && x->kind == AN_OP_CALL && strcmp(last, alone[0]) && strcmp(last, alone[1]))
			return true;
	}
	return false;
}

/* Does the call run a generator, step by step? */
static bool is_generator(const struct an_program *p, uint32_t f, an_id op)
{
	uint32_t count;
	const struct an_call *calls = an_calls_of(p, f, op, &count);

	return count && calls->callee && an_function_of(p, calls->callee)->flags & AN_FN_GENERATOR;
}

static bool asks_network(const struct an_program *p, uint32_t f, an_id op, struct an_way *way)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_op *o = an_op_at(u, op);

	if (o->kind != AN_OP_CALL || !(o->flags & AN_OP_AWAITED) || an_op_aside(o))
		return false;
	if (an_find_way(p, f, op, AN_NETWORK, MAX_CALLS, way))
		return !(an_op_effects(p, f, op, AN_QUERIES, NULL) & AN_QUERIES);
	*way = (struct an_way){ .function = { f }, .op = { op }, .guessed = true };
	return is_named_so(u, o);
}

/* ---- what a turn needs of others ---- */

struct turns { const struct an_program *p; const an_unit *u; uint32_t f; an_id loop; };

static bool inside(const struct turns *t, an_id loop)
{
	return loop && an_loop_within(t->u, loop, t->loop);
}

/* Where the symbol is given its first value in the loop, as the op before which that happens; 0 = nowhere. */
static an_id first_given(const struct turns *t, an_id symbol)
{
	uint32_t count;
	const an_id *writes = an_writes_of(t->p, t->f, symbol, &count);

	for (uint32_t i = 0; i < count; i++) {
		const struct an_write *w = an_write_at(t->u, writes[i]);

		if (w->kind == AN_WRITE_ASSIGN && w->function == t->p->nodes[t->f].function && inside(t, w->loop))
			return w->op;
	}
	return 0;
}

/* Is a symbol that the op uses left over from an earlier turn? */
static bool uses_left_over(const struct turns *t, an_id op, an_id symbol)
{
	an_id given = first_given(t, symbol);

	return given && given > op;
}

/* Is the container that grows in the loop asked for something there: if x in seen? */
static bool is_asked(const struct turns *t, an_id symbol, const an_id *ops, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++) {
		const struct an_op *o = an_op_at(t->u, ops[i]);
		bool adds = o->receiver == symbol && !o->result && o->kind == AN_OP_CALL;

		if (!inside(t, o->loop))
			continue;
		for (uint32_t k = 0; k < o->arg_count; k++) {
			if (an_arg_mentions(t->u, an_arg_at(t->u, o->first_arg + k), symbol))
				return true;
		}
		if (o->receiver == symbol && !adds)
			return true;
	}
	return false;
}

/* Does the loop change something that outlives a turn, and look at it? */
static bool keeps_state(const struct turns *t, const an_id *ops, uint32_t op_count)
{
	uint32_t count;
	const an_id *writes = an_changes_of(t->p, t->f, &count);

	for (uint32_t i = 0; i < count; i++) {
		const struct an_write *w = an_write_at(t->u, writes[i]);

		if (!inside(t, w->loop) || w->kind == AN_WRITE_PASS || first_given(t, w->symbol))
			continue;
		if (w->kind == AN_WRITE_CHANGE && is_asked(t, w->symbol, ops, op_count))
			return true;
	}
	return false;
}

/* self.token = ..., token = None before the loop: what one turn sets and another one may read. */
static bool needs_earlier_turn(const struct turns *t, const an_id *ops, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++) {
		const struct an_op *o = an_op_at(t->u, ops[i]);

		if (!inside(t, o->loop))
			continue;
		if (o->receiver && uses_left_over(t, ops[i], o->receiver))
			return true;
		if (o->result && o->flags & AN_OP_GUARDED && first_given(t, o->result))
			return true;    /* set in some turns only */
		for (uint32_t k = 0; k < o->arg_count; k++) {
			const struct an_arg *a = an_arg_at(t->u, o->first_arg + k);

			for (uint32_t n = 0; n < a->use_count; n++) {
				if (uses_left_over(t, ops[i], an_use_at(t->u, a->first_use + n)))
					return true;
			}
		}
	}
	return keeps_state(t, ops, count);
}

/* Is the loop left by what is found, or does it hold a lock, or wait on purpose? */
static bool is_meant_so(const struct turns *t, const an_id *ops, uint32_t op_count)
{
	const struct an_loop *l = an_loop_at(t->u, t->loop);
	uint32_t count;
	const an_id *marks = an_marks_of(t->p, t->f, &count);

	for (uint32_t i = 0; i < count; i++) {
		const struct an_mark *m = an_mark_at(t->u, marks[i]);

		if ((m->kind == AN_MARK_BREAK || m->kind == AN_MARK_RETURN) && m->line > l->header.line &&
		    m->line <= l->span.end_line)
			return true;
	}
	for (uint32_t i = 0; i < op_count; i++) {
		const struct an_op *o = an_op_at(t->u, ops[i]);

		if (inside(t, o->loop) && (o->flags & AN_OP_SCOPED || an_op_direct(t->p, t->f, ops[i]) & AN_SLEEPS ||
					   an_op_effects(t->p, t->f, ops[i], AN_LOCKS, NULL) & AN_LOCKS))
			return true;
	}
	return false;
}

/* Requests that change something may have to come in order, but for those that go to different places. */
static bool may_be_reordered(const struct an_program *p, const struct an_way *way, an_id loop)
{
	uint32_t end = way->function[way->last];
	const an_unit *u = an_unit_of(p, end);
	const struct an_op *o = an_op_at(u, way->op[way->last]);
	const char *last = an_last_part(an_text(u, o->name));

	if (strcmp(last, "post") && strcmp(last, "put") && strcmp(last, "patch") && strcmp(last, "delete") &&
	    strcmp(last, "request") && strcmp(last, "send"))
		return true;
	if (!strcmp(last, "request") && o->arg_count && !strcasecmp(an_text(u, an_arg_at(u, o->first_arg)->text), "get"))
		return true;
	return !way->last && o->arg_count && !an_arg_invariant(p, end, way->op[0], an_arg_at(u, o->first_arg), loop);
}

bool an_awaits_one_by_one(const struct an_program *p, uint32_t f, an_id op, struct an_way *way, an_id *loop)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_op *o = an_op_at(u, op);
	const struct an_loop *l;
	uint32_t count;
	const an_id *ops;

	if (!o->loop || (an_function_of(p, f)->flags & (AN_FN_ASYNC | AN_FN_GENERATOR)) != AN_FN_ASYNC ||
	    !asks_network(p, f, op, way) || is_generator(p, f, op) || is_handed_over(p, f, op))
		return false;
	*loop = an_growing_loop(p, f, op, NULL);
	l = an_loop_at(u, *loop);
	if (!*loop || o->loop != *loop || (l->kind == AN_WHILE && !l->iterated) || l->kind == AN_CALLBACK ||
	    l->flags & (AN_LOOP_FOREVER | AN_LOOP_RETRY) || an_loop_in_batches(p, f, *loop) || o->flags & AN_OP_IN_CONDITION)
		return false;
	if (l->iterated && an_container_size(p, f, l->iterated) == AN_SIZE_BOUNDED)
		return false;
	for (int i = 1; i <= way->last; i++) {
		if (an_op_at(an_unit_of(p, way->function[i]), way->op[i])->flags & AN_OP_GUARDED)
			return false;
	}
	ops = an_ops_of(p, f, &count);
	return !is_meant_so(&(struct turns){ p, u, f, *loop }, ops, count) &&
	       !needs_earlier_turn(&(struct turns){ p, u, f, *loop }, ops, count) && may_be_reordered(p, way, *loop);
}
