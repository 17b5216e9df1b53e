/*
 * searches.c - functions that look through a container of their caller, or do something else to it
 * that costs as much as it is long.
 *
 * A function searches a container if an API does so (list.index, std::find,
 * x in list), or if a loop over it compares its elements with something that
 * the function was given.  A function that hands its own parameter on to
 * such a function searches it too.
 */
#include <stdlib.h>
#include <string.h>
#include "analyzer/searches_p.h"
#include "core/alloc.h"
#include "core/text.h"

#define MAX_SEARCHES 12         /* per function */
#define MAX_DEPTH 3             /* calls between the function and the one that looks */

/* By what the function reaches the container: a parameter's index, AN_THIS, AN_GLOBALS or AN_NOT_OWNED. */
int an_owner_of(const struct an_program *p, uint32_t f, an_id symbol)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_function *function = an_function_of(p, f);
	an_id root = an_symbol_root(u, symbol);
	const struct an_symbol *s = an_symbol_at(u, root);

	switch (s->kind) {
	case AN_PARAMETER:
		if (root - function->first_param < function->param_count)
			return (int)(root - function->first_param);
		return strcmp(an_text(u, s->name), "this") ? AN_NOT_OWNED : AN_THIS;
	case AN_GLOBAL:
		return AN_GLOBALS;
	case AN_MEMBER:
		return AN_THIS;
	default:
		return AN_NOT_OWNED;
	}
}

/* Replaced by something of the function's own before it is searched: items = sorted(items). */
static bool replaced(const struct an_program *p, uint32_t f, const struct an_search *s)
{
	const an_unit *u = an_unit_of(p, f);
	uint32_t line = s->op ? an_op_at(u, s->op)->span.line : an_loop_at(u, s->loop)->span.line, count;
	an_id symbol = s->symbol;

	for (; symbol; symbol = an_symbol_at(u, symbol)->base) {
		const an_id *writes = an_writes_of(p, f, symbol, &count);

		for (uint32_t i = 0; i < count; i++) {
			const struct an_write *w = an_write_at(u, writes[i]);

			if (w->kind == AN_WRITE_ASSIGN && w->function == p->nodes[f].function && !w->loop &&
			    w->line <= line && !an_is_resized(p, f, symbol, w->line) &&
			    !(w->line == line && an_deed_assigns(s->deed)))
				return true;
		}
	}
	return false;
}

static bool known_already(const struct an_finder *s, uint32_t f, const struct an_search *new, unsigned *count)
{
	*count = 0;
	for (uint32_t i = s->p->nodes[f].searches; i; i = s->found[i].next, ++*count) {
		if (s->found[i].owner == new->owner && s->found[i].symbol == new->symbol && s->found[i].deed == new->deed)
			return true;
	}
	return false;
}

/* Does the function also add to the container: append, push_back, items[n++] = x? */
static bool grows_in(const struct an_program *p, uint32_t f, an_id symbol)
{
	const an_unit *u = an_unit_of(p, f);
	uint32_t count;
	const an_id *writes = an_writes_of(p, f, symbol, &count);
	bool changes = false;

	for (uint32_t i = 0; i < count; i++) {
		const struct an_write *w = an_write_at(u, writes[i]);

		if (w->grows && w->function == p->nodes[f].function)
			return true;
		changes |= w->kind == AN_WRITE_CHANGE;
	}
	return changes && u->language != AN_PYTHON && an_is_grown(p, p->nodes[f].unit, symbol) && an_counts_up(p, f, symbol);
}

/* What is changed is the function's own copy. */
static bool is_own_copy(const struct an_program *p, uint32_t f, an_id symbol)
{
	const an_unit *u = an_unit_of(p, f);
	an_id root = an_symbol_root(u, symbol);
	const struct an_type *shape = an_shape_of(u, root);

	return an_symbol_at(u, root)->kind == AN_PARAMETER && shape && shape->flags & AN_TYPE_OWNS &&
	       !(an_symbol_at(u, root)->access & (AN_BY_REFERENCE | AN_BY_POINTER));
}

