/* symbol.c - variables, members and captures as symbols, one per function that sees them. */
#include <stdlib.h>
#include <string.h>
#include "analyzer/c/walk_p.h"
#include "core/alloc.h"

static size_t slot_of(CXCursor c, an_id base, size_t slots)
{
	return (clang_hashCursor(c) + base * 0x9E3779B1u) & (slots - 1);
}

static void place(struct an_c_symbol *slots, size_t n, struct an_c_symbol s)
{
	size_t i = slot_of(s.cursor, s.base, n);

	while (slots[i].id)
		i = (i + 1) & (n - 1);
	slots[i] = s;
}

static void grow(struct an_c_walk *w)
{
	size_t n = w->symbol_slots ? w->symbol_slots * 2 : 1024;
	struct an_c_symbol *slots = wr_calloc(n, sizeof *slots);

	for (size_t i = 0; i < w->symbol_slots; i++) {
		if (w->symbols[i].id)
			place(slots, n, w->symbols[i]);
	}
	free(w->symbols);
	w->symbols = slots;
	w->symbol_slots = n;
}

static an_id remember(struct an_c_walk *w, CXCursor c, an_id base, const struct an_symbol *record)
{
	an_id id = an_add_symbol(w->b, record);

	if (++w->symbol_count * 3 > w->symbol_slots * 2)
		grow(w);
	place(w->symbols, w->symbol_slots, (struct an_c_symbol){ c, record->function, base, id });
	return id;
}

/* The symbol of the cursor that `function` sees; with any = true that of whichever function has it. */
static an_id find(const struct an_c_walk *w, CXCursor c, an_id base, an_id function, bool any)
{
	if (!w->symbol_slots)
		return 0;
	for (size_t i = slot_of(c, base, w->symbol_slots); w->symbols[i].id; i = (i + 1) & (w->symbol_slots - 1)) {
		const struct an_c_symbol *s = &w->symbols[i];

		if (s->base == base && (any || !s->function || s->function == function) &&
		    clang_equalCursors(s->cursor, c))
			return s->id;
	}
	return 0;
}

static an_str spelling(struct an_c_walk *w, CXCursor c)
{
	CXString s = clang_getCursorSpelling(c);
	an_str name = an_intern(w->b, clang_getCString(s));

	clang_disposeString(s);
	return name;
}

static void set_type(struct an_c_walk *w, struct an_symbol *s, CXType type)
{
	const struct an_c_type *t = an_c_type(&w->types, type);

	s->type = t->name;
	s->value = t->value;
	s->element = t->element;
	s->small = t->small;
	s->access = t->access;
}

/* An array or a container of structs, held by value. */
static void note_elements(struct an_c_walk *w, const struct an_symbol *s, CXType type, CXCursor at)
{
	CXType c;

	if (s->value != AN_VALUE_LIST || s->element != AN_VALUE_OBJECT || s->small || s->access & (AN_BY_POINTER | AN_BY_REFERENCE))
		return;
	c = clang_getCanonicalType(type);
	an_c_note_many(w, c.kind == CXType_Record ? clang_Type_getTemplateArgumentAsType(c, 0) : clang_getArrayElementType(c), at);
}

static uint8_t kind_of(CXCursor c)
{
	if (clang_getCursorKind(c) == CXCursor_ParmDecl)
		return AN_PARAMETER;
	if (clang_getCursorKind(c) == CXCursor_VarDecl && clang_Cursor_hasVarDeclGlobalStorage(c) == 1)
		return AN_GLOBAL;
	return AN_LOCAL;
}

/* A variable of an enclosing function, seen from a lambda in it. */
static an_id capture(struct an_c_walk *w, CXCursor c, an_id outer)
{
	struct an_symbol s = *an_edit_symbol(w->b, outer);

	s.kind = AN_CAPTURED;
	s.function = w->flow.function;
	s.base = outer;
	s.access &= (uint8_t)~AN_READ_ONLY;
	an_c_note_unknown(w, outer);
	return remember(w, c, 0, &s);
}

static uint8_t storage_of(CXCursor c)
{
	unsigned storage = 0;

	if (clang_getCursorLinkage(c) == CXLinkage_Internal)
		storage |= AN_STORED_PRIVATE;
	if (clang_getCursorTLSKind(c) != CXTLS_None)
		storage |= AN_STORED_THREAD;
	if (clang_isConstQualifiedType(clang_getCanonicalType(clang_getCursorType(c))))
		storage |= AN_STORED_CONSTANT;
	return (uint8_t)storage;
}

