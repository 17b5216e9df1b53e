/* loop.c - loops: their parts, found in spite of libclang, and their bodies. */
#include <string.h>
#include "analyzer/c/walk_p.h"
#include "core/text.h"

enum { OVER_LIMIT = 80 };

/* ---- opening and closing ---- */

struct open_loop {
	an_id id;
	struct an_c_flow saved;
	struct an_c_turn turn;
	struct an_c_course course;
	struct an_block block;
	bool jumps;             /* made of a label and a goto, which have marks of their own */
};

static bool blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* The place behind n bytes of text that begin at p. */
static struct an_c_point behind(struct an_c_point p, const char *text, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (text[i] == '\n') {
			p.line++;
			p.column = 1;
		} else {
			p.column += ((unsigned char)text[i] & 0xC0) != 0x80;
		}
	}
	return p;
}

/* From the loop's keyword to the parenthesis before its body; *text is its source, *n bytes, or NULL. */
static struct an_span header_span(struct an_c_walk *w, CXCursor c, CXCursor body, const char **text, size_t *n)
{
	struct an_c_point start = an_c_point_of(&w->source, clang_getRangeStart(clang_getCursorExtent(c)));
	struct an_c_point end = an_c_point_of(&w->source, clang_getRangeStart(clang_getCursorExtent(body)));

	*text = NULL;
	if (!start.file || start.file != end.file || end.offset <= start.offset || end.offset > start.file->size)
		return (struct an_span){ start.line, start.column, start.line, start.column };
	*text = an_c_file_text(&w->source, start.file) + start.offset;
	*n = end.offset - start.offset;
	while (*n && blank((*text)[*n - 1]))
		--*n;
	end = behind(start, *text, *n);
	return (struct an_span){ start.line, start.column, end.line, end.column };
}

/* At most OVER_LIMIT bytes, on one line, with single blanks. */
static void set_over(struct an_c_walk *w, an_id loop, const char *text, size_t n)
{
	char line[OVER_LIMIT];
	size_t out = 0;

	for (size_t i = 0; i < n && out < sizeof line; i++) {
		if (!blank(text[i]))
			line[out++] = text[i];
		else if (out && line[out - 1] != ' ')
			line[out++] = ' ';
	}
	/* Not to be cut within a character. */
	while (out && !wr_utf8_valid(line, out))
		out--;
	an_edit_loop(w->b, loop)->over = an_intern_n(w->b, line, out);
}

void an_c_set_over(struct an_c_walk *w, an_id loop, CXCursor c)
{
	size_t n;
	const char *text = an_c_text(&w->source, c, &n);

	if (text && !an_edit_loop(w->b, loop)->over)
		set_over(w, loop, text, n);
}

static bool is_keyword(const char *text, size_t n)
{
	return (n >= 3 && !memcmp(text, "for", 3)) || (n >= 5 && !memcmp(text, "while", 5)) ||
	       (n >= 2 && !memcmp(text, "do", 2));
}

static void enter(struct an_c_walk *w, struct open_loop *o, CXCursor c, CXCursor body, enum an_loop_kind kind)
{
	struct an_loop record = { .parent = w->flow.loop, .function = w->flow.function, .kind = (uint8_t)kind };
	const char *text;
	size_t n = 0;

	record.span = an_c_span(&w->source, c);
	record.header = header_span(w, c, body, &text, &n);
	o->saved = w->flow;
	o->id = an_add_loop(w->b, &record);
	if (text && !is_keyword(text, n))
		set_over(w, o->id, text, n);            /* FOREACH(x, list) says it best */
	o->block = an_block_begin(w->b);
	o->turn = (struct an_c_turn){ .outer = w->flow.turn, .kind = AN_C_LOOP, .loop = o->id, .course = &o->course };
	o->course.first_store = w->stored_count;
	w->flow.turn = &o->turn;
	w->flow.loop = o->id;
	w->flow.outermost = w->flow.outermost ? w->flow.outermost : o->id;
	w->flow.thrown = w->flow.thrown ? w->flow.thrown : o->id;
	w->flow.flags &= (uint16_t)~(AN_OP_GUARDED | AN_OP_IN_CONDITION);
	if (!o->jumps)
		an_c_note(w, AN_MARK_LOOP, 0, o->id, clang_getNullCursor(), NULL);
}

static void leave(struct an_c_walk *w, struct open_loop *o)
{
	an_id self = w->flow.self;

	if (!o->jumps)
		an_c_note(w, AN_MARK_LOOP_END, 0, o->id, clang_getNullCursor(), NULL);
	an_c_finish_course(w, o->id, &o->course);
	w->flow = o->saved;
	w->flow.self = self;
}

