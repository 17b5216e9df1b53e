/* shape.c - what values of a class or array take to be kept and copied. */
#include <string.h>
#include "analyzer/c/types_p.h"
#include "core/text.h"

enum { PARTS_DEPTH = 16 };      /* members of members */

/* ---- the library's classes ---- */

enum { BY_ARGUMENTS = 1 << 30 };

static const struct { const char *name; uint32_t cost; } known[] = {
#define COPY(name, cost) { name, cost },
#define OWNS AN_TYPE_OWNS
#define SHARES AN_TYPE_SHARES
#define FIXED AN_TYPE_FIXED
#include "analyzer/c/copies.def"
#undef COPY
#undef OWNS
#undef SHARES
#undef FIXED
};

static bool find_known(const char *name, uint32_t *cost)
{
	for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
		if (!strcmp(known[i].name, name)) {
			*cost = known[i].cost;
			return true;
		}
	}
	return false;
}

static uint32_t cost_of(struct an_c_types *t, CXType type, int depth);

/* std::pair<A, B> costs what A and B do. */
static uint32_t cost_of_arguments(struct an_c_types *t, CXType type, int depth)
{
	int n = clang_Type_getNumTemplateArguments(type);
	uint32_t cost = 0;

	for (int i = 0; i < n; i++) {
		CXType argument = clang_Type_getTemplateArgumentAsType(type, (unsigned)i);

		if (argument.kind != CXType_Invalid)            /* the n of std::array<T, n> */
			cost |= cost_of(t, argument, depth);
	}
	return cost;
}

/* ---- the parts of a class ---- */

struct parts { struct an_c_types *types; uint32_t cost; int depth; bool copies, releases; };

static enum CXVisitorResult visit_field(CXCursor c, CXClientData data)
{
	struct parts *parts = data;

	parts->cost |= cost_of(parts->types, clang_getCursorType(c), parts->depth);
	return CXVisit_Continue;
}

static enum CXChildVisitResult visit_statement(CXCursor c, CXCursor parent, CXClientData data)
{
	bool *empty = data;

	(void)c;
	(void)parent;
	*empty = false;
	return CXChildVisit_Break;
}

static enum CXChildVisitResult visit_body(CXCursor c, CXCursor parent, CXClientData data)
{
	(void)parent;
	if (clang_getCursorKind(c) != CXCursor_CompoundStmt)
		return CXChildVisit_Continue;
	*(bool *)data = true;
	clang_visitChildren(c, visit_statement, data);
	return CXChildVisit_Break;
}

/* ~Vector() {} */
bool an_c_does_nothing(CXCursor destructor)
{
	bool empty = false;

	clang_visitChildren(destructor, visit_body, &empty);
	return empty;
}

static enum CXChildVisitResult visit_member(CXCursor c, CXCursor parent, CXClientData data)
{
	struct parts *parts = data;

	(void)parent;
	if (clang_getCursorKind(c) == CXCursor_CXXBaseSpecifier) {
		parts->cost |= cost_of(parts->types, clang_getCursorType(c), parts->depth);
	} else if (clang_getCursorKind(c) == CXCursor_Constructor && clang_CXXConstructor_isCopyConstructor(c)) {
		if (clang_CXXMethod_isDeleted(c))
			parts->cost |= AN_TYPE_FIXED;
		else if (!clang_CXXMethod_isDefaulted(c))
			parts->copies = true;
	} else if (clang_getCursorKind(c) == CXCursor_Destructor && !clang_CXXMethod_isDefaulted(c) && !an_c_does_nothing(c)) {
		parts->releases = true;
	}
	return CXChildVisit_Continue;
}

static uint32_t cost_of_class(struct an_c_types *t, CXType type, int depth)
{
	CXCursor declaration = clang_getTypeDeclaration(type), pattern, definition;
	const struct an_c_decl *d = an_c_decl(t->names, declaration);
	struct parts parts = { .types = t, .depth = depth + 1 };
	uint32_t cost;

	if (!d)
		return AN_TYPE_OPEN;
	if (find_known(an_builder_text(t->names->b, d->name), &cost))
		return cost & BY_ARGUMENTS ? cost_of_arguments(t, type, depth + 1) : cost;
	/* Iterators, clocks, error codes, what else is small. */
	if (d->flags & AN_C_STD)
		return 0;
	pattern = clang_getSpecializedCursorTemplate(declaration);
	definition = clang_getCursorDefinition(clang_Cursor_isNull(pattern) ? declaration : pattern);
	if (clang_Cursor_isNull(definition))
		return AN_TYPE_OPEN;
	clang_Type_visitFields(type, visit_field, &parts);
	if (t->names->cpp)
		clang_visitChildren(definition, visit_member, &parts);
	/* Where there is nothing to release, nothing is taken: such a constructor only copies the members. */
	return parts.cost | (parts.copies && parts.releases ? AN_TYPE_CUSTOM : 0);
}

