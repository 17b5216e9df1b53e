/* expr.c - expressions: what they mention, state and change. */
#include <stdlib.h>
#include <string.h>
#include "analyzer/c/walk_p.h"
#include "core/alloc.h"
#include "core/model.h"

static enum CXChildVisitResult collect(CXCursor c, CXCursor parent, CXClientData data)
{
	struct an_c_walk *w = data;

	(void)parent;
	*WR_PUSH(w->kids, w->kid_count, w->kid_cap) = c;
	return CXChildVisit_Continue;
}

struct an_c_kids an_c_kids(struct an_c_walk *w, CXCursor c)
{
	struct an_c_kids k = { .first = w->kid_count };

	clang_visitChildren(c, collect, w);
	k.count = w->kid_count - k.first;
	return k;
}

bool an_c_is_expr(CXCursor c)
{
	enum CXCursorKind kind = clang_getCursorKind(c);

	return (kind >= CXCursor_FirstExpr && kind <= CXCursor_LastExpr) || kind == CXCursor_BuiltinBitCastExpr;
}

struct an_c_term an_c_term_of(struct an_c_walk *w, CXCursor c, enum an_arg_kind kind)
{
	return (struct an_c_term){ .cursor = c, .kind = (uint8_t)kind,
				   .first_use = (uint32_t)w->use_count, .last_use = (uint32_t)w->use_count };
}

static void mention(struct an_c_walk *w, an_id symbol)
{
	*WR_PUSH(w->uses, w->use_count, w->use_cap) = symbol;
}

bool an_c_mentions(const struct an_c_walk *w, const struct an_c_term *t, an_id symbol)
{
	for (uint32_t i = t->first_use; i < t->last_use; i++) {
		if (w->uses[i] == symbol)
			return true;
	}
	return false;
}

static struct an_c_term symbol_term(struct an_c_walk *w, CXCursor c, an_id symbol)
{
	struct an_c_term t = an_c_term_of(w, c, AN_ARG_SYMBOL);

	t.symbol = symbol;
	t.present = symbol;
	mention(w, symbol);
	an_c_mention_global(w, symbol);
	return t;
}

/* ---- leaves ---- */

static struct an_c_term function_term(struct an_c_walk *w, CXCursor c, CXCursor function)
{
	const struct an_c_decl *d = an_c_decl(&w->names, function);
	struct an_c_term t = an_c_term_of(w, c, d && d->key ? AN_ARG_FUNCTION : AN_ARG_EXPRESSION);

	t.function = d ? d->key : 0;
	return t;
}

static struct an_c_term variable(struct an_c_walk *w, CXCursor c, CXCursor declaration)
{
	struct an_c_term t = symbol_term(w, c, an_c_symbol(w, declaration));

	an_c_note_mention(w, &t);
	return t;
}

static struct an_c_term reference(struct an_c_walk *w, CXCursor c)
{
	CXCursor d = clang_getCursorReferenced(c);

	switch (clang_getCursorKind(d)) {
	case CXCursor_VarDecl:
	case CXCursor_ParmDecl:
	case CXCursor_UnexposedDecl:            /* a name of auto [a, b] */
		return variable(w, c, d);
	case CXCursor_EnumConstantDecl:
		return an_c_term_of(w, c, AN_ARG_LITERAL);
	case CXCursor_FunctionDecl:
	case CXCursor_CXXMethod:
	case CXCursor_FunctionTemplate:
		return function_term(w, c, d);
	default:
		return an_c_term_of(w, c, AN_ARG_EXPRESSION);
	}
}

static bool is_data(CXCursor member)
{
	enum CXCursorKind kind = clang_getCursorKind(member);

	return kind == CXCursor_FieldDecl || kind == CXCursor_VarDecl;
}