static void walk_body(struct an_c_walk *w, struct open_loop *o, CXCursor body)
{
	struct an_c_leaving leaving = an_c_stmt(w, body);

	/* One turn at most: then the condition is not repeated either. */
	if (leaving.ends && leaving.left && !o->turn.continues)
		an_block_end(w->b, o->block, leaving.left);
}

/* A condition or an increment. */
static struct an_c_term walk_header(struct an_c_walk *w, CXCursor c)
{
	uint16_t flags = w->flow.flags;
	struct an_c_term t;

	w->flow.flags |= AN_OP_IN_CONDITION;
	w->flow.turn->in_condition = true;
	t = an_c_expr(w, c);
	w->flow.turn->in_condition = false;
	w->flow.flags = flags;
	w->flow.end = AN_C_RETURNS;
	return t;
}

/* Of while (!p->last) p may be what is stepped. */
static void test_symbols(struct an_c_walk *w, struct an_c_course *course, const struct an_c_term *t)
{
	for (uint32_t i = t->first_use; i < t->last_use; i++) {
		for (an_id s = w->uses[i]; s && course->tested_count < AN_C_TESTED; s = an_edit_symbol(w->b, s)->base)
			course->tested[course->tested_count++] = s;
	}
}

static void walk_condition(struct an_c_walk *w, struct open_loop *o, CXCursor c)
{
	size_t mark = w->use_count;
	struct an_c_term t = walk_header(w, c);
	uint16_t ask;
	long long n;
	an_id asked;

	test_symbols(w, &o->course, &t);
	/* while (p), while (*p), while (!queue.empty()) */
	if (!o->course.relation)
		o->course.left = t.present ? t.present : t.missing;
	if (!o->course.from)
		o->course.from = an_c_origin(w, o->course.left);
	if (t.first_use == t.last_use && an_c_number(w, &t, &n) && n)
		an_edit_loop(w->b, o->id)->flags |= AN_LOOP_FOREVER;
	else {
		ask = an_c_ask(w, &t, &asked);
		an_c_note(w, AN_MARK_CONDITION, ask & AN_MARK_CALL ? ask : 0, o->id, clang_getNullCursor(), &t);
	}
	w->use_count = mark;
	an_c_set_over(w, o->id, c);
}

/* ---- for ---- */

/* int i = 0, or i = 0: the variable and where it starts. */
static void walk_init(struct an_c_walk *w, CXCursor c, struct an_c_course *course)
{
	size_t mark = w->use_count;
	struct an_c_kids kids;
	struct an_c_term t = { .kind = 0 };

	if (clang_getCursorKind(c) != CXCursor_DeclStmt) {
		struct an_c_turn turn = { .outer = w->flow.turn, .kind = AN_C_LOOP, .course = course };

		/* The assignment notes itself in the course. */
		w->flow.turn = &turn;
		an_c_expr(w, c);
		w->flow.turn = turn.outer;
	} else {
		kids = an_c_kids(w, c);
		for (size_t i = 0; i < kids.count; i++) {
			CXCursor kid = an_c_kid(w, kids, i);
			an_id symbol = clang_getCursorKind(kid) == CXCursor_VarDecl ? an_c_local(w, kid, &t) : 0;

			if (course->variable || !symbol)
				continue;
			course->variable = symbol;
			course->from = t.kind ? t.symbol : 0;
			course->has_start = t.kind && an_c_number(w, &t, &course->start);
		}
		an_c_kids_done(w, kids);
	}
	w->use_count = mark;
}

struct an_c_leaving an_c_for(struct an_c_walk *w, CXCursor c)
{
	struct an_c_parts p = an_c_split_for(w, c);
	struct open_loop o = { .id = 0 };
	size_t mark = w->use_count;

	if (p.has[AN_C_INIT])
		walk_init(w, p.part[AN_C_INIT], &o.course);
	enter(w, &o, c, p.body, AN_FOR);
	if (p.has[AN_C_DECLARATION])
		an_c_local(w, p.part[AN_C_DECLARATION], NULL);
	if (p.has[AN_C_CONDITION])
		walk_condition(w, &o, p.part[AN_C_CONDITION]);
	else
		an_edit_loop(w->b, o.id)->flags |= AN_LOOP_FOREVER;
	if (p.has[AN_C_INCREMENT]) {
		walk_header(w, p.part[AN_C_INCREMENT]);
		w->use_count = mark;
	}
	walk_body(w, &o, p.body);
	leave(w, &o);
	return (struct an_c_leaving){ .ends = false };
}

/* ---- while, do, range ---- */

struct an_c_leaving an_c_while(struct an_c_walk *w, CXCursor c)
{
	struct an_c_kids kids = an_c_kids(w, c);
	struct open_loop o = { .id = 0 };
	size_t i = 0;