void an_add_search(struct an_finder *s, uint32_t f, struct an_search new)
{
	struct an_node *node = &s->p->nodes[f];
	int owner = an_owner_of(s->p, f, new.symbol);
	unsigned count;

	if (owner == AN_NOT_OWNED || replaced(s->p, f, &new) || an_has_index(s->p, f, &new) ||
	    (new.deed != AN_DEED_SEARCH && is_own_copy(s->p, f, new.symbol)))
		return;
	new.owner = (uint8_t)owner;
	if (known_already(s, f, &new, &count) || count == MAX_SEARCHES)
		return;
	new.grows = new.grows || grows_in(s->p, f, new.symbol);
	new.next = node->searches;
	node->searches = (uint32_t)s->n;
	if (owner < 64)
		node->linear_params |= UINT64_C(1) << owner;
	*WR_PUSH(s->found, s->n, s->cap) = new;
}

static bool looked_up_fast(const struct an_symbol *s)
{
	return s->value == AN_VALUE_HASH || s->value == AN_VALUE_TREE || s->value == AN_VALUE_TEXT || s->small;
}

static void find_in_ops(struct an_finder *s, uint32_t f)
{
	const an_unit *u = an_unit_of(s->p, f);
	uint32_t count;
	const an_id *ops = an_ops_of(s->p, f, &count);

	for (uint32_t i = 0; i < count; i++) {
		struct an_operand subject;
		enum an_deed deed;

		if (an_op_aside(an_op_at(u, ops[i])))
			continue;
		/* x in self.lists[key]: in one of them. */
		if (an_op_direct(s->p, f, ops[i]) & AN_SEARCHES && an_op_subject(s->p, f, ops[i], &subject) &&
		    subject.symbol && (u->language != AN_PYTHON || !subject.arg || subject.arg->kind == AN_ARG_SYMBOL) && !looked_up_fast(an_symbol_at(u, subject.symbol)))
			an_add_search(s, f, (struct an_search){ .op = ops[i], .symbol = subject.symbol });
		deed = an_op_deed(s->p, f, ops[i], &subject);
		if (deed != AN_DEED_COUNT && subject.symbol && !an_symbol_at(u, subject.symbol)->small)
			an_add_search(s, f, (struct an_search){ .op = ops[i], .symbol = subject.symbol,
							     .deed = (uint8_t)deed });
	}
}

/* Calls that compare their first two arguments. */
static bool compares(const char *name)
{
	static const char *const names[] = {
		"strcmp", "strncmp", "strcasecmp", "strncasecmp", "memcmp", "bcmp", "wcscmp", "strcoll",
		"std::strcmp", "std::memcmp", "std::strncmp", "std::operator==", "g_strcmp0", "g_str_equal",
	};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		if (!strcmp(name, names[i]))
			return true;
	}
	return false;
}

/* Something that the function was given or knows before the loop. */
static bool is_wanted(const struct an_program *p, uint32_t f, const struct an_arg *arg, an_id loop)
{
	const an_unit *u = an_unit_of(p, f);

	for (uint32_t i = 0; i < arg->use_count; i++) {
		an_id use = an_use_at(u, arg->first_use + i);
		uint8_t kind = an_symbol_at(u, an_symbol_root(u, use))->kind;

		if ((kind == AN_PARAMETER || kind == AN_LOCAL) && an_symbol_kept(p, f, use, loop))
			return true;
	}
	return false;
}

/* Does an op on that line of the loop pick with its variable: queue->array[i]? */
static bool picks_on_line(const struct an_program *p, uint32_t f, uint32_t line, an_id loop)
{
	const an_unit *u = an_unit_of(p, f);
	uint32_t count;
	const an_id *ops = an_ops_of(p, f, &count);

	for (uint32_t i = 0; i < count; i++) {
		const struct an_op *o = an_op_at(u, ops[i]);

		for (uint32_t a = 0; o->loop == loop && o->span.line == line && a < o->arg_count; a++) {
			if (an_arg_mentions(u, an_arg_at(u, o->first_arg + a), an_loop_at(u, loop)->variable))
				return true;
		}
	}
	return false;
}

/* Is the symbol made from the loop's variable in the turn: commit = queue->array[i].data, commit = list->item? */
static bool is_element(const struct an_program *p, uint32_t f, an_id symbol, an_id loop)
{
	const an_unit *u = an_unit_of(p, f);
	an_id variable = an_loop_at(u, loop)->variable, root = an_symbol_root(u, symbol);
	bool by_pointer = an_symbol_at(u, variable)->access & AN_BY_POINTER;
	uint32_t count;
	const an_id *writes;

	for (an_id s = symbol; s; s = an_symbol_at(u, s)->base) {
		if (s == variable)
			return true;
	}
	if (an_symbol_at(u, root)->kind != AN_LOCAL || !(an_symbol_at(u, root)->access & AN_BY_POINTER))
		return false;
	writes = an_writes_of(p, f, root, &count);
	for (uint32_t i = 0; i < count; i++) {
		const struct an_write *w = an_write_at(u, writes[i]);

		if (w->kind == AN_WRITE_ASSIGN && !w->updates && w->loop == loop &&
		    (by_pointer || picks_on_line(p, f, w->line, loop)))
			return true;
	}
	return false;
}