static uint32_t cost_of(struct an_c_types *t, CXType type, int depth)
{
	CXType c = clang_getCanonicalType(type);
	struct an_c_type *known_type;
	uint32_t cost;

	while (c.kind == CXType_ConstantArray)
		c = clang_getCanonicalType(clang_getArrayElementType(c));
	if (c.kind == CXType_Unexposed || c.kind == CXType_Dependent || c.kind == CXType_Invalid)
		return AN_TYPE_OPEN;
	if (c.kind != CXType_Record || depth > PARTS_DEPTH)
		return 0;
	c = clang_getUnqualifiedType(c);
	known_type = an_c_edit_type(t, c);
	if (known_type->has_cost)
		return known_type->cost;
	known_type->has_cost = true;    /* 0 for whoever comes by again on the way down */
	cost = cost_of_class(t, c, depth);
	known_type->cost = (uint8_t)cost;
	return cost;
}

uint32_t an_c_copy_cost(struct an_c_types *t, CXType type)
{
	return cost_of(t, type, 0);
}

/* ---- what has to be destroyed ---- */

static bool is_plain(struct an_c_types *t, CXType type, bool whole, int depth);

struct plain { struct an_c_types *types; bool plain, whole; int depth; };

static enum CXVisitorResult visit_plain_field(CXCursor c, CXClientData data)
{
	struct plain *p = data;

	p->plain = is_plain(p->types, clang_getCursorType(c), true, p->depth + 1);
	return p->plain ? CXVisit_Continue : CXVisit_Break;
}

static enum CXChildVisitResult visit_plain_member(CXCursor c, CXCursor parent, CXClientData data)
{
	struct plain *p = data;

	(void)parent;
	if (clang_getCursorKind(c) == CXCursor_CXXBaseSpecifier)
		p->plain &= is_plain(p->types, clang_getCursorType(c), true, p->depth + 1);
	else if (clang_getCursorKind(c) == CXCursor_Destructor && (p->whole || clang_CXXMethod_isVirtual(c)))
		p->plain = false;
	return p->plain ? CXChildVisit_Continue : CXChildVisit_Break;
}

/* whole: a destructor of its own counts, too. */
static bool is_plain(struct an_c_types *t, CXType type, bool whole, int depth)
{
	CXType c = clang_getCanonicalType(type);
	struct plain p = { t, true, whole, depth };
	CXCursor declaration;
	const struct an_c_decl *d;

	while (c.kind == CXType_ConstantArray)
		c = clang_getCanonicalType(clang_getArrayElementType(c));
	if (c.kind == CXType_Unexposed || c.kind == CXType_Dependent || c.kind == CXType_Invalid || depth > PARTS_DEPTH)
		return false;
	if (c.kind != CXType_Record)
		return true;
	declaration = clang_getCursorDefinition(clang_getTypeDeclaration(c));
	d = an_c_decl(t->names, declaration);
	if (!d || d->flags & AN_C_STD || !clang_Cursor_isNull(clang_getSpecializedCursorTemplate(declaration)))
		return false;
	clang_visitChildren(declaration, visit_plain_member, &p);
	if (p.plain)
		clang_Type_visitFields(c, visit_plain_field, &p);
	return p.plain;
}

bool an_c_is_plain(struct an_c_types *t, CXType type)
{
	return is_plain(t, type, false, 0);
}

/* ---- records ---- */

uint32_t an_c_size_of(CXType type)
{
	long long size = clang_Type_getSizeOf(type);

	return size > 0 && size < UINT32_MAX ? (uint32_t)size : 0;
}

static bool is_template_class(CXType c)
{
	return clang_getCursorKind(clang_getTypeDeclaration(c)) == CXCursor_ClassTemplate;
}

static an_id add_shape(struct an_c_types *t, CXType c, an_str name)
{
	struct an_type shape = { .name = name };

	if (c.kind == CXType_ConstantArray) {
		shape.flags = AN_TYPE_ARRAY;
		shape.element = an_c_size_of(clang_getArrayElementType(c));
	} else if (c.kind == CXType_Record) {
		shape.flags = AN_TYPE_CLASS;
	} else if (is_template_class(c)) {
		shape.flags = AN_TYPE_CLASS | AN_TYPE_OPEN;
	} else {
		return 0;
	}
	shape.size = an_c_size_of(c);
	if (!shape.size)
		shape.flags |= AN_TYPE_OPEN;
	shape.flags |= cost_of(t, c, 0);
	return an_add_type(t->names->b, &shape);
}

an_id an_c_shape(struct an_c_types *t, CXType type)
{
	struct an_c_type *known_type;

	/* libclang falls over the type of a name whose initialiser did not compile. */
	if (type.kind == CXType_Invalid)
		return 0;
	known_type = an_c_edit_type(t, clang_getUnqualifiedType(clang_getCanonicalType(type)));
	if (!known_type->has_shape) {
		known_type->shape = add_shape(t, known_type->type, known_type->name);
		known_type->has_shape = true;
	}
	return known_type->shape;
}
