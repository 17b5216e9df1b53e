/* invariance.c - what stays the same from turn to turn of a loop. */
#include <string.h>
#include "analyzer/program_p.h"

/* Is the symbol written in the loop, in one of the ways (bits 1 << enum an_write_kind)? */
static bool written(const struct an_program *p, uint32_t function, an_id symbol, an_id loop, unsigned ways)
{
	const an_unit *u = an_unit_of(p, function);
	uint32_t count;
	const an_id *writes = an_writes_of(p, function, symbol, &count);

	for (uint32_t i = 0; i < count; i++) {
		const struct an_write *w = an_write_at(u, writes[i]);

		if (w->function == p->nodes[function].function && ways >> w->kind & 1 &&
		    an_loop_within(u, w->loop, loop))
			return true;
	}
	return false;
}

enum { ASSIGN = 1 << AN_WRITE_ASSIGN, ANY = ASSIGN | 1 << AN_WRITE_CHANGE | 1 << AN_WRITE_PASS };

/* The symbol itself written in one of the ways, or what it is a member of replaced. */
static bool steady(const struct an_program *p, uint32_t function, an_id symbol, an_id loop, unsigned ways)
{
	const an_unit *u = an_unit_of(p, function);

	if (!symbol || written(p, function, symbol, loop, ways))
		return false;
	while ((symbol = an_symbol_at(u, symbol)->base)) {
		if (written(p, function, symbol, loop, ASSIGN))
			return false;
	}
	return true;
}

/* Python's texts, numbers and paths cannot be changed by one who gets them; what is not known is
 * taken for one of these. */
static bool can_change(const an_unit *u, an_id symbol)
{
	const struct an_symbol *s = an_symbol_at(u, symbol);

	if (u->language != AN_PYTHON)
		return true;
	if (s->value == AN_VALUE_OBJECT)
		return strcmp(an_text(u, s->type), "pathlib.Path") != 0;
	return s->value == AN_VALUE_LIST || s->value == AN_VALUE_HASH;
}

bool an_symbol_invariant(const struct an_program *p, uint32_t function, an_id symbol, an_id loop)
{
	return steady(p, function, symbol, loop, can_change(an_unit_of(p, function), symbol) ? ANY : ASSIGN);
}

/* A local variable of the loop's body, also one that has no first value: Node *next; find(&next); */
static bool is_made_each_turn(const struct an_program *p, uint32_t function, an_id symbol, an_id loop)
{
	const an_unit *u = an_unit_of(p, function);
	const struct an_symbol *s = an_symbol_at(u, an_symbol_root(u, symbol));
	const struct an_loop *l = an_loop_at(u, loop);

	return u->language != AN_PYTHON && s->kind == AN_LOCAL && s->line > l->header.end_line &&
	       s->line <= l->span.end_line && s->function == p->nodes[function].function;
}

bool an_symbol_kept(const struct an_program *p, uint32_t function, an_id symbol, an_id loop)
{
	return !is_made_each_turn(p, function, symbol, loop) && steady(p, function, symbol, loop, ASSIGN);
}

static bool starts_within(const struct an_span *inner, const struct an_span *outer)
{
	if (inner->line < outer->line || (inner->line == outer->line && inner->column < outer->column))
		return false;
	return inner->line < outer->end_line ||
	       (inner->line == outer->end_line && inner->column < outer->end_column);
}

/* Does a call inside the op's own text possibly give another result each time? */
static bool calls_something_impure(const struct an_program *p, uint32_t function, an_id op)
{
	const an_unit *u = an_unit_of(p, function);
	const struct an_op *whole = an_op_at(u, op);

	/* Arguments are evaluated, and stand in the table, just before the call. */
	for (an_id i = op; i-- > 1;) {
		const struct an_op *o = an_op_at(u, i);

		if (!starts_within(&o->span, &whole->span))
			break;
		if (o->kind == AN_OP_CALL && !(an_op_direct(p, function, i) & AN_PURE))
			return true;
	}
	return false;
}

bool an_arg_invariant(const struct an_program *p, uint32_t function, an_id op, const struct an_arg *arg, an_id loop)
{
	const an_unit *u = an_unit_of(p, function);

	if (arg->kind == AN_ARG_LITERAL || arg->kind == AN_ARG_FUNCTION)
		return true;
	if (arg->symbol && !an_symbol_invariant(p, function, arg->symbol, loop))
		return false;
	for (uint32_t i = 0; i < arg->use_count; i++) {
		if (!an_symbol_invariant(p, function, an_use_at(u, arg->first_use + i), loop))
			return false;
	}
	return arg->kind == AN_ARG_SYMBOL || !calls_something_impure(p, function, op);
}

bool an_operand_invariant(const struct an_program *p, uint32_t function, an_id op,
			  const struct an_operand *operand, an_id loop)
{
	if (operand->arg)
		return an_arg_invariant(p, function, op, operand->arg, loop);
	return an_symbol_invariant(p, function, operand->symbol, loop);
}