static bool mentions_element(const struct an_program *p, uint32_t f, const struct an_arg *arg, an_id loop)
{
	const an_unit *u = an_unit_of(p, f);

	for (uint32_t i = 0; i < arg->use_count; i++) {
		if (is_element(p, f, an_use_at(u, arg->first_use + i), loop))
			return true;
	}
	return false;
}

/* Does the loop end before its last element, where it has found one? */
static bool may_end_early(const struct an_program *p, uint32_t f, an_id loop)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_span *span = &an_loop_at(u, loop)->span;
	uint32_t count;
	const an_id *marks = an_marks_of(p, f, &count);

	for (uint32_t i = 0; i < count; i++) {
		const struct an_mark *m = an_mark_at(u, marks[i]);

		if (m->line >= span->line && m->line <= span->end_line &&
		    (m->kind == AN_MARK_BREAK || m->kind == AN_MARK_RETURN || m->kind == AN_MARK_GOTO))
			return true;
	}
	return false;
}

/* compare(wanted, element) == 0 */
static bool compares_both(const struct an_program *p, uint32_t f, const struct an_op *o, an_id loop)
{
	const an_unit *u = an_unit_of(p, f);

	for (uint32_t side = 0; o->kind == AN_OP_EQUAL && side < 2; side++) {
		const struct an_arg *result = an_arg_at(u, o->first_arg + side);

		if (an_arg_at(u, o->first_arg + !side)->kind == AN_ARG_LITERAL && result->use_count > 1 &&
		    mentions_element(p, f, result, loop) && is_wanted(p, f, result, loop))
			return true;
	}
	return false;
}

/* Is an element of the loop compared with something from outside it? */
static bool compares_element(const struct an_program *p, uint32_t f, an_id op, an_id loop)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_op *o = an_op_at(u, op);
	an_id variable = an_loop_at(u, loop)->variable;

	if (o->arg_count < 2 || !variable ||
	    !(o->kind == AN_OP_EQUAL || (o->kind == AN_OP_CALL && compares(an_text(u, o->name)))))
		return false;
	for (uint32_t side = 0; side < 2; side++) {
		const struct an_arg *element = an_arg_at(u, o->first_arg + side);
		const struct an_arg *other = an_arg_at(u, o->first_arg + !side);

		if (an_arg_mentions(u, element, variable) && !an_arg_mentions(u, other, variable) &&
		    is_wanted(p, f, other, loop))
			return true;
		/* What is made from the element, in a loop that ends where it fits. */
		if (mentions_element(p, f, element, loop) && !mentions_element(p, f, other, loop) &&
		    is_wanted(p, f, other, loop) && may_end_early(p, f, loop))
			return true;
	}
	return compares_both(p, f, o, loop) && may_end_early(p, f, loop);
}

/* Does the loop start from the beginning each time?  An index that is given, or kept elsewhere, goes on. */
static bool starts_over(const struct an_program *p, uint32_t f, an_id loop)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_loop *l = an_loop_at(u, loop);
	const struct an_symbol *variable = an_symbol_at(u, l->variable);

	if (l->flags & AN_LOOP_ONWARD || variable->kind == AN_MEMBER || variable->kind == AN_GLOBAL)
		return false;
	return variable->kind != AN_PARAMETER || variable->value != AN_VALUE_NUMBER;
}

static void find_in_loops(struct an_finder *s, uint32_t f)
{
	const an_unit *u = an_unit_of(s->p, f);
	uint32_t count;
	const an_id *ops = an_ops_of(s->p, f, &count);

	for (uint32_t i = 0; i < count; i++) {
		an_id loop = an_op_at(u, ops[i])->loop;
		an_id container = loop ? an_loop_at(u, loop)->iterated : 0;

		if (!container || an_op_aside(an_op_at(u, ops[i])) || !an_loop_grows(s->p, f, loop) ||
		    an_symbol_at(u, container)->value == AN_VALUE_TEXT)
			continue;
		if (compares_element(s->p, f, ops[i], loop) && starts_over(s->p, f, loop) &&
		    !an_loop_follows_links(s->p, f, loop))
			an_add_search(s, f, (struct an_search){ .loop = loop, .symbol = container });
	}
}

