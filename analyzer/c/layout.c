/*
 * layout.c - structs of which many are made: bytes that are lost between their fields, and in wide enumerations.
 *
 * The least that fields take is had by putting those of the strictest alignment first.
 */
#include "analyzer/c/walk_p.h"
#include <string.h>
#include "core/buf.h"

enum { FIELDS = 64, SHOWN = 16, WORTH = 8 };

struct field { an_str name; uint32_t size, align, least; };

struct parts {
	struct an_c_walk *w;
	struct field fields[FIELDS];
	unsigned n;
	uint32_t start, end;    /* offset of the first field, and behind the last one */
	bool fixed;             /* bit fields, unions without a name, an array without an end: they stand as they must */
};

/* ---- fields ---- */

struct range { long long low, high; };

static enum CXChildVisitResult visit_constant(CXCursor c, CXCursor parent, CXClientData data)
{
	struct range *range = data;

	(void)parent;
	if (clang_getCursorKind(c) == CXCursor_EnumConstantDecl) {
		long long value = clang_getEnumConstantDeclValue(c);

		range->low = value < range->low ? value : range->low;
		range->high = value > range->high ? value : range->high;
	}
	return CXChildVisit_Continue;
}

/* Bytes that the constants of the enumeration need. */
static uint32_t least_of(CXType type, uint32_t size)
{
	struct range range = { 0, 0 };

	clang_visitChildren(clang_getTypeDeclaration(type), visit_constant, &range);
	if (!range.low && !range.high)
		return size;
	if (range.low >= INT8_MIN && range.high <= (range.low < 0 ? INT8_MAX : UINT8_MAX))
		return 1;
	if (range.low >= INT16_MIN && range.high <= (range.low < 0 ? INT16_MAX : UINT16_MAX))
		return 2;
	return size;
}

static enum CXVisitorResult visit_field(CXCursor c, CXClientData data)
{
	struct parts *parts = data;
	struct field *f = &parts->fields[parts->n];
	CXType type = clang_getCanonicalType(clang_getCursorType(c));
	long long size = clang_Type_getSizeOf(type), align = clang_Type_getAlignOf(type), bits = clang_Cursor_getOffsetOfField(c);
	CXString name;

	parts->fixed = parts->n == FIELDS || size <= 0 || size > UINT32_MAX / FIELDS || align <= 0 || bits < 0 ||
		       clang_Cursor_isBitField(c) || clang_Cursor_isAnonymous(c);
	if (parts->fixed)
		return CXVisit_Break;
	name = clang_getCursorSpelling(c);
	/* One without a name is spelled "(anonymous ...)". */
	parts->fixed = strchr(clang_getCString(name), '(') != NULL;
	*f = (struct field){ an_intern(parts->w->b, clang_getCString(name)), (uint32_t)size, (uint32_t)align, (uint32_t)size };
	clang_disposeString(name);
	if (parts->fixed)
		return CXVisit_Break;
	if (parts->w->cpp && type.kind == CXType_Enum)
		f->least = least_of(type, f->size);
	if (!parts->n++)
		parts->start = (uint32_t)(bits / 8);
	parts->end = (uint32_t)(bits / 8 + size);
	return CXVisit_Continue;
}

/* ---- orders ---- */

static uint32_t up(uint32_t offset, uint32_t align)
{
	return (offset + align - 1) / align * align;
}

/* Bytes with the strictest alignment first; sorts the fields. */
static uint32_t packed_size(struct parts *parts)
{
	uint32_t offset = parts->start, align = 1;

	for (unsigned i = 1; i < parts->n; i++) {
		struct field f = parts->fields[i];
		unsigned k = i;

		for (; k && parts->fields[k - 1].align < f.align; k--)
			parts->fields[k] = parts->fields[k - 1];
		parts->fields[k] = f;
	}
	for (unsigned i = 0; i < parts->n; i++) {
		const struct field *f = &parts->fields[i];

		offset = up(offset, f->align) + f->size;
		align = f->align > align ? f->align : align;
	}
	return up(offset, parts->start ? (uint32_t)sizeof(void *) : align);
}

