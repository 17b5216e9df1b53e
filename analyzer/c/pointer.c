/* pointer.c - functions in fields, variables and tables: where a call through those may go. */
#include <string.h>
#include "analyzer/c/walk_p.h"

void an_c_alias(struct an_c_walk *w, CXCursor holder, const struct an_c_term *value)
{
	const struct an_c_decl *d;

	if (value->kind != AN_ARG_FUNCTION || !value->function)
		return;
	d = an_c_decl(&w->names, holder);
	if (d && d->key && !(d->flags & AN_C_FUNCTION))
		an_add_alias(w->b, an_builder_text(w->b, d->key), an_builder_text(w->b, value->function));
}

an_str an_c_choice(struct an_c_walk *w, CXCursor c, const struct an_c_term arms[2])
{
	struct an_c_point p = an_c_point_of(&w->source, clang_getRangeStart(clang_getCursorExtent(c)));
	an_str key = an_intern(w->b, wr_arena_printf(w->arena, "choice@%s:%u:%u", p.file ? p.file->path : "", p.line,
						    p.column));

	for (int i = 0; i < 2; i++)
		an_add_alias(w->b, an_builder_text(w->b, key), an_builder_text(w->b, arms[i].function));
	return key;
}

CXCursor an_c_holder(struct an_c_walk *w, CXCursor c)
{
	while (clang_getCursorKind(c) == CXCursor_ArraySubscriptExpr || clang_getCursorKind(c) == CXCursor_ParenExpr ||
	       clang_getCursorKind(c) == CXCursor_UnexposedExpr || clang_getCursorKind(c) == CXCursor_UnaryOperator) {
		struct an_c_kids kids = an_c_kids(w, c);

		if (!kids.count)
			break;
		c = an_c_kid(w, kids, 0);
		an_c_kids_done(w, kids);
	}
	return clang_getCursorReferenced(c);
}

/* ---- initialisers of structs and arrays ---- */

enum { FIELD_LIMIT = 256 };

struct fields { CXCursor at[FIELD_LIMIT]; size_t count; };

static enum CXVisitorResult take_field(CXCursor c, CXClientData data)
{
	struct fields *fields = data;

	if (fields->count == FIELD_LIMIT)
		return CXVisit_Break;
	fields->at[fields->count++] = c;
	return CXVisit_Continue;
}

static bool points_to_function(CXType type)
{
	CXType c = clang_getCanonicalType(type), to = clang_getPointeeType(c);

	return c.kind == CXType_Pointer && (to.kind == CXType_FunctionProto || to.kind == CXType_FunctionNoProto);
}

/* What the holder takes, if it is a function. */
static void take_function(struct an_c_walk *w, CXCursor holder, CXCursor value)
{
	bool silent = w->flow.silent;
	size_t mark = w->use_count;
	struct an_c_term t;

	w->flow.silent = true;
	t = an_c_expr(w, value);
	w->flow.silent = silent;
	w->use_count = mark;
	an_c_alias(w, holder, &t);
}

static void initialize(struct an_c_walk *w, CXCursor holder, CXCursor value, CXType type)
{
	if (points_to_function(type))
		take_function(w, holder, value);
	else
		an_c_initializer(w, holder, value, type);
}

static size_t field_index(const struct fields *fields, CXCursor field, size_t otherwise)
{
	for (size_t i = 0; i < fields->count; i++) {
		if (clang_equalCursors(fields->at[i], field))
			return i;
	}
	return otherwise;
}

/* .field = value: the field's index; *value becomes what stands behind the "=". */
static size_t designated(struct an_c_walk *w, const struct fields *fields, CXCursor *value, size_t next)
{
	struct an_c_kids kids;
	size_t index = next;

	if (clang_getCursorKind(*value) != CXCursor_UnexposedExpr)
		return next;
	kids = an_c_kids(w, *value);
	if (kids.count == 2 && clang_getCursorKind(an_c_kid(w, kids, 0)) == CXCursor_MemberRef) {
		index = field_index(fields, clang_getCursorReferenced(an_c_kid(w, kids, 0)), next);
		*value = an_c_kid(w, kids, 1);
	}
	an_c_kids_done(w, kids);
	return index;
}

static void initialize_struct(struct an_c_walk *w, struct an_c_kids kids, CXType type)
{
	struct fields fields = { .count = 0 };
	size_t next = 0;

	clang_Type_visitFields(type, take_field, &fields);
	for (size_t i = 0; i < kids.count; i++, next++) {
		CXCursor value = an_c_kid(w, kids, i);

		next = designated(w, &fields, &value, next);
		if (next < fields.count)
			initialize(w, fields.at[next], value, clang_getCursorType(fields.at[next]));
	}
}

/* Past implicit casts and [2] = to the braces. */
static CXCursor braces(struct an_c_walk *w, CXCursor c)
{
	while (clang_getCursorKind(c) == CXCursor_UnexposedExpr) {
		struct an_c_kids kids = an_c_kids(w, c);

		c = kids.count ? an_c_kid(w, kids, kids.count - 1) : clang_getNullCursor();
		an_c_kids_done(w, kids);
	}
	return c;
}

void an_c_initializer(struct an_c_walk *w, CXCursor holder, CXCursor value, CXType type)
{
	CXType c = clang_getCanonicalType(type);
	CXType element = clang_getCanonicalType(clang_getArrayElementType(c));
	CXCursor list = braces(w, value);
	struct an_c_kids kids;

	if (clang_getCursorKind(list) != CXCursor_InitListExpr || w->depth >= AN_C_DEPTH)
		return;
	w->depth++;
	kids = an_c_kids(w, list);
	if (c.kind == CXType_Record) {
		initialize_struct(w, kids, c);
	} else if (element.kind == CXType_Record || element.kind == CXType_ConstantArray ||
		   points_to_function(element)) {
		for (size_t i = 0; i < kids.count; i++)
			initialize(w, holder, braces(w, an_c_kid(w, kids, i)), element);
	}
	an_c_kids_done(w, kids);
	w->depth--;
}
