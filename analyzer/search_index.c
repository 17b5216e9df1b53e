/* search_index.c - lists that are walked only as long as they are short, by functions that have an index of them. */
#include "analyzer/searches_p.h"

/* Is the value of the symbol given to a call between those ops? */
static bool is_given(const an_unit *u, const an_id *ops, uint32_t count, an_id first, an_id end, an_id symbol)
{
	for (uint32_t i = 0; i < count; i++) {
		const struct an_op *o = an_op_at(u, ops[i]);

		if (ops[i] < first || ops[i] >= end || o->kind != AN_OP_CALL)
			continue;
		if (o->receiver == symbol)
			return true;
		for (uint32_t k = 0; k < o->arg_count; k++) {
			if (an_arg_at(u, o->first_arg + k)->symbol == symbol)
				return true;
		}
	}
	return false;
}

bool an_has_index(const struct an_program *p, uint32_t f, const struct an_search *new)
{
	const an_unit *u = an_unit_of(p, f);
	uint32_t count, op_count;
	const an_id *marks = an_marks_of(p, f, &count), *ops = an_ops_of(p, f, &op_count);

	for (uint32_t i = 0; new->loop && i < count; i++) {
		const struct an_mark *m = an_mark_at(u, marks[i]), *end;
		an_id asked = m->kind == AN_MARK_BRANCH && m->flags & AN_MARK_THERE && m->use_count == 1 ? an_use_at(u, m->first_use) : 0;
		uint32_t k = i + 1;

		if (m->line >= an_loop_at(u, new->loop)->span.line && m->line)
			return false;
		if (!asked || asked == new->symbol || an_symbol_at(u, asked)->kind != AN_MEMBER ||
		    an_symbol_root(u, asked) != an_symbol_root(u, new->symbol))
			continue;
		while (k < count && an_mark_at(u, marks[k])->kind != AN_MARK_RETURN && an_mark_at(u, marks[k])->kind != AN_MARK_JOIN)
			k++;
		end = k < count ? an_mark_at(u, marks[k]) : NULL;
		if (end && end->kind == AN_MARK_RETURN && is_given(u, ops, op_count, m->op, end->op, asked))
			return true;
	}
	return false;
}
