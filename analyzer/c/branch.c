/* branch.c - if, switch and try: what is run only sometimes, and what only once. */
#include "analyzer/c/walk_p.h"

static const struct an_c_leaving stays;

/* ---- memos: work that is done only when its result is not there yet ---- */

static bool is_lasting(struct an_c_walk *w, an_id symbol)
{
	uint8_t kind = an_edit_symbol(w->b, symbol)->kind;

	return kind == AN_GLOBAL || kind == AN_MEMBER;
}

/* Was something stored in the symbol since: an element, or for what outlives the call, a value? */
static bool stored_since(struct an_c_walk *w, size_t first, an_id symbol)
{
	for (size_t i = first; i < w->stored_count; i++) {
		const struct an_c_stored *s = &w->stored[i];

		if (s->symbol != symbol)
			continue;
		if (s->kind == AN_WRITE_CHANGE || (s->kind == AN_WRITE_ASSIGN && is_lasting(w, symbol)))
			return true;
	}
	return false;
}

/*
 * In a loop, what is tested must be the same thing on each turn: an object that the turn brings
 * (for (o in orders) if (!o->customer) o->customer = load()) misses every time.
 */
static bool is_fixed(struct an_c_walk *w, an_id symbol)
{
	const struct an_c_course *course = an_c_course(w);
	an_id root = symbol;

	if (!course)
		return true;
	while (an_edit_symbol(w->b, root)->kind == AN_MEMBER)
		root = an_edit_symbol(w->b, root)->base;
	if (root == course->variable)
		return false;
	for (unsigned i = 0; i < course->tested_count; i++) {
		if (course->tested[i] == root)
			return false;
	}
	for (size_t i = course->first_store; i < w->stored_count && root != symbol; i++) {
		if (w->stored[i].symbol == root && w->stored[i].kind == AN_WRITE_ASSIGN)
			return false;
	}
	return true;
}

/* Work since then, done only where the symbol had nothing, and stored there. */
static bool fills(struct an_c_walk *w, size_t first_store, an_id symbol)
{
	return symbol && stored_since(w, first_store, symbol) && is_fixed(w, symbol);
}

/* The symbol if the condition that mentions it may be that of a memo, else 0. */
static an_id memo_of(struct an_c_walk *w, const struct an_c_term *condition, an_id symbol)
{
	const struct an_c_course *course = an_c_course(w);
	uint8_t value;

	if (!symbol || !course)
		return symbol;
	value = an_edit_symbol(w->b, symbol)->value;
	/* An array is asked for the variable's own element, another one each turn; a map for any key. */
	if (value != AN_VALUE_HASH && value != AN_VALUE_TREE && course->variable &&
	    an_c_mentions(w, condition, course->variable))
		return 0;
	return symbol;
}

void an_c_end_memo(struct an_c_walk *w, const struct an_c_memo *m)
{
	if (fills(w, m->first_store, m->symbol))
		an_c_mark(w, m->first_op, AN_OP_MEMO);
}

struct an_c_leaving an_c_branch(struct an_c_walk *w, CXCursor c)
{
	struct an_block block = an_block_begin(w->b);
	an_id first = an_builder_count(w->b, AN_OPS);
	uint16_t flags = w->flow.flags;
	unsigned before = an_c_continues(w);
	struct an_c_leaving leaving;

	w->flow.flags |= AN_OP_GUARDED;
	leaving = an_c_stmt(w, c);
	w->flow.flags = flags;
	if (leaving.ends && an_c_continues(w) == before)
		an_block_end(w->b, block, leaving.left);
	if (leaving.cold)
		an_c_mark(w, first, AN_OP_COLD);
	return leaving;
}

/* ---- if and switch ---- */

/* Both ways must leave for the whole to leave, and then no further than the nearer one goes. */
static struct an_c_leaving either(struct an_c_leaving a, struct an_c_leaving b)
{
	struct an_c_leaving both = { .ends = a.ends && b.ends, .cold = a.cold && b.cold };

	if (both.ends && a.left && b.left)
		both.left = a.left > b.left ? a.left : b.left;
	return both;
}

/* Walks what stands before the condition (if (int n = f(); n > 0)); returns the index of the condition. */
static size_t before_condition(struct an_c_walk *w, struct an_c_kids kids)
{
	size_t i = 0;

	for (; i + 1 < kids.count; i++) {
		CXCursor c = an_c_kid(w, kids, i);

		if (clang_getCursorKind(c) == CXCursor_DeclStmt)
			an_c_locals(w, c);
		else if (clang_getCursorKind(c) == CXCursor_VarDecl)
			an_c_local(w, c, NULL);
		else
			break;
	}
	/* if (f(); x) a; else b;  has four parts, the first of no use. */
	if (kids.count - i == 4)
		an_c_effect(w, an_c_kid(w, kids, i++));
	return i;
}

/* A condition that may hold a call that ends all: assert(x). */
static struct an_c_term condition(struct an_c_walk *w, CXCursor c)
{
	struct an_c_term t = an_c_expr(w, c);

	w->flow.end = AN_C_RETURNS;
	return t;
}

/* if (c->error) return -1; ... c->error = work(); stops after a failure, it does not remember a result. */
static bool is_refusal(struct an_c_walk *w, an_id symbol)
{
	static const char *const words[] = { "err", "fail", "bad", "abort", "stop", "close", "cancel", "quit", NULL };
	const char *name = an_builder_text(w->b, an_edit_symbol(w->b, symbol)->name);

	if (w->flow.failed)
		return true;
	for (const char *const *word = words; *word; word++) {
		if (an_c_has_word(name, *word))
			return true;
	}
	return false;
}

