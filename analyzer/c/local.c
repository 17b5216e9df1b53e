/* local.c - variables of functions and what they are set up with. */
#include "analyzer/c/walk_p.h"

static void bindings(struct an_c_walk *w, CXCursor c, an_id from)
{
	struct an_c_kids kids = an_c_kids(w, c);

	for (size_t i = 0; i < kids.count; i++) {
		CXCursor kid = an_c_kid(w, kids, i);

		if (clang_getCursorKind(kid) == CXCursor_UnexposedDecl) {
			an_id symbol = an_c_symbol(w, kid);

			an_c_write(w, symbol, AN_WRITE_ASSIGN, false, kid);
			an_c_set_origin(w, symbol, from);
		}
	}
	an_c_kids_done(w, kids);
}

/* auto [a, b] = x; */
static void structured(struct an_c_walk *w, CXCursor c)
{
	struct an_c_kids kids = an_c_kids(w, c);
	struct an_c_term t = { .kind = 0 };
	size_t mark = w->use_count;

	for (size_t i = 0; i < kids.count; i++) {
		if (an_c_is_expr(an_c_kid(w, kids, i)))
			t = an_c_expr(w, an_c_kid(w, kids, i));
	}
	w->use_count = mark;
	an_c_kids_done(w, kids);
	bindings(w, c, an_c_type(&w->types, clang_getCursorType(c))->reference ? t.symbol : 0);
}

/* A static local is set up once, however often its function is called. */
static struct an_c_term initial_value(struct an_c_walk *w, CXCursor c, CXCursor init)
{
	struct an_c_flow saved = w->flow;
	struct an_c_term t;

	if (clang_Cursor_hasVarDeclGlobalStorage(c) == 1) {
		w->flow.loop = 0;
		w->flow.flags |= AN_OP_MEMO;
	}
	t = an_c_expr(w, init);
	w->flow.loop = saved.loop;
	w->flow.flags = saved.flags;
	return t;
}

/* libclang has no name for __attribute__((cleanup(f))), nor for most others. */
static bool has_attribute(struct an_c_walk *w, CXCursor c)
{
	struct an_c_kids kids = an_c_kids(w, c);
	bool found = false;

	for (size_t i = 0; i < kids.count; i++)
		found |= clang_getCursorKind(an_c_kid(w, kids, i)) == CXCursor_UnexposedAttr;
	an_c_kids_done(w, kids);
	return found;
}

/* Its value may be taken care of where its block ends. */
static void keep_variable(struct an_c_walk *w, an_id symbol)
{
	struct an_mark m = { .function = w->flow.function, .use_count = 1, .kind = AN_MARK_KEEP };

	if (!w->flow.silent)
		an_add_mark(w->b, &m, &symbol);
}

an_id an_c_local(struct an_c_walk *w, CXCursor c, struct an_c_term *init)
{
	CXCursor value = clang_Cursor_getVarDeclInitializer(c);
	an_id symbol = an_c_symbol(w, c);
	const struct an_c_type *type = an_c_type(&w->types, clang_getCursorType(c));
	size_t mark = w->use_count;
	struct an_c_term t;

	if (clang_Cursor_isNull(value))
		return symbol;
	t = initial_value(w, c, value);
	if (clang_Cursor_hasVarDeclGlobalStorage(c) != 1) {
		an_c_write(w, symbol, AN_WRITE_ASSIGN, false, c);
		an_c_note_assign(w, symbol, &t);
	}
	if (type->pointer || type->reference || t.whole)
		an_c_set_origin(w, symbol, t.symbol);
	an_c_keep(w, &t);
	if (!w->cpp && has_attribute(w, c))
		keep_variable(w, symbol);
	if (t.op && !w->flow.silent) {
		an_edit_op(w->b, t.op)->result = symbol;
		an_c_watch(w, symbol);
		an_c_guard(w, symbol, t.op, clang_getCursorType(c));
	}
	if (t.op && t.op == w->many)
		an_c_note_many(w, clang_getPointeeType(clang_getCanonicalType(clang_getCursorType(c))), t.cursor);
	if (t.kind == AN_ARG_FUNCTION)
		an_c_alias(w, c, &t);
	an_c_initializer(w, c, value, clang_getCursorType(c));
	if (init)
		*init = t;
	w->use_count = mark;
	return symbol;
}

void an_c_locals(struct an_c_walk *w, CXCursor c)
{
	struct an_c_kids kids = an_c_kids(w, c);

	for (size_t i = 0; i < kids.count; i++) {
		CXCursor kid = an_c_kid(w, kids, i);

		if (clang_getCursorKind(kid) == CXCursor_VarDecl)
			an_c_local(w, kid, NULL);
		else if (clang_getCursorKind(kid) == CXCursor_UnexposedDecl)
			structured(w, kid);
		else if (w->cpp)
			an_c_declaration(w, kid);       /* a class in a function */
	}
	an_c_kids_done(w, kids);
}