static an_str name_fields(const struct parts *parts, bool wide)
{
	struct wr_buf text = WR_BUF_INIT;
	an_str names;

	wr_buf_str(&text, "");
	for (unsigned i = 0; i < parts->n && parts->n <= SHOWN; i++) {
		if (!wide || parts->fields[i].least < parts->fields[i].size)
			wr_buf_printf(&text, "%s%s", text.len ? ", " : "", an_builder_text(parts->w->b, parts->fields[i].name));
	}
	names = an_intern(parts->w->b, text.data);
	wr_buf_free(&text);
	return names;
}

static bool is_worth(uint32_t size, uint32_t less)
{
	return size >= less + WORTH && (size - less) * 10 >= size;
}

/* ---- records ---- */

static void narrow(struct parts *parts, struct an_layout *l)
{
	l->wide = name_fields(parts, true);
	for (unsigned i = 0; i < parts->n; i++) {
		struct field *f = &parts->fields[i];

		f->align = f->least < f->size ? f->least : f->align;
		f->size = f->least;
	}
	l->narrow = packed_size(parts);
}

/* Is it the project's own, and no template's, whose fields are others for each argument? */
static CXCursor definition_of(struct an_c_walk *w, CXType type)
{
	CXCursor declaration = clang_getTypeDeclaration(type), none = clang_getNullCursor();
	const struct an_c_decl *d = an_c_decl(&w->names, declaration);

	if (!d || d->flags & (AN_C_SYSTEM | AN_C_STD) || clang_getCursorKind(declaration) == CXCursor_UnionDecl ||
	    !clang_Cursor_isNull(clang_getSpecializedCursorTemplate(declaration)))
		return none;
	return clang_getCursorDefinition(declaration);
}

/* Behind the fields of a class may stand a virtual base. */
static bool is_all(const struct parts *parts, uint32_t size, CXType type)
{
	long long align = clang_Type_getAlignOf(type);

	return parts->n > 1 && align > 0 && up(parts->end, (uint32_t)align) == size;
}

static void add(struct an_c_walk *w, struct parts *parts, struct an_layout *l, CXCursor definition, CXCursor at)
{
	struct an_c_point p = an_c_point_of(&w->source, clang_getCursorLocation(definition));

	l->packed = packed_size(parts);
	if (is_worth(l->size, l->packed))
		l->order = name_fields(parts, false);
	else
		l->packed = l->size;
	narrow(parts, l);
	if (l->packed == l->size && !is_worth(l->size, l->narrow))
		return;
	if (!is_worth(l->packed, l->narrow))
		l->wide = 0;
	l->place = an_intern(w->b, wr_arena_printf(w->arena, "%s:%u", p.file ? p.file->path : "", p.line));
	l->function = w->flow.function;
	l->span = clang_Cursor_isNull(at) ? an_edit_function(w->b, l->function)->head : an_c_span(&w->source, at);
	an_add_layout(w->b, l);
}

void an_c_note_many(struct an_c_walk *w, CXType element, CXCursor at)
{
	CXType c = clang_getCanonicalType(element);
	struct parts parts = { .w = w };
	struct an_c_type *type;
	struct an_layout l;
	CXCursor definition;

	if (c.kind != CXType_Record || clang_isConstQualifiedType(c))
		return;
	c = clang_getUnqualifiedType(c);
	type = an_c_edit_type(&w->types, c);
	if (type->has_layout)
		return;
	type->has_layout = true;
	definition = definition_of(w, c);
	l = (struct an_layout){ .name = type->name, .size = an_c_size_of(c) };
	if (clang_Cursor_isNull(definition) || !l.size)
		return;
	clang_Type_visitFields(c, visit_field, &parts);
	if (!parts.fixed && is_all(&parts, l.size, c))
		add(w, &parts, &l, definition, at);
}
