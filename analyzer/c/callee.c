/* callee.c - what is called: on which object, by which key and name. */
#include <string.h>
#include "analyzer/c/walk_p.h"
#include "core/text.h"

/* ---- the expression before the parentheses ---- */

static CXCursor without_parens(struct an_c_walk *w, CXCursor c)
{
	while (clang_getCursorKind(c) == CXCursor_ParenExpr) {
		struct an_c_kids kids = an_c_kids(w, c);

		if (!kids.count)
			return c;
		c = an_c_kid(w, kids, kids.count - 1);
		an_c_kids_done(w, kids);
	}
	return c;
}

static struct an_c_term object_of(struct an_c_walk *w, CXCursor member)
{
	struct an_c_kids kids = an_c_kids(w, member);
	struct an_c_term t = { .kind = 0 };
	size_t i = 0;

	while (i < kids.count && !an_c_is_expr(an_c_kid(w, kids, i)))
		i++;
	if (i < kids.count) {
		t = an_c_expr(w, an_c_kid(w, kids, i));
	} else {
		t = an_c_term_of(w, member, AN_ARG_SYMBOL);
		t.symbol = t.present = an_c_self(w);
	}
	an_c_kids_done(w, kids);
	return t;
}

/* Is it x.operator+(y) that is written, and not x + y? */
static bool names_callee(CXCursor first, const struct an_c_decl *callee)
{
	return clang_getCursorKind(first) == CXCursor_MemberRefExpr &&
	       clang_equalCursors(clang_getCursorReferenced(first), callee->cursor);
}

void an_c_walk_callee(struct an_c_walk *w, struct an_c_call *call)
{
	uint32_t flags = call->callee ? call->callee->flags : 0;
	struct an_c_kids kids;
	CXCursor first;
	bool member;

	if (flags & AN_C_CONSTRUCTOR)
		return;
	kids = an_c_kids(w, call->cursor);
	if (!kids.count)
		return;
	first = an_c_kid(w, kids, 0);
	an_c_kids_done(w, kids);
	/* Before C++17 a copy that may be left out is a call without a callee. */
	call->elided = !call->callee && clang_Cursor_getNumArguments(call->cursor) == 1 &&
		       clang_equalCursors(first, clang_Cursor_getArgument(call->cursor, 0));
	if (call->elided)
		return;
	/* An operator that did not compile: all operands are arguments; to walk each twice is 2^n for a + b + ... */
	if (!call->callee && clang_Cursor_getNumArguments(call->cursor) > 0 &&
	    clang_equalCursors(first, clang_Cursor_getArgument(call->cursor, 0)))
		return;
	first = without_parens(w, first);
	member = clang_getCursorKind(first) == CXCursor_MemberRefExpr;
	if (flags & AN_C_OPERATOR && !names_callee(first, call->callee))
		return;         /* all operands are arguments */
	if (member && (flags & AN_C_FUNCTION || !call->callee))
		call->object = object_of(w, first);
	else if (!(flags & AN_C_FUNCTION))
		call->object = an_c_expr(w, first);
}

/* ---- what it is called ---- */

bool an_c_is_internal(struct an_c_walk *w, const struct an_c_decl *d)
{
	const char *name = an_builder_text(w->b, d->name);

	return wr_starts_with(name, "std::_") || wr_starts_with(name, "__gnu_cxx::");
}

/* Is the object itself there, and not a pointer or reference to what may be of a derived class? */
static bool is_exact(const struct an_c_term *object)
{
	CXCursor d = clang_getCursorReferenced(object->cursor);
	enum CXCursorKind kind = clang_getCursorKind(d);

	return object->kind == AN_ARG_SYMBOL &&
	       (kind == CXCursor_VarDecl || kind == CXCursor_ParmDecl || kind == CXCursor_FieldDecl) &&
	       clang_getCanonicalType(clang_getCursorType(d)).kind == CXType_Record;
}

/* A method that std inherits from its own implementation, by the class of the object. */
static an_str through_object(struct an_c_walk *w, const struct an_c_call *call, const struct an_c_decl *method)
{
	const char *text, *class;

	if (!an_c_is_internal(w, method) || !call->object.symbol)
		return method->name;
	class = an_builder_text(w->b, an_edit_symbol(w->b, call->object.symbol)->type);
	if (!wr_starts_with(class, "std::"))
		return method->name;
	text = wr_arena_printf(w->arena, "%.*s::%s", (int)strcspn(class, " "), class, method->last);
	return an_intern(w->b, text);
}

/* A lambda, or a pointer in a variable of the function: its name says nothing of what is called. */
static bool is_local(const struct an_c_decl *d)
{
	enum CXCursorKind kind = d ? clang_getCursorKind(d->cursor) : CXCursor_InvalidFile;

	return kind == CXCursor_ParmDecl || (d && d->flags & AN_C_LAMBDA) ||
	       (kind == CXCursor_VarDecl && clang_Cursor_hasVarDeclGlobalStorage(d->cursor) != 1);
}

void an_c_name_call(struct an_c_walk *w, const struct an_c_call *call, struct an_op *op)
{
	const struct an_c_decl *d = call->callee;
	an_str name = d ? d->name : 0, key = d ? d->key : call->object.function;

	if (!d && !key) {               /* (*pointer)(x), table[i](x) */
		d = an_c_decl(&w->names, an_c_holder(w, call->object.cursor));
		key = d ? d->key : 0;
		name = d ? d->name : 0;
	}
	if (d && d->flags & AN_C_STD && d->flags & AN_C_METHOD)
		name = through_object(w, call, d);
	op->callee = key;
	op->name = is_local(d) ? 0 : name;
	/* Through a pointer: whatever was stored there may run. */
	if ((d && !(d->flags & AN_C_FUNCTION)) ||
	    (clang_Cursor_isDynamicCall(call->cursor) && !is_exact(&call->object)))
		op->flags |= AN_OP_VIRTUAL;
}