static an_id new_symbol(struct an_c_walk *w, CXCursor c)
{
	struct an_symbol s = { .name = spelling(w, c), .kind = kind_of(c) };
	enum CXCursorKind outer = clang_getCursorKind(clang_getCursorSemanticParent(c));
	struct an_c_point at = an_c_point_of(&w->source, clang_getCursorLocation(c));

	set_type(w, &s, clang_getCursorType(c));
	s.line = at.line;
	s.column = at.column < UINT16_MAX ? (uint16_t)at.column : 0;
	if (!(s.access & (AN_BY_POINTER | AN_BY_REFERENCE)))
		s.shape = an_c_shape(&w->types, clang_getCursorType(c));
	note_elements(w, &s, clang_getCursorType(c), c);
	s.storage = s.kind == AN_GLOBAL ? storage_of(c) : 0;
	/* A static local is a global that only its function sees. */
	if (s.kind != AN_GLOBAL || an_c_is_function(outer))
		s.function = w->flow.function;
	return remember(w, c, 0, &s);
}

an_id an_c_symbol(struct an_c_walk *w, CXCursor declaration)
{
	CXCursor c = declaration;
	an_id id;

	if (clang_getCursorKind(c) == CXCursor_VarDecl)
		c = clang_getCanonicalCursor(c);
	id = find(w, c, 0, w->flow.function, false);
	if (id)
		return id;
	id = find(w, c, 0, 0, true);
	return id ? capture(w, c, id) : new_symbol(w, c);
}

an_id an_c_self(struct an_c_walk *w)
{
	struct an_symbol s = { .function = w->flow.function, .kind = AN_PARAMETER, .value = AN_VALUE_OBJECT };

	if (w->flow.self)
		return w->flow.self;
	s.name = an_intern(w->b, "this");
	s.type = w->flow.class;
	return w->flow.self = an_add_symbol(w->b, &s);
}

static void hang_on(struct an_c_walk *w, an_id member, an_id base)
{
	an_id first = an_c_links(w, base)->first_member;

	an_c_links(w, member)->next_member = first;
	an_c_links(w, base)->first_member = member;
}

an_id an_c_member(struct an_c_walk *w, an_id base, CXCursor field, bool arrow, CXType type)
{
	struct an_symbol s = { .kind = AN_MEMBER, .base = base };
	an_id id = find(w, field, base, w->flow.function, false);
	const char *object, *name;
	CXString spelled;

	if (id)
		return id;
	spelled = clang_getCursorSpelling(field);
	name = clang_getCString(spelled);
	object = an_builder_text(w->b, an_edit_symbol(w->b, base)->name);
	if (base != w->flow.self)
		name = wr_arena_printf(w->arena, "%s%s%s", object, arrow ? "->" : ".", name);
	s.name = an_intern(w->b, name);
	clang_disposeString(spelled);
	set_type(w, &s, type);
	if (!(s.access & (AN_BY_POINTER | AN_BY_REFERENCE)))
		s.shape = an_c_shape(&w->types, type);
	s.function = an_edit_symbol(w->b, base)->function;
	note_elements(w, &s, type, clang_getNullCursor());
	id = remember(w, field, base, &s);
	hang_on(w, id, base);
	an_c_catch_up(w, id, base);
	return id;
}

struct an_c_link *an_c_links(struct an_c_walk *w, an_id symbol)
{
	while (w->link_count <= symbol)
		*WR_PUSH(w->links, w->link_count, w->link_cap) = (struct an_c_link){ 0 };
	return &w->links[symbol];
}

void an_c_set_origin(struct an_c_walk *w, an_id symbol, an_id origin)
{
	an_id root = origin;

	while (root && root != symbol && an_edit_symbol(w->b, root)->kind == AN_MEMBER)
		root = an_edit_symbol(w->b, root)->base;
	/* p = p->next goes on in what p came from. */
	if (root != symbol)
		an_c_links(w, symbol)->origin = origin;
}

an_id an_c_origin(const struct an_c_walk *w, an_id symbol)
{
	return symbol < w->link_count ? w->links[symbol].origin : 0;
}
