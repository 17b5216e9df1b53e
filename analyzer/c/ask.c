/* ask.c - what conditions ask of one number: whether a call failed, by its result or by the variable that took it. */
#include "analyzer/c/walk_p.h"

enum { RELATION = AN_MARK_ZERO | AN_MARK_NONZERO, PARTLY = AN_MARK_FIRST | AN_MARK_SECOND };

/* Is there no call from that op on? */
static bool is_last(const struct an_c_walk *w, an_id first)
{
	for (an_id i = first; i < an_builder_count(w->b, AN_OPS); i++) {
		if (an_edit_op(w->b, i)->kind == AN_OP_CALL)
			return false;
	}
	return true;
}

uint16_t an_c_ask(struct an_c_walk *w, const struct an_c_term *t, an_id *asked)
{
	*asked = t->asked;
	if (t->ask)
		return t->ask;
	if (t->op && !w->flow.silent && an_edit_op(w->b, t->op)->kind == AN_OP_CALL && is_last(w, t->op + 1))
		return AN_MARK_CALL | AN_MARK_NONZERO;
	*asked = t->kind == AN_ARG_SYMBOL ? t->symbol : 0;
	return *asked ? AN_MARK_NONZERO : 0;
}

/* rc == 0, rc < 0, rc == -1; 0 = it does not part what went well from what failed. */
static uint16_t relation(int kind, long long n)
{
	if (n == -1 && (kind == CXBinaryOperator_EQ || kind == CXBinaryOperator_LE))
		return AN_MARK_NONZERO | AN_MARK_NEGATIVE;
	if (n == -1 && (kind == CXBinaryOperator_NE || kind == CXBinaryOperator_GT))
		return AN_MARK_ZERO | AN_MARK_NEGATIVE;
	switch (n ? 0 : kind) {
	case CXBinaryOperator_EQ: case CXBinaryOperator_LE: return AN_MARK_ZERO;
	case CXBinaryOperator_NE: case CXBinaryOperator_GT: return AN_MARK_NONZERO;
	case CXBinaryOperator_LT: return AN_MARK_NONZERO | AN_MARK_NEGATIVE;
	case CXBinaryOperator_GE: return AN_MARK_ZERO | AN_MARK_NEGATIVE;
	default: return 0;
	}
}

void an_c_ask_compared(struct an_c_walk *w, struct an_c_term *out, int kind, const struct an_c_term *a, long long n)
{
	uint16_t ask = a->ask ? 0 : an_c_ask(w, a, &out->asked), how = relation(kind, n);

	out->ask = ask && how ? (uint16_t)((ask & AN_MARK_CALL) | how) : 0;
}

void an_c_ask_not(struct an_c_walk *w, struct an_c_term *t, const struct an_c_term *of)
{
	t->ask = an_c_ask(w, of, &t->asked);
	if (t->ask)
		t->ask ^= RELATION;
	if (t->ask & PARTLY)
		t->ask ^= PARTLY;
}

void an_c_ask_both(struct an_c_walk *w, struct an_c_term *out, bool either, const struct an_c_term *a,
		   const struct an_c_term *b, an_id behind_a)
{
	const uint16_t known = either ? AN_MARK_SECOND : AN_MARK_FIRST;
	an_id asked_a, asked_b;
	uint16_t ask_a = an_c_ask(w, a, &asked_a), ask_b = an_c_ask(w, b, &asked_b);

	/* Of a part of !(a && b) nothing is known where (a && b) || c is true, or false. */
	if (ask_a & PARTLY & ~known || (ask_a & AN_MARK_CALL && !is_last(w, behind_a)))
		ask_a = 0;
	if (ask_b & PARTLY & ~known)
		ask_b = 0;
	if (!ask_a && !ask_b)
		return;
	out->ask = (ask_b & AN_MARK_CALL || !ask_a ? ask_b : ask_a) | known;
	out->asked = ask_b & AN_MARK_CALL || !ask_a ? asked_b : asked_a;
}