/* a[i].x */
static void name_part(struct an_c_walk *w, an_id subscript, CXCursor field)
{
	const struct an_c_type *type = an_c_type(&w->types, clang_getCursorType(field));
	bool single = type->value == AN_VALUE_NUMBER || type->access & AN_BY_POINTER;
	CXString name;

	if (!is_data(field) || !single)
		return;
	name = clang_getCursorSpelling(field);
	an_edit_op(w->b, subscript)->name = an_intern(w->b, clang_getCString(name));
	clang_disposeString(name);
}

/* base.field or base->field, where base is one symbol, is one symbol; otherwise it is a part of base's root. */
static struct an_c_term member_of(struct an_c_walk *w, CXCursor c, CXCursor field, struct an_c_term base)
{
	an_id place = is_data(field) ? base.place : 0;
	struct an_c_term t;
	bool arrow;

	if (base.element)
		name_part(w, base.element, field);
	base.element = 0;
	if (base.kind != AN_ARG_SYMBOL || !is_data(field)) {
		base.kind = AN_ARG_EXPRESSION;
		base.cursor = c;
		base.whole = base.address = false;
		base.op = base.missing = base.looked = base.moved = base.ask = 0;
		base.present = base.symbol;
		base.place = place;
		return base;
	}
	arrow = an_c_type(&w->types, clang_getCursorType(base.cursor))->pointer ||
		clang_getCanonicalType(clang_getCursorType(base.cursor)).kind == CXType_Pointer;
	w->use_count = base.first_use;
	t = symbol_term(w, c, an_c_member(w, base.symbol, field, arrow, clang_getCursorType(c)));
	t.place = place;
	return t;
}

static struct an_c_term member(struct an_c_walk *w, CXCursor c)
{
	CXCursor field = clang_getCursorReferenced(c);
	struct an_c_kids kids = an_c_kids(w, c);
	struct an_c_term base;
	size_t i = 0;

	while (i < kids.count && !an_c_is_expr(an_c_kid(w, kids, i)))
		i++;
	if (i < kids.count) {
		base = an_c_expr(w, an_c_kid(w, kids, i));
	} else if (clang_getCursorKind(field) == CXCursor_VarDecl) {
		an_c_kids_done(w, kids);
		return symbol_term(w, c, an_c_symbol(w, field));        /* a static member */
	} else {
		base = symbol_term(w, c, an_c_self(w));
	}
	an_c_kids_done(w, kids);
	return member_of(w, c, field, base);
}

/* ---- what only wraps ---- */

/* All expressions among the children; the term of the only one, or one for all of them. */
struct an_c_term an_c_all_of(struct an_c_walk *w, CXCursor c)
{
	struct an_c_kids kids = an_c_kids(w, c);
	struct an_c_term all = an_c_term_of(w, c, AN_ARG_EXPRESSION), t = all;
	size_t found = 0;

	for (size_t i = 0; i < kids.count; i++) {
		CXCursor kid = an_c_kid(w, kids, i);

		if (an_c_is_expr(kid)) {
			t = an_c_expr(w, kid);
			an_c_escape(w, &t, kid);
			found++;
		}
	}
	an_c_kids_done(w, kids);
	return found == 1 ? t : all;
}

/* Implicit casts, temporaries and their like: as if they were not there. */
static struct an_c_term transparent(struct an_c_walk *w, CXCursor c)
{
	struct an_c_kids kids = an_c_kids(w, c);
	struct an_c_term t;
	size_t found = 0, last = 0;

	for (size_t i = 0; i < kids.count; i++) {
		if (an_c_is_expr(an_c_kid(w, kids, i))) {
			last = i;
			found++;
		}
	}
	if (found == 1) {
		t = an_c_expr(w, an_c_kid(w, kids, last));
		an_c_kids_done(w, kids);
		an_c_note_wrapped(w, &t, c);
		return t;
	}
	an_c_kids_done(w, kids);
	if (found)
		return an_c_all_of(w, c);
	return an_c_term_of(w, c, kids.count ? AN_ARG_EXPRESSION : 0);
}

