/* lock_answers.c - what a condition says of locks that perhaps could not be taken. */
#include "analyzer/locks_p.h"

/* What is known of the result of the last call, or of a variable's value. */
struct answer { an_id op, symbol; bool zero, negative; };

enum { ON_EITHER = AN_HELD_ON_ZERO | AN_HELD_ON_OTHERS };

uint32_t an_held_on(const struct an_program *p, uint32_t f, const struct an_held *held)
{
	switch (an_lock_what(p, f, held->op)) {
	case AN_NO_LOCK: return held->flags & AN_HELD_MAY_FAIL ? held->flags & ON_EITHER : 0;
	case AN_TRY_TRUE: case AN_GUARD: return AN_HELD_ON_OTHERS;
	default: return an_unit_of(p, f)->language == AN_PYTHON ? AN_HELD_ON_OTHERS : AN_HELD_ON_ZERO;
	}
}

static void answer(const struct an_ways *ways, struct an_held *held, const struct answer *a)
{
	uint32_t on = an_held_on(ways->p, ways->function, held);

	if (!on || on == ON_EITHER)
		return;
	if (a->zero == (on == AN_HELD_ON_ZERO || a->negative))
		held->flags &= ~(uint32_t)AN_HELD_FAILED;
	else
		held->flags |= AN_HELD_FAILED;
}

/* What Python asks of a call, or of the variable that took its result. */
static bool read_python(const struct an_ways *ways, const struct an_mark *m, unsigned arm, an_id last_call,
			struct answer *a)
{
	if (m->kind != AN_MARK_BRANCH || !(m->flags & (AN_MARK_THERE | AN_MARK_ABSENT)))
		return false;
	a->symbol = m->use_count ? an_use_at(an_unit_of(ways->p, ways->function), m->first_use) : 0;
	a->op = m->use_count ? 0 : last_call;
	a->zero = !(m->flags & AN_MARK_THERE) == !arm;
	return true;
}

/* What the arm says of what the mark asks; false if nothing. */
static bool read_answer(const struct an_ways *ways, const struct an_mark *m, unsigned arm, an_id last_call,
			struct answer *a)
{
	const an_unit *u = an_unit_of(ways->p, ways->function);

	*a = (struct answer){ 0 };
	if (u->language == AN_PYTHON)
		return read_python(ways, m, arm, last_call, a);
	if (!(m->flags & (AN_MARK_ZERO | AN_MARK_NONZERO)) || (arm ? m->flags & AN_MARK_FIRST : m->flags & AN_MARK_SECOND))
		return false;
	a->zero = !(m->flags & AN_MARK_ZERO) == (arm > 0);
	a->negative = m->flags & AN_MARK_NEGATIVE;
	if (!(m->flags & AN_MARK_CALL))
		a->symbol = m->target;
	else if (an_lock_what(ways->p, ways->function, last_call) == AN_ASK)
		a->symbol = an_op_at(u, last_call)->receiver;
	else
		a->op = last_call;
	return a->op || a->symbol;
}

void an_hear_answer(const struct an_ways *ways, struct an_lockset *s, const struct an_mark *mark, unsigned arm,
		    an_id last_call)
{
	struct answer a;

	if (!s->n || !read_answer(ways, mark, arm, last_call, &a))
		return;
	for (uint32_t i = 0; i < s->n; i++) {
		if (s->held[i].op == a.op || (a.symbol && s->held[i].result == a.symbol))
			answer(ways, &s->held[i], &a);
	}
}
