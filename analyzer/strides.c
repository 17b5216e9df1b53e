/* strides.c - how the innermost loop of a nest steps through arrays: along their rows, or across them. */
#include <stdlib.h>
#include <string.h>
#include "analyzer/program.h"

enum {
	LINE = 64,              /* bytes of a cache line */
	CACHE = 16 * 1024       /* bytes of an array that stays in the first-level cache */
};

/* Is a the place of something within b, or b's own? */
static bool lies_within(const struct an_span *a, const struct an_span *b)
{
	bool starts = a->line > b->line || (a->line == b->line && a->column >= b->column);
	bool ends = a->end_line < b->end_line || (a->end_line == b->end_line && a->end_column <= b->end_column);

	return starts && ends;
}

static bool same_start(const struct an_span *a, const struct an_span *b)
{
	return a->line == b->line && a->column == b->column;
}

struct nest {
	const struct an_program *p;
	const an_unit *u;
	uint32_t function;
	const an_id *ops;
	uint32_t count;
	an_id loop, variable;
};

static const struct an_arg *index_of(const struct nest *n, const struct an_op *o)
{
	return an_arg_at(n->u, o->first_arg + 1);
}

static bool mentions(const struct nest *n, const struct an_op *o, an_id symbol)
{
	return an_arg_mentions(n->u, index_of(n, o), symbol);
}

/* a[i] of a[i][j]: the subscript that goes on where this one ends; NULL if it is the last. */
static const struct an_op *next_in_chain(const struct nest *n, uint32_t i)
{
	const struct an_op *o = an_op_at(n->u, n->ops[i]);

	for (uint32_t k = i + 1; k < n->count; k++) {
		const struct an_op *next = an_op_at(n->u, n->ops[k]);

		if (next->span.line > o->span.end_line)
			return NULL;
		if (next->kind == AN_OP_SUBSCRIPT && same_start(&next->span, &o->span) &&
		    lies_within(&o->span, &next->span) &&
		    an_arg_at(n->u, next->first_arg)->symbol == an_arg_at(n->u, o->first_arg)->symbol &&
		    an_arg_at(n->u, next->first_arg)->kind == AN_ARG_EXPRESSION)
			return next;
	}
	return NULL;
}

static const struct an_op *last_in_chain(const struct nest *n, uint32_t i, const struct an_op *next)
{
	for (uint32_t k = i + 1; k < n->count; k++) {
		const struct an_op *o = an_op_at(n->u, n->ops[k]);

		if (o->kind == AN_OP_SUBSCRIPT && o->span.line == next->span.line && same_start(&o->span, &next->span) &&
		    lies_within(&next->span, &o->span))
			next = o;
	}
	return next;
}

/* Is the variable multiplied in the index by what makes it step over a cache line: v * n + w? */
static bool is_scaled(const struct nest *n, const struct an_op *o, an_id variable)
{
	for (uint32_t k = 0; k < n->count; k++) {
		const struct an_op *scale = an_op_at(n->u, n->ops[k]);

		if (scale->kind != AN_OP_SCALE || !lies_within(&scale->span, &o->span))
			continue;
		for (uint32_t side = 0; side < 2; side++) {
			const struct an_arg *by = an_arg_at(n->u, scale->first_arg + 1 - side);

			if (!an_arg_mentions(n->u, an_arg_at(n->u, scale->first_arg + side), variable))
				continue;
			if (by->kind != AN_ARG_LITERAL ||
			    strtoul(an_text(n->u, by->text), NULL, 0) * o->size >= LINE)
				return true;
		}
	}
	return false;
}

/* Does the variable only reach the index through another array: a[order[v]]? */
static bool is_looked_up(const struct nest *n, const struct an_op *o, an_id variable)
{
	for (uint32_t k = 0; k < n->count; k++) {
		const struct an_op *inner = an_op_at(n->u, n->ops[k]);

		if (inner->kind == AN_OP_SUBSCRIPT && inner != o && lies_within(&inner->span, &o->span) &&
		    !same_start(&inner->span, &o->span) && mentions(n, inner, variable))
			return true;
	}
	return false;
}

/* The enclosing loop that counts the places in a row, where `last` is the row's subscript; 0 = none. */
static an_id row_loop(const struct nest *n, const struct an_op *last)
{
	for (an_id at = an_loop_at(n->u, n->loop)->parent; at; at = an_loop_at(n->u, at)->parent) {
		an_id variable = an_loop_at(n->u, at)->variable;

		if (variable && variable != n->variable && an_loop_grows(n->p, n->function, at) &&
		    mentions(n, last, variable) && !is_scaled(n, last, variable) && !is_looked_up(n, last, variable))
			return at;
	}
	return 0;
}

static bool is_cached(const struct nest *n, const struct an_op *o)
{
	an_id array = an_arg_at(n->u, o->first_arg)->symbol;
	an_id shape = array ? an_symbol_at(n->u, array)->shape : 0;
	const struct an_type *t = an_type_at(n->u, shape);

	return shape && t->flags & AN_TYPE_ARRAY && t->size && t->size <= CACHE;
}