/* _Generic: only the chosen association is there, and its type is that of the whole. */
static struct an_c_term generic(struct an_c_walk *w, CXCursor c)
{
	struct an_c_kids kids = an_c_kids(w, c);
	struct an_c_term t = an_c_term_of(w, c, AN_ARG_EXPRESSION);
	CXType type = clang_getCursorType(c);

	for (size_t i = 1; i < kids.count; i++) {
		CXCursor kid = an_c_kid(w, kids, i);

		if (an_c_is_expr(kid) && clang_equalTypes(clang_getCursorType(kid), type)) {
			t = an_c_expr(w, kid);
			break;
		}
	}
	an_c_kids_done(w, kids);
	return t;
}

/* ({ ...; value; }) */
static struct an_c_term statement_expr(struct an_c_walk *w, CXCursor c)
{
	struct an_c_kids outer = an_c_kids(w, c), kids;
	struct an_c_term t = an_c_term_of(w, c, AN_ARG_EXPRESSION);

	if (!outer.count)
		return t;
	kids = an_c_kids(w, an_c_kid(w, outer, 0));
	for (size_t i = 0; i < kids.count; i++) {
		CXCursor kid = an_c_kid(w, kids, i);

		if (i + 1 == kids.count && an_c_is_expr(kid))
			t = an_c_expr(w, kid);
		else
			an_c_stmt(w, kid);
	}
	an_c_kids_done(w, outer);
	return t;
}

static struct an_c_term list(struct an_c_walk *w, CXCursor c)
{
	struct an_c_term all = an_c_term_of(w, c, AN_ARG_EXPRESSION);
	struct an_c_kids kids = an_c_kids(w, c);

	all.small = kids.count <= AN_SMALL;
	for (size_t i = 0; i < kids.count; i++) {
		CXCursor kid = an_c_kid(w, kids, i);

		if (an_c_is_expr(kid)) {
			struct an_c_term t = an_c_expr(w, kid);

			an_c_escape(w, &t, kid);
			an_c_keep(w, &t);
		}
	}
	an_c_kids_done(w, kids);
	return all;
}

/* ---- what C++ adds ---- */

static struct an_c_term allocate(struct an_c_walk *w, CXCursor c)
{
	struct an_c_kids kids = an_c_kids(w, c);
	struct an_c_term t = an_c_term_of(w, c, AN_ARG_EXPRESSION), args[2];
	uint32_t n = 0;

	for (size_t i = 0; i < kids.count; i++) {
		CXCursor kid = an_c_kid(w, kids, i);

		if (!an_c_is_expr(kid))
			continue;
		if (clang_getCursorKind(kid) == CXCursor_CallExpr || n == 2)
			an_c_expr(w, kid);              /* the constructor */
		else
			args[n++] = an_c_expr(w, kid);
	}
	an_c_kids_done(w, kids);
	if ((n || w->flow.loop) && !w->flow.silent)
		an_c_note_many(w, clang_getPointeeType(clang_getCursorType(c)), c);
	t.op = an_c_op(w, AN_OP_ALLOCATE, c, args, n);
	if (t.op)
		an_edit_op(w->b, t.op)->name = an_c_type(&w->types, clang_getCursorType(c))->name;
	return t;
}

static struct an_c_term give_back(struct an_c_walk *w, CXCursor c)
{
	struct an_c_term t = an_c_all_of(w, c);

	an_c_op(w, AN_OP_FREE, c, &t, 1);
	an_c_pass(w, &t, c);
	return an_c_term_of(w, c, AN_ARG_EXPRESSION);
}

static struct an_c_term throw(struct an_c_walk *w, CXCursor c)
{
	struct an_c_term t = an_c_all_of(w, c);

	an_c_op(w, AN_OP_THROW, c, &t, t.kind && t.cursor.kind != CXCursor_CXXThrowExpr);
	w->flow.end = AN_C_THROWS;
	return an_c_term_of(w, c, AN_ARG_EXPRESSION);
}

