/* stmt.c - statements, and which of them leave a loop for good. */
#include <string.h>
#include "analyzer/c/walk_p.h"

static const struct an_c_leaving stays;

void an_c_mark(struct an_c_walk *w, an_id first, uint16_t flags)
{
	if (w->flow.silent)
		return;
	for (an_id i = first; i < an_builder_count(w->b, AN_OPS); i++) {
		struct an_op *op = an_edit_op(w->b, i);

		if (op->function == w->flow.function)
			op->flags |= flags;
	}
}

/* The innermost construct that `continue` goes on with. */
static struct an_c_turn *repeated(const struct an_c_walk *w)
{
	struct an_c_turn *t = w->flow.turn;

	while (t && t->kind == AN_C_SWITCH)
		t = t->outer;
	return t;
}

unsigned an_c_continues(const struct an_c_walk *w)
{
	const struct an_c_turn *t = repeated(w);

	return t ? t->continues : 0;
}

/* ---- lists of statements ---- */

static bool is_label(CXCursor c)
{
	enum CXCursorKind kind = clang_getCursorKind(c);

	return kind == CXCursor_CaseStmt || kind == CXCursor_DefaultStmt || kind == CXCursor_LabelStmt;
}

struct jump { CXCursor label; bool found; };

static enum CXChildVisitResult find_jump(CXCursor c, CXCursor parent, CXClientData data)
{
	struct jump *jump = data;

	(void)parent;
	jump->found |= clang_getCursorKind(c) == CXCursor_GotoStmt &&
		       clang_equalLocations(clang_getCursorLocation(clang_getCursorReferenced(c)),
					    clang_getCursorLocation(jump->label));
	return jump->found ? CXChildVisit_Break : CXChildVisit_Recurse;
}

/* From the label up to the last statement of the list that jumps back to it; none if none does. */
static struct an_c_kids jumped_over(const struct an_c_walk *w, struct an_c_kids kids, size_t label)
{
	struct an_c_kids part = { kids.first + label, 0 };

	for (size_t i = label; i < kids.count; i++) {
		struct jump jump = { an_c_kid(w, kids, label), false };
		CXCursor c = an_c_kid(w, kids, i);

		if (find_jump(c, c, &jump) == CXChildVisit_Recurse)
			clang_visitChildren(c, find_jump, &jump);
		if (jump.found)
			part.count = i - label + 1;
	}
	return part;
}

struct an_c_leaving an_c_list(struct an_c_walk *w, struct an_c_kids kids, bool within)
{
	struct an_block block = an_block_begin(w->b);
	struct an_c_leaving leaving = stays;
	struct an_c_memo memo = { 0 };
	struct an_c_kids jumps;

	for (size_t i = 0; i < kids.count; i++) {
		CXCursor c = an_c_kid(w, kids, i);
		unsigned before = an_c_continues(w);

		if (is_label(c)) {              /* reached from elsewhere */
			block = an_block_begin(w->b);
			leaving = stays;
		} else if (leaving.ends) {
			continue;               /* never reached */
		}
		if (clang_getCursorKind(c) == CXCursor_LabelStmt && !(within && i == 0))
			jumps = jumped_over(w, kids, i);
		else
			jumps.count = 0;
		if (jumps.count) {
			leaving = an_c_goto_loop(w, jumps);
			i += jumps.count - 1;
		} else if (clang_getCursorKind(c) == CXCursor_IfStmt)
			leaving = an_c_if(w, c, &memo);
		else
			leaving = an_c_stmt(w, c);
		/* A turn that may go on with the next one does repeat what stands before. */
		if (an_c_continues(w) != before)
			block = an_block_begin(w->b);
		if (leaving.ends)
			an_block_end(w->b, block, leaving.left);
	}
	an_c_end_memo(w, &memo);
	return leaving;
}

static struct an_c_leaving compound(struct an_c_walk *w, CXCursor c)
{
	struct an_c_kids kids = an_c_kids(w, c);
	size_t guards = w->guard_count;
	struct an_c_leaving leaving = an_c_list(w, kids, false);

	an_c_release_guards(w, guards, c);
	an_c_kids_done(w, kids);
	return leaving;
}

