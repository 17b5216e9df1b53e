/* symbols.c - variables and members as symbols of the unit. */
#include "analyzer/python/emitter_p.h"

#define MEMBERS_MAX 5           /* dots of one symbol: a.b.c.d.e.f */

static uint32_t inner_of(const struct py_emitter *e, an_id symbol)
{
	return symbol < e->inner_count ? e->inner[symbol] : 0;
}

static void set_inner(struct py_emitter *e, an_id symbol, uint32_t scope)
{
	while (e->inner_count <= symbol)
		*PY_PUSH(e->inner, e->inner_count, e->inner_cap) = 0;
	e->inner[symbol] = scope;
}

void an_py_forget_inner(struct py_emitter *e, uint32_t scope, size_t first)
{
	size_t kept = first;

	for (size_t i = first; i < e->use_count; i++) {
		if (inner_of(e, e->uses[i]) != scope)
			e->uses[kept++] = e->uses[i];
	}
	e->use_count = kept;
}

/* Holds at most AN_SMALL elements for as long as nothing is added to it. */
static bool is_small(const struct py_emitter *e, uint32_t binding)
{
	const struct py_binding *x = &e->b->bindings[binding];
	const struct py_definition *d = &e->b->definitions[x->definitions];
	long size;

	if (x->count != 1 || d->kind != PY_GIVEN)
		return false;
	size = an_py_display_size(e, d->node);
	return size > 0 && size <= AN_SMALL;
}

static void set_type(struct py_emitter *e, struct an_symbol *s, uint32_t type)
{
	const struct py_type *t = py_type_at(e->b, type);

	s->value = (uint8_t)py_value_of(e->b, type);
	if (t->sort != PY_SORT_INSTANCE)
		return;
	s->type = py_path_text(e->b, t->path);
	s->element = (uint8_t)py_value_of(e->b, py_type_at(e->b, type)->element);
}

static an_id add_symbol(struct py_emitter *e, uint32_t binding, uint32_t offset, an_id function, uint8_t kind)
{
	struct an_symbol s = { .name = an_py_name_text(e->b, e->b->bindings[binding].name), .function = function,
			       .line = an_py_line(e, offset), .kind = kind,
			       .small = kind != AN_CAPTURED && is_small(e, binding) };

	set_type(e, &s, py_type_of_binding(e->b, binding));
	return an_add_symbol(e->out, &s);
}

static an_id captured(struct py_emitter *e, uint32_t binding, uint32_t offset)
{
	an_id id = py_pair(&e->b->pairs, PY_PAIR_CAPTURED, e->function, binding);

	if (id)
		return id;
	id = add_symbol(e, binding, offset, e->function, AN_CAPTURED);
	an_py_pair_add(&e->b->pairs, PY_PAIR_CAPTURED, e->function, binding, id);
	return id;
}

an_id an_py_make_symbol(struct py_emitter *e, uint32_t binding, uint32_t offset)
{
	const struct py_binding *x = &e->b->bindings[binding];
	const struct py_scope *owner = &e->b->scopes[x->scope];
	uint32_t scope = x->scope;
	bool inner = owner->kind == PY_S_COMPREHENSION || owner->kind == PY_S_LAMBDA;
	bool global = owner->function == e->module && !inner;
	uint8_t kind = global ? AN_GLOBAL : x->flags & PY_B_PARAMETER && !inner ? AN_PARAMETER : AN_LOCAL;
	an_id id;

	if (!global && owner->function != e->function)
		return captured(e, binding, offset);
	if (x->symbol)
		return x->symbol;
	id = add_symbol(e, binding, offset, global ? 0 : owner->function, kind);
	e->b->bindings[binding].symbol = id;
	if (inner)
		set_inner(e, id, scope);
	return id;
}

static unsigned dots(const struct py_emitter *e, an_id symbol)
{
	unsigned n = 0;

	while ((symbol = an_edit_symbol(e->out, symbol)->base))
		n++;
	return n;
}

static an_str member_name(struct py_emitter *e, an_id object, uint32_t name)
{
	const char *own = an_builder_text(e->out, an_edit_symbol(e->out, object)->name);
	const struct py_name *n = &e->b->names->items[name];
	char text[256];
	size_t length = strlen(own);

	if (length + 1 + n->length > sizeof text)
		return an_py_name_text(e->b, name);
	memcpy(text, own, length);
	text[length] = '.';
	memcpy(text + length + 1, n->text, n->length);
	return an_intern_n(e->out, text, length + 1 + n->length);
}

an_id an_py_member(struct py_emitter *e, an_id object, uint32_t name, uint32_t type, uint32_t offset)
{
	an_id id = py_pair(&e->b->pairs, PY_PAIR_MEMBER, object, name);
	struct an_symbol s = { .base = object, .kind = AN_MEMBER };
	struct an_span at;

	if (id || dots(e, object) >= MEMBERS_MAX)
		return id;
	s.name = member_name(e, object, name);
	s.function = an_edit_symbol(e->out, object)->function;
	at = an_py_span(e, offset, offset);
	s.line = at.line;
	s.column = (uint16_t)(at.column < UINT16_MAX ? at.column : 0);
	set_type(e, &s, type);
	id = an_add_symbol(e->out, &s);
	an_py_pair_add(&e->b->pairs, PY_PAIR_MEMBER, object, name, id);
	if (inner_of(e, object))
		set_inner(e, id, inner_of(e, object));
	return id;
}

an_id an_py_imported_symbol(struct py_emitter *e, uint32_t path, uint32_t offset)
{
	an_id id = py_pair(&e->b->pairs, PY_PAIR_GLOBAL, 0, path);
	struct an_symbol s = { .kind = AN_GLOBAL };

	if (id)
		return id;
	s.name = py_path_text(e->b, path);
	s.line = an_py_line(e, offset);
	id = an_add_symbol(e->out, &s);
	an_py_pair_add(&e->b->pairs, PY_PAIR_GLOBAL, 0, path, id);
	return id;
}

an_id an_py_symbol_of(struct py_emitter *e, uint32_t node)
{
	uint32_t names[MEMBERS_MAX], type, binding;
	unsigned n = 0;
	an_id symbol;

	for (; py_kind(e->tree, node) == PY_N_ATTRIBUTE; node = py_kid(e->tree, node)) {
		if (n == MEMBERS_MAX)
			return 0;
		names[n++] = py_node_of(e->b, node)->value;
	}
	if (py_kind(e->tree, node) != PY_N_NAME)
		return 0;
	binding = py_lookup(e->b, e->scope, py_node_of(e->b, node)->value);
	if (!binding)
		return 0;
	type = py_current_type(e, binding);
	if (py_type_at(e->b, type)->sort == PY_SORT_ENTITY || py_type_at(e->b, type)->sort == PY_SORT_FUNCTION)
		return 0;
	symbol = py_symbol(e, binding, py_node_of(e->b, node)->start);
	while (n-- && symbol) {
		type = an_py_attribute(e->b, type, names[n], false).type;
		symbol = an_py_member(e, symbol, names[n], type, py_node_of(e->b, node)->start);
	}
	return symbol;
}

void an_py_write(struct py_emitter *e, an_id symbol, enum an_write_kind kind, bool grows, uint32_t offset)
{
	struct an_write w = { .symbol = symbol, .function = e->function, .loop = e->loop,
			      .line = an_py_line(e, offset), .kind = (uint8_t)kind, .grows = grows };

	if (!symbol)
		return;
	if (grows)
		an_edit_symbol(e->out, symbol)->small = 0;
	an_add_write(e->out, &w);
}