/* missing, present: what is known not to be there, or to be there, when the condition holds. */
static struct an_c_leaving branches(struct an_c_walk *w, struct an_c_kids kids, size_t cond, an_id missing,
				    an_id present, struct an_c_memo *memo)
{
	an_id first = an_builder_count(w->b, AN_OPS);
	size_t stores = w->stored_count;
	struct an_c_leaving then = stays, otherwise = stays;

	w->flow.failed = false;
	an_c_note_flow(w, AN_MARK_ARM, 0);
	if (cond + 1 < kids.count)
		then = an_c_branch(w, an_c_kid(w, kids, cond + 1));
	if (fills(w, stores, missing))
		an_c_mark(w, first, AN_OP_MEMO);
	if (present && then.ends && !then.cold && memo && !memo->symbol && !is_refusal(w, present))
		*memo = (struct an_c_memo){ present, an_builder_count(w->b, AN_OPS), w->stored_count };
	first = an_builder_count(w->b, AN_OPS);
	stores = w->stored_count;
	if (cond + 2 < kids.count) {
		an_c_note_flow(w, AN_MARK_ARM, 0);
		otherwise = an_c_branch(w, an_c_kid(w, kids, cond + 2));
	}
	an_c_note_flow(w, AN_MARK_JOIN, cond + 2 < kids.count ? AN_MARK_ALL : 0);
	if (fills(w, stores, present))
		an_c_mark(w, first, AN_OP_MEMO);
	return either(then, otherwise);
}

struct an_c_leaving an_c_if(struct an_c_walk *w, CXCursor c, struct an_c_memo *memo)
{
	struct an_c_kids kids = an_c_kids(w, c);
	size_t guards = w->guard_count, cond = before_condition(w, kids), mark = w->use_count;
	struct an_c_leaving leaving = stays;
	an_id missing, present, asked;
	struct an_c_term t;
	uint16_t ask;

	if (cond < kids.count) {
		t = condition(w, an_c_kid(w, kids, cond));
		missing = memo_of(w, &t, t.missing);
		present = memo_of(w, &t, t.present);
		ask = an_c_ask(w, &t, &asked);
		an_c_note(w, AN_MARK_BRANCH, ask | (t.holds ? t.holds : t.symbol ? AN_MARK_THERE : 0u), ask ? asked : 0,
			  an_c_kid(w, kids, cond), &t);
		w->use_count = mark;
		leaving = branches(w, kids, cond, missing, present, memo);
	}
	an_c_release_guards(w, guards, c);
	an_c_kids_done(w, kids);
	return leaving;
}

struct an_c_leaving an_c_switch(struct an_c_walk *w, CXCursor c)
{
	struct an_c_turn turn = { .outer = w->flow.turn, .kind = AN_C_SWITCH };
	struct an_c_kids kids = an_c_kids(w, c);
	size_t cond = before_condition(w, kids);
	uint16_t flags = w->flow.flags;
	size_t mark = w->use_count;
	struct an_c_term t = an_c_term_of(w, c, AN_ARG_EXPRESSION);

	if (cond < kids.count)
		t = an_c_expr(w, an_c_kid(w, kids, cond));
	an_c_note(w, AN_MARK_BRANCH, AN_MARK_SWITCH, 0, clang_getNullCursor(), &t);
	w->use_count = mark;
	w->flow.turn = &turn;
	w->flow.flags |= AN_OP_GUARDED;
	for (size_t i = cond + 1; i < kids.count; i++)
		an_c_stmt(w, an_c_kid(w, kids, i));
	an_c_note_flow(w, AN_MARK_JOIN, turn.has_default ? AN_MARK_ALL : 0);
	w->flow.flags = flags;
	w->flow.turn = turn.outer;
	an_c_kids_done(w, kids);
	return stays;
}

/* ---- try ---- */

static struct an_c_leaving catch_clause(struct an_c_walk *w, CXCursor c)
{
	struct an_c_kids kids = an_c_kids(w, c);
	an_id first = an_builder_count(w->b, AN_OPS);
	struct an_c_leaving leaving = stays;

	for (size_t i = 0; i < kids.count; i++) {
		CXCursor kid = an_c_kid(w, kids, i);

		if (clang_getCursorKind(kid) == CXCursor_VarDecl)
			an_c_symbol(w, kid);
		else
			leaving = an_c_branch(w, kid);
	}
	an_c_mark(w, first, AN_OP_COLD);
	an_c_kids_done(w, kids);
	return leaving;
}

struct an_c_leaving an_c_try(struct an_c_walk *w, CXCursor c)
{
	struct an_c_kids kids = an_c_kids(w, c);
	struct an_c_leaving body = stays;
	bool handlers_end = true;
	an_id thrown = w->flow.thrown;
	struct an_c_course *course = an_c_course(w);

	w->flow.thrown = 0;
	an_c_note_flow(w, AN_MARK_BRANCH, 0);
	for (size_t i = 0; i < kids.count; i++) {
		CXCursor kid = an_c_kid(w, kids, i);

		an_c_note_flow(w, AN_MARK_ARM, 0);
		if (clang_getCursorKind(kid) == CXCursor_CXXCatchStmt) {
			handlers_end &= catch_clause(w, kid).ends;
		} else {
			body = an_c_stmt(w, kid);
			w->flow.thrown = thrown;
		}
	}
	an_c_note_flow(w, AN_MARK_JOIN, AN_MARK_ALL);
	an_c_kids_done(w, kids);
	/* for (;;) try { ...; break; } catch (...) { } goes on only after a failure. */
	if (course && body.ends && body.left && !handlers_end)
		course->retries = true;
	return (struct an_c_leaving){ .ends = body.ends && handlers_end };
}