/* A label's number for its gotos: where it stands. */
static uint32_t label_number(struct an_c_walk *w, CXCursor label)
{
	return (uint32_t)an_c_point_of(&w->source, clang_getCursorLocation(label)).offset + 1;
}

static void note_label(struct an_c_walk *w, CXCursor c)
{
	if (clang_getCursorKind(c) == CXCursor_LabelStmt) {
		an_c_note(w, AN_MARK_LABEL, 0, label_number(w, c), clang_getNullCursor(), NULL);
		return;
	}
	an_c_note_flow(w, AN_MARK_ARM, AN_MARK_FALLS);
	if (clang_getCursorKind(c) != CXCursor_DefaultStmt)
		return;
	for (struct an_c_turn *t = w->flow.turn; t; t = t->outer) {
		t->has_default |= t->kind == AN_C_SWITCH;
		if (t->kind == AN_C_SWITCH)
			return;
	}
}

/* case x: statement, default: statement, label: statement */
static struct an_c_leaving labelled(struct an_c_walk *w, CXCursor c)
{
	struct an_c_kids kids = an_c_kids(w, c);
	struct an_c_leaving leaving = stays;

	note_label(w, c);
	if (kids.count)
		leaving = an_c_stmt(w, an_c_kid(w, kids, kids.count - 1));
	an_c_kids_done(w, kids);
	return leaving;
}

/* ---- what leaves ---- */

static struct an_c_leaving break_statement(struct an_c_walk *w, CXCursor c)
{
	const struct an_c_turn *t = w->flow.turn;

	an_c_note(w, AN_MARK_BREAK, 0, 0, c, NULL);
	return (struct an_c_leaving){ .ends = true, .left = t && t->kind == AN_C_LOOP ? t->loop : 0 };
}

static struct an_c_leaving continue_statement(struct an_c_walk *w, CXCursor c)
{
	struct an_c_turn *t = repeated(w);

	an_c_note(w, AN_MARK_CONTINUE, 0, 0, c, NULL);
	if (t)
		t->continues++;
	return (struct an_c_leaving){ .ends = true };
}

static struct an_c_leaving return_statement(struct an_c_walk *w, CXCursor c)
{
	struct an_c_kids kids = an_c_kids(w, c);
	size_t mark = w->use_count;
	struct an_c_term t = an_c_term_of(w, c, AN_ARG_EXPRESSION);
	bool constant = false;
	long long n = 0;

	for (size_t i = 0; i < kids.count; i++) {
		t = an_c_expr(w, an_c_kid(w, kids, i));
		if (t.kind == AN_ARG_SYMBOL)
			an_c_note_unknown(w, t.symbol);
		if (t.op && !w->flow.silent)
			an_edit_op(w->b, t.op)->flags |= AN_OP_RETURNED;
		if (t.moved)
			an_edit_op(w->b, t.moved)->flags |= AN_OP_RETURNED;
		an_c_escape(w, &t, c);
		constant = an_c_number(w, &t, &n);
	}
	an_c_note_return(w, c, kids.count ? &t : NULL, constant ? &n : NULL);
	w->flow.failed = constant && n < 0;
	w->use_count = mark;
	an_c_kids_done(w, kids);
	w->flow.end = AN_C_RETURNS;
	return (struct an_c_leaving){ .ends = true, .left = w->flow.outermost };
}

static bool is_before(uint32_t line, uint32_t column, uint32_t other_line, uint32_t other_column)
{
	return line < other_line || (line == other_line && column < other_column);
}

static bool contains(const struct an_span *s, const struct an_c_point *p)
{
	return !is_before(p->line, p->column, s->line, s->column) &&
	       is_before(p->line, p->column, s->end_line, s->end_column);
}

/* The outermost loop that does not contain the label. */
static struct an_c_leaving goto_statement(struct an_c_walk *w, CXCursor c)
{
	CXCursor label = clang_getCursorReferenced(c);
	struct an_c_point to = an_c_point_of(&w->source, clang_getCursorLocation(label));
	struct an_c_point from = an_c_point_of(&w->source, clang_getCursorLocation(c));
	struct an_c_leaving leaving = { .ends = true };