	if (kids.count >= 2) {
		enter(w, &o, c, an_c_kid(w, kids, kids.count - 1), AN_WHILE);
		if (clang_getCursorKind(an_c_kid(w, kids, 0)) == CXCursor_VarDecl)
			o.course.variable = an_c_local(w, an_c_kid(w, kids, i++), NULL);
		if (i + 1 < kids.count)
			walk_condition(w, &o, an_c_kid(w, kids, i));
		walk_body(w, &o, an_c_kid(w, kids, kids.count - 1));
		leave(w, &o);
	}
	an_c_kids_done(w, kids);
	return (struct an_c_leaving){ .ends = false };
}

/* again: retry: where something did not work out the first time */
static bool says_retry(const char *label)
{
	static const char *const words[] = { "again", "retry", "restart", "redo", "repeat", "try", NULL };

	for (const char *const *word = words; *word; word++) {
		if (an_c_has_word(label, *word))
			return true;
	}
	return false;
}

struct an_c_leaving an_c_goto_loop(struct an_c_walk *w, struct an_c_kids kids)
{
	CXCursor label = an_c_kid(w, kids, 0), last = an_c_kid(w, kids, kids.count - 1);
	struct an_c_point end = an_c_point_of(&w->source, clang_getRangeEnd(clang_getCursorExtent(last)));
	CXString name = clang_getCursorSpelling(label);
	struct open_loop o = { .jumps = true };
	struct an_c_leaving leaving;
	struct an_loop *loop;

	enter(w, &o, label, label, AN_WHILE);
	loop = an_edit_loop(w->b, o.id);
	if (end.file && end.line >= loop->span.line) {
		loop->span.end_line = end.line;
		loop->span.end_column = end.column;
	}
	/* Nothing says when it ends, as in for (;;). */
	loop->flags |= says_retry(clang_getCString(name)) ? AN_LOOP_RETRY : AN_LOOP_FOREVER;
	an_edit_loop(w->b, o.id)->over = an_intern(w->b, wr_arena_printf(w->arena, "goto %.60s", clang_getCString(name)));
	clang_disposeString(name);
	leaving = an_c_list(w, kids, true);
	if (leaving.ends && leaving.left && !o.turn.continues)
		an_block_end(w->b, o.block, leaving.left);
	leave(w, &o);
	if (leaving.left == o.id)
		leaving.left = 0;
	return leaving;
}

/* Is the condition the constant 0 of do { } while (0)? */
static bool is_zero(struct an_c_walk *w, CXCursor c)
{
	struct an_c_term t;
	long long n;

	while (clang_getCursorKind(c) == CXCursor_UnexposedExpr || clang_getCursorKind(c) == CXCursor_ParenExpr) {
		struct an_c_kids kids = an_c_kids(w, c);

		if (kids.count != 1) {
			an_c_kids_done(w, kids);
			return false;
		}
		c = an_c_kid(w, kids, 0);
		an_c_kids_done(w, kids);
	}
	if (clang_getCursorKind(c) != CXCursor_IntegerLiteral && clang_getCursorKind(c) != CXCursor_CXXBoolLiteralExpr)
		return false;
	t = an_c_term_of(w, c, AN_ARG_LITERAL);
	return an_c_number(w, &t, &n) && n == 0;
}

/* do { } while (0): no loop, but a block that break and continue leave. */
static struct an_c_leaving once(struct an_c_walk *w, CXCursor body)
{
	struct an_c_turn turn = { .outer = w->flow.turn, .kind = AN_C_ONCE };
	struct an_c_leaving leaving;

	w->flow.turn = &turn;
	an_c_note_flow(w, AN_MARK_LOOP, 0);
	leaving = an_c_stmt(w, body);
	an_c_note_flow(w, AN_MARK_LOOP_END, 0);
	w->flow.turn = turn.outer;
	/* What break leaves is only this block. */
	if (!leaving.left)
		leaving.ends = false;
	return leaving;
}

struct an_c_leaving an_c_do(struct an_c_walk *w, CXCursor c)
{
	struct an_c_kids kids = an_c_kids(w, c);
	struct an_c_leaving leaving = { .ends = false };
	struct open_loop o = { .id = 0 };
	CXCursor body, condition;

	if (kids.count == 2) {
		body = an_c_kid(w, kids, 0);
		condition = an_c_kid(w, kids, 1);
		if (is_zero(w, condition)) {
			leaving = once(w, body);
		} else {
			enter(w, &o, c, body, AN_WHILE);
			walk_body(w, &o, body);
			walk_condition(w, &o, condition);
			leave(w, &o);
		}
	}
	an_c_kids_done(w, kids);
	return leaving;
}