/* Is the loop left within it where an element is of some kind: if (!(e->flags & STALE)) return 1? */
static bool asks_elements(const struct an_program *p, uint32_t f, an_id loop)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_span *span = &an_loop_at(u, loop)->span;
	uint32_t count;
	const an_id *marks = an_marks_of(p, f, &count);
	bool asked = false, left = false;

	for (uint32_t i = 0; i < count; i++) {
		const struct an_mark *m = an_mark_at(u, marks[i]);

		if (m->line < span->line || m->line > span->end_line)
			continue;
		left |= m->kind == AN_MARK_RETURN && asked;
		for (uint32_t k = 0; m->kind == AN_MARK_BRANCH && k < m->use_count; k++)
			asked |= is_element(p, f, an_use_at(u, m->first_use + k), loop);
	}
	return asked && left;
}

/* A function for nothing else than to tell whether there is such an element. */
static void find_scans(struct an_finder *s, uint32_t f)
{
	const an_unit *u = an_unit_of(s->p, f);
	uint32_t count;
	const an_id *loops = an_loops_of(s->p, f, &count);

	if (u->language == AN_PYTHON || count != 1 || an_function_of(s->p, f)->returns_value != AN_VALUE_NUMBER)
		return;
	if (an_loop_at(u, *loops)->iterated && an_loop_grows(s->p, f, *loops) && starts_over(s->p, f, *loops) &&
	    !an_loop_follows_links(s->p, f, *loops) && asks_elements(s->p, f, *loops))
		an_add_search(s, f, (struct an_search){ .loop = *loops, .symbol = an_loop_at(u, *loops)->iterated,
						     .deed = AN_DEED_SCAN });
}

static bool runs(const struct an_program *p, const struct an_call *call)
{
	return call->kind == AN_CALL_PLAIN && !call->guessed && !an_op_aside(an_op_at(an_unit_of(p, call->caller), call->op));
}

static bool always_runs(const struct an_program *p, const struct an_call *call)
{
	return !(an_op_at(an_unit_of(p, call->caller), call->op)->flags & AN_OP_GUARDED);
}

/* What a callee looks through belongs to the caller if the caller was given it. */
static void find_in_call(struct an_finder *s, const struct an_call *call, bool always)
{
	for (uint32_t i = s->p->nodes[call->callee].searches; i; i = s->found[i].next) {
		struct an_search search = s->found[i];
		struct an_operand operand;

		/* What is sorted in where it is not yet there is sorted in all the same. */
		if ((!always && search.deed != AN_DEED_SORTED) || search.depth >= MAX_DEPTH || search.owner == AN_GLOBALS ||
		    search.deed == AN_DEED_SCAN || search.deed == AN_DEED_TAIL ||
		    !an_call_operand(s->p, call, search.owner, &operand) || !operand.symbol ||
		    (search.deed == AN_DEED_SEARCH &&
		     looked_up_fast(an_symbol_at(an_unit_of(s->p, call->caller), operand.symbol))))
			continue;
		an_add_search(s, call->caller,
			   (struct an_search){ .depth = (uint8_t)(search.depth + 1), .op = call->op, .deed = search.deed,
					       .grows = search.grows, .callee = call->callee, .symbol = operand.symbol });
	}
}

void an_find_searches(struct an_program *p, const struct an_components *c)
{
	struct an_finder s = { .p = p };

	*WR_PUSH(s.found, s.n, s.cap) = (struct an_search){ .op = 0 };
	for (uint32_t i = 0; i < p->node_count; i++) {
		uint32_t f = c->order[i];

		find_in_ops(&s, f);
		find_in_loops(&s, f);
		find_scans(&s, f);
		an_find_sorted_lists(&s, f);
		for (uint32_t k = p->first_call[f]; k < p->first_call[f + 1]; k++) {
			const struct an_call *call = &p->calls[k];

			if (call->callee && c->of[call->callee] != c->of[f] && runs(p, call))
				find_in_call(&s, call, always_runs(p, call));
		}
	}
	p->searches = wr_arena_array(p->arena, s.n, sizeof *p->searches);
	memcpy(p->searches, s.found, s.n * sizeof *p->searches);
	free(s.found);
}