/* A loop over the two, three or six channels of sound or colour. */
static bool is_over_channels(const struct nest *n, an_id loop)
{
	const char *over = an_text(n->u, an_loop_at(n->u, loop)->over);

	return strstr(over, "hannel") || strstr(over, "omponent") || strstr(over, "lane") || strstr(over, "ncomp") ||
	       strstr(over, "bands") || strstr(over, "depth");
}

/* names[i][at] == names[0][at]: the same place of several texts. */
static bool is_texts(const struct nest *n, const struct an_op *o)
{
	const struct an_symbol *array = an_symbol_at(n->u, an_arg_at(n->u, o->first_arg)->symbol);
	const char *type = an_text(n->u, array->type);

	return array->element == AN_VALUE_TEXT || (strstr(type, "char") && strstr(type, "**"));
}

static void note_across(const struct nest *n, uint32_t i, const struct an_op *last, struct an_strides *s)
{
	an_id row = row_loop(n, last);

	/* A row as short as that: the next one begins on the same cache line. */
	if (!row || is_over_channels(n, row) || is_texts(n, an_op_at(n->u, n->ops[i])) || is_cached(n, an_op_at(n->u, n->ops[i])))
		return;
	if (!s->across++) {
		s->first_across = n->ops[i];
		s->array = an_arg_at(n->u, an_op_at(n->u, n->ops[i])->first_arg)->symbol;
		s->row_loop = row;
	}
}

static void note(const struct nest *n, uint32_t i, struct an_strides *s)
{
	const struct an_op *o = an_op_at(n->u, n->ops[i]), *next;

	if (!mentions(n, o, n->variable) || is_looked_up(n, o, n->variable) ||
	    !an_arg_at(n->u, o->first_arg)->symbol)
		return;
	next = next_in_chain(n, i);
	if (next) {
		next = last_in_chain(n, i, next);
		if (mentions(n, next, n->variable))
			return;         /* a diagonal */
		note_across(n, i, next, s);
	} else if (is_scaled(n, o, n->variable)) {
		note_across(n, i, o, s);
	} else {
		s->along++;
	}
}

/* x[i][k] and x[i * n + k], seen from a loop over k in one over j in one over i. */
static bool is_in_other_row(const struct nest *n, uint32_t i, an_id row)
{
	const struct an_op *last = an_op_at(n->u, n->ops[i]);

	for (an_id at = an_loop_at(n->u, n->loop)->parent; at; at = an_loop_at(n->u, at)->parent) {
		an_id variable = an_loop_at(n->u, at)->variable;

		if (!variable || at == row)
			continue;
		for (uint32_t k = 0; k <= i; k++) {
			const struct an_op *o = an_op_at(n->u, n->ops[k]);

			if (o->kind == AN_OP_SUBSCRIPT && same_start(&o->span, &last->span) &&
			    lies_within(&o->span, &last->span) && mentions(n, o, variable))
				return true;
		}
	}
	return false;
}

static void count_rows(const struct nest *n, struct an_strides *s)
{
	for (uint32_t i = 0; i < n->count; i++) {
		const struct an_op *o = an_op_at(n->u, n->ops[i]);

		if (o->kind == AN_OP_SUBSCRIPT && o->loop == n->loop && mentions(n, o, n->variable) &&
		    !next_in_chain(n, i) && !is_scaled(n, o, n->variable) && is_in_other_row(n, i, s->row_loop))
			s->along_rows++;
	}
}

/* Is a pointer moved on in the loop: *out++ = rows[i][j]? */
static bool moves_pointer(const struct nest *n)
{
	for (an_id i = 1; i < an_unit_count(n->u, AN_WRITES); i++) {
		const struct an_write *w = an_write_at(n->u, i);

		if (w->loop == n->loop && w->updates && w->kind == AN_WRITE_ASSIGN && an_symbol_at(n->u, w->symbol)->access & AN_BY_POINTER)
			return true;
	}
	return false;
}

static bool is_innermost(const struct nest *n)
{
	uint32_t count;
	const an_id *loops = an_loops_of(n->p, n->function, &count);

	for (uint32_t i = 0; i < count; i++) {
		if (an_loop_at(n->u, loops[i])->parent == n->loop)
			return false;
	}
	return true;
}

bool an_strides_of(const struct an_program *p, uint32_t function, an_id loop, struct an_strides *s)
{
	struct nest n = { .p = p, .u = an_unit_of(p, function), .function = function, .loop = loop };
	const struct an_loop *l = an_loop_at(n.u, loop);

	*s = (struct an_strides){ 0 };
	n.variable = l->variable;
	if (l->kind != AN_FOR || !l->parent || !l->variable || an_symbol_at(n.u, l->variable)->value != AN_VALUE_NUMBER ||
	    !an_loop_grows(p, function, loop) || is_over_channels(&n, loop) || !is_innermost(&n))
		return false;
	n.ops = an_ops_of(p, function, &n.count);
	for (uint32_t i = 0; i < n.count; i++) {
		const struct an_op *o = an_op_at(n.u, n.ops[i]);

		if (o->kind == AN_OP_SUBSCRIPT && o->loop == loop)
			note(&n, i, s);
	}
	if (!s->array)
		return false;
	s->along += moves_pointer(&n);
	count_rows(&n, s);
	return true;
}