static struct an_c_term dispatch(struct an_c_walk *w, CXCursor c)
{
	switch (clang_getCursorKind(c)) {
	case CXCursor_UnexposedExpr:
	case CXCursor_ParenExpr:
	case CXCursor_CStyleCastExpr:
	case CXCursor_CXXStaticCastExpr:
	case CXCursor_CXXReinterpretCastExpr:
	case CXCursor_CXXConstCastExpr:
	case CXCursor_CXXDynamicCastExpr:
	case CXCursor_CXXFunctionalCastExpr:
	case CXCursor_CompoundLiteralExpr:
		return transparent(w, c);
	case CXCursor_DeclRefExpr:
		return reference(w, c);
	case CXCursor_MemberRefExpr:
		return member(w, c);
	case CXCursor_CallExpr:
		return an_c_call(w, c);
	case CXCursor_ArraySubscriptExpr:
		return an_c_subscript(w, c);
	case CXCursor_UnaryOperator:
		return an_c_unary(w, c);
	case CXCursor_BinaryOperator:
		return an_c_binary(w, c);
	case CXCursor_CompoundAssignOperator:
		return an_c_compound_assign(w, c);
	case CXCursor_ConditionalOperator:
		return an_c_conditional(w, c);
	case CXCursor_IntegerLiteral:
	case CXCursor_FloatingLiteral:
	case CXCursor_CharacterLiteral:
	case CXCursor_StringLiteral:
	case CXCursor_CXXBoolLiteralExpr:
	case CXCursor_CXXNullPtrLiteralExpr:
	case CXCursor_GNUNullExpr:
		return an_c_term_of(w, c, AN_ARG_LITERAL);
	case CXCursor_UnaryExpr:                /* sizeof, alignof, noexcept: not run */
	case CXCursor_CXXTypeidExpr:
	case CXCursor_SizeOfPackExpr:
	case CXCursor_RequiresExpr:
	case CXCursor_ConceptSpecializationExpr:
		return an_c_term_of(w, c, AN_ARG_EXPRESSION);
	case CXCursor_CXXThisExpr:
		return symbol_term(w, c, an_c_self(w));
	case CXCursor_InitListExpr:
	case CXCursor_CXXParenListInitExpr:
		return list(w, c);
	case CXCursor_StmtExpr:
		return statement_expr(w, c);
	case CXCursor_GenericSelectionExpr:
		return generic(w, c);
	case CXCursor_LambdaExpr:
		return an_c_lambda(w, c);
	case CXCursor_CXXNewExpr:
		return allocate(w, c);
	case CXCursor_CXXDeleteExpr:
		return give_back(w, c);
	case CXCursor_CXXThrowExpr:
		return throw(w, c);
	default:
		return an_c_all_of(w, c);
	}
}

/* May the expression stand for a place that the one within it stands for? */
static bool names_place(enum CXCursorKind kind)
{
	return kind == CXCursor_DeclRefExpr || kind == CXCursor_MemberRefExpr || kind == CXCursor_CallExpr ||
	       kind == CXCursor_UnexposedExpr || kind == CXCursor_ParenExpr || kind == CXCursor_ArraySubscriptExpr;
}

struct an_c_term an_c_expr(struct an_c_walk *w, CXCursor c)
{
	uint32_t first = (uint32_t)w->use_count;
	struct an_c_term t;

	if (w->depth >= AN_C_DEPTH) {
		w->too_deep = true;
		return an_c_term_of(w, c, AN_ARG_EXPRESSION);
	}
	w->depth++;
	t = dispatch(w, c);
	w->depth--;
	if (!names_place(clang_getCursorKind(c)))
		t.place = t.looked = t.moved = t.element = 0;
	t.first_use = first;
	t.last_use = (uint32_t)w->use_count;
	return t;
}

void an_c_effect(struct an_c_walk *w, CXCursor c)
{
	size_t mark = w->use_count;

	an_c_expr(w, c);
	w->use_count = mark;
}