	an_c_note(w, AN_MARK_GOTO, 0, label_number(w, label), c, NULL);
	for (struct an_c_turn *t = w->flow.turn; t; t = t->outer) {
		if (t->kind != AN_C_LOOP)
			continue;
		if (!contains(&an_edit_loop(w->b, t->loop)->span, &to))
			leaving.left = t->loop;
		else if (to.offset < from.offset)
			t->continues++;         /* backwards: it is a loop of its own, and repeats */
	}
	return leaving;
}

static struct an_c_leaving expression_statement(struct an_c_walk *w, CXCursor c)
{
	struct an_c_leaving leaving = stays;

	w->flow.end = AN_C_RETURNS;
	an_c_effect(w, c);
	if (w->flow.end != AN_C_RETURNS) {
		leaving.ends = leaving.cold = true;
		leaving.left = w->flow.end == AN_C_THROWS ? w->flow.thrown : w->flow.outermost;
		an_c_note_flow(w, AN_MARK_THROW, 0);
	}
	w->flow.end = AN_C_RETURNS;
	return leaving;
}

/* Attributed statements, OpenMP directives and what else libclang has no name for: what is in them. */
static struct an_c_leaving others(struct an_c_walk *w, CXCursor c)
{
	struct an_c_kids kids = an_c_kids(w, c);
	struct an_c_leaving leaving = stays;

	for (size_t i = 0; i < kids.count; i++) {
		CXCursor kid = an_c_kid(w, kids, i);

		if (an_c_is_expr(kid) || clang_isStatement(clang_getCursorKind(kid)))
			leaving = an_c_stmt(w, kid);
	}
	an_c_kids_done(w, kids);
	return leaving;
}

/* What it does is not known: a call of something. */
static struct an_c_leaving assembly(struct an_c_walk *w, CXCursor c)
{
	an_id op = an_c_op(w, AN_OP_CALL, c, NULL, 0);

	if (op)
		an_edit_op(w->b, op)->name = an_intern(w->b, "__asm__");
	return stays;
}

static struct an_c_leaving dispatch(struct an_c_walk *w, CXCursor c)
{
	switch (clang_getCursorKind(c)) {
	case CXCursor_CompoundStmt:
		return compound(w, c);
	case CXCursor_DeclStmt:
		an_c_locals(w, c);
		return stays;
	case CXCursor_IfStmt:
		return an_c_if(w, c, NULL);
	case CXCursor_SwitchStmt:
		return an_c_switch(w, c);
	case CXCursor_ForStmt:
		return an_c_for(w, c);
	case CXCursor_WhileStmt:
		return an_c_while(w, c);
	case CXCursor_DoStmt:
		return an_c_do(w, c);
	case CXCursor_CXXForRangeStmt:
		return an_c_range_for(w, c);
	case CXCursor_CaseStmt:
	case CXCursor_DefaultStmt:
	case CXCursor_LabelStmt:
		return labelled(w, c);
	case CXCursor_BreakStmt:
		return break_statement(w, c);
	case CXCursor_ContinueStmt:
		return continue_statement(w, c);
	case CXCursor_ReturnStmt:
		return return_statement(w, c);
	case CXCursor_GotoStmt:
		return goto_statement(w, c);
	case CXCursor_CXXTryStmt:
		return an_c_try(w, c);
	case CXCursor_NullStmt:
		return stays;
	case CXCursor_GCCAsmStmt:
		return assembly(w, c);
	default:
		return an_c_is_expr(c) ? expression_statement(w, c) : others(w, c);
	}
}

/* Guards that its head makes live as long as the statement. */
static bool has_head(enum CXCursorKind kind)
{
	return kind == CXCursor_SwitchStmt || kind == CXCursor_ForStmt || kind == CXCursor_WhileStmt ||
	       kind == CXCursor_CXXForRangeStmt;
}

struct an_c_leaving an_c_stmt(struct an_c_walk *w, CXCursor c)
{
	size_t guards = w->guard_count;
	struct an_c_leaving leaving;

	if (w->depth >= AN_C_DEPTH) {
		w->too_deep = true;
		return stays;
	}
	w->depth++;
	leaving = dispatch(w, c);
	if (has_head(clang_getCursorKind(c)))
		an_c_release_guards(w, guards, c);
	w->depth--;
	return leaving;
}