/* The loop's variable, or the first of several (auto &[key, value]). */
static an_id range_variable(struct an_c_walk *w, CXCursor c)
{
	struct an_c_kids kids;
	an_id symbol = 0;

	if (clang_getCursorKind(c) == CXCursor_VarDecl)
		return an_c_symbol(w, c);
	kids = an_c_kids(w, c);
	for (size_t i = kids.count; i-- > 0;) {
		if (clang_getCursorKind(an_c_kid(w, kids, i)) == CXCursor_UnexposedDecl)
			symbol = an_c_symbol(w, an_c_kid(w, kids, i));
	}
	an_c_kids_done(w, kids);
	return symbol;
}

/* Past temporaries and casts to the call that makes the value. */
static CXCursor maker(struct an_c_walk *w, CXCursor c)
{
	while (clang_getCursorKind(c) == CXCursor_UnexposedExpr) {
		struct an_c_kids kids = an_c_kids(w, c);
		CXCursor only = kids.count == 1 ? an_c_kid(w, kids, 0) : clang_getNullCursor();

		an_c_kids_done(w, kids);
		if (clang_Cursor_isNull(only))
			break;
		c = only;
	}
	return c;
}

/* Sets the variables of one turn; a copy of the element shows as the call of its copy constructor. */
static an_id walk_range_variable(struct an_c_walk *w, CXCursor c, an_id range)
{
	const struct an_c_type *type = an_c_type(&w->types, clang_getCursorType(c));
	CXCursor value = clang_Cursor_getVarDeclInitializer(c);
	const struct an_c_decl *copy = an_c_decl(&w->names, clang_getCursorReferenced(maker(w, value)));
	struct an_c_kids kids = an_c_kids(w, c);
	an_id symbol = range_variable(w, c);

	an_c_write(w, symbol, AN_WRITE_ASSIGN, false, c);
	if (type->reference)
		an_c_set_origin(w, symbol, range);
	for (size_t i = 0; i < kids.count; i++) {
		CXCursor kid = an_c_kid(w, kids, i);

		if (clang_getCursorKind(kid) == CXCursor_UnexposedDecl) {
			an_c_write(w, an_c_symbol(w, kid), AN_WRITE_ASSIGN, false, kid);
			an_c_set_origin(w, an_c_symbol(w, kid), type->reference ? range : 0);
		}
	}
	an_c_kids_done(w, kids);
	if (copy && copy->flags & AN_C_CONSTRUCTOR && !(copy->flags & AN_C_MOVES)) {
		struct an_c_term from = an_c_term_of(w, value, AN_ARG_EXPRESSION);
		an_id op;

		from.symbol = range;
		op = an_c_op(w, AN_OP_CALL, c, &from, 1);
		if (op) {
			an_edit_op(w->b, op)->callee = copy->key;
			an_edit_op(w->b, op)->name = copy->name;
			an_edit_op(w->b, op)->flags |= copy->flags & AN_C_COPIES ? AN_OP_COPIES : AN_OP_IMPLICIT;
			an_edit_op(w->b, op)->result = symbol;
		}
	}
	return symbol;
}

struct an_c_leaving an_c_range_for(struct an_c_walk *w, CXCursor c)
{
	struct an_c_kids kids = an_c_kids(w, c);
	struct open_loop o = { .id = 0 };
	size_t mark = w->use_count, n = kids.count;
	struct an_c_term range;
	struct an_loop *loop;

	if (n >= 3) {
		for (size_t i = 0; i + 3 < n; i++)
			an_c_stmt(w, an_c_kid(w, kids, i));
		range = an_c_expr(w, an_c_kid(w, kids, n - 2));
		if (!an_c_type(&w->types, clang_getCursorType(an_c_kid(w, kids, n - 3)))->reference)
			an_c_note_read(w, &range);
		w->use_count = mark;
		enter(w, &o, c, an_c_kid(w, kids, n - 1), AN_RANGE);
		an_c_set_over(w, o.id, an_c_kid(w, kids, n - 2));
		an_c_note(w, AN_MARK_CONDITION, 0, o.id, clang_getNullCursor(), NULL);
		o.course.variable = walk_range_variable(w, an_c_kid(w, kids, n - 3), range.symbol);
		loop = an_edit_loop(w->b, o.id);
		loop->iterated = range.symbol;
		loop->small = range.small || (range.symbol && an_edit_symbol(w->b, range.symbol)->small);
		walk_body(w, &o, an_c_kid(w, kids, n - 1));
		leave(w, &o);
	}
	an_c_kids_done(w, kids);
	return (struct an_c_leaving){ .ends = false };
}
