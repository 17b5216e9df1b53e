/*
 * elsewhere.c - types that another file says.
 *
 * What `get_store()` gives, what `shop.store` holds and what stands in `shop.orders` is said where they are
 * defined.  Such a type is unknown here but has a path, "app.get_store.()", "app.Shop.store",
 * "app.Shop.orders.[]", which each file states for what it defines (an_alias), so that the linker finds the
 * methods.
 */
#include "analyzer/python/emitter_p.h"

#define STEPS_MAX 5             /* a().b[0].c() */

/* Built-ins, what libraries are known to give, and objects of which nothing is known at all. */
static bool may_be_defined(const struct py_binder *b, uint32_t path)
{
	return path && b->paths[path].parent && b->paths[path].root != b->unknown && b->paths[path].steps <= STEPS_MAX;
}

uint32_t an_py_elsewhere(struct py_binder *b, uint32_t path)
{
	if (!may_be_defined(b, path))
		return PY_UNKNOWN;
	if (!b->paths[path].held)
		b->paths[path].held = an_py_type_at_path(b, path);
	return b->paths[path].held;
}

static uint32_t step(struct py_binder *b, uint32_t path, uint32_t part)
{
	uint32_t further = an_py_path(b, path, part);

	if (b->paths[further].steps <= b->paths[path].steps)
		b->paths[further].steps = (uint8_t)(b->paths[path].steps + 1);
	return further;
}

static uint32_t path_of(const struct py_binder *b, uint32_t type)
{
	const struct py_type *t = py_type_at(b, type);

	if (t->sort == PY_SORT_UNKNOWN)
		return t->path;
	return t->sort == PY_SORT_INSTANCE && t->value == AN_VALUE_OBJECT && !t->def ? t->path : 0;
}

uint32_t an_py_part_elsewhere(struct py_binder *b, uint32_t type, uint32_t part)
{
	uint32_t path = path_of(b, type);

	return may_be_defined(b, path) ? an_py_elsewhere(b, step(b, path, part)) : (uint32_t)PY_UNKNOWN;
}

uint32_t an_py_method_elsewhere(struct py_binder *b, uint32_t type, uint32_t name)
{
	uint32_t path = py_is_unknown(b, type) ? path_of(b, type) : 0;

	return may_be_defined(b, path) ? step(b, path, name) : 0;
}

/* States that the path holds an instance, or elements, of a class; of tables in tables no more. */
static void state(struct py_emitter *e, uint32_t path, uint32_t type, unsigned depth)
{
	const struct py_type t = *py_type_at(e->b, type);
	uint32_t class = path_of(e->b, type);

	if (t.sort == PY_SORT_INSTANCE && t.def)
		class = t.path;
	if (class && class != path)
		an_add_instance(e->out, py_path_text(e->b, path), py_path_text(e->b, class));
	if (t.element && depth)
		state(e, an_py_path(e->b, path, PY_NAME_ELEMENT_PART), t.element, depth - 1);
}

/* @contextmanager: `with session_scope() as session` gets what it yields. */
static bool is_context_manager(const struct py_emitter *e, uint32_t def)
{
	PY_EACH(e->tree, d, e->tree->defs[def].decorators) {
		const struct py_name *n = &e->b->names->items[py_node_of(e->b, d)->value];
		enum py_node_kind kind = py_kind(e->tree, d);

		if ((kind == PY_N_NAME || kind == PY_N_ATTRIBUTE) && n->length >= 14 &&
		    !memcmp(n->text + n->length - 14, "contextmanager", 14))
			return true;
	}
	return false;
}

static void state_function(struct py_emitter *e, uint32_t def)
{
	const struct py_scope s = e->b->scopes[py_scope_of_def(def)];
	uint32_t part = s.method == PY_M_PROPERTY ? s.path : an_py_path(e->b, s.path, PY_NAME_RESULT_PART);

	uint32_t type = an_py_result_of_def(e->b, def);

	state(e, part, is_context_manager(e, def) ? an_py_entered(e->b, type) : type, 2);
}

static bool is_seen(const struct py_emitter *e, uint32_t scope)
{
	uint8_t kind = e->b->scopes[scope].kind;

	return kind == PY_S_MODULE || (kind == PY_S_CLASS && e->b->scopes[e->b->scopes[scope].parent].kind != PY_S_FUNCTION);
}

void an_py_state_types(struct py_emitter *e)
{
	for (uint32_t binding = 1; binding < e->b->binding_count; binding++) {
		const struct py_binding x = e->b->bindings[binding];
		const struct py_type *t;

		if (!is_seen(e, x.scope) || x.flags & PY_B_ELSEWHERE)
			continue;
		t = py_type_at(e->b, py_type_of_binding(e->b, binding));
		if (t->sort == PY_SORT_FUNCTION && e->tree->defs[t->def].kind == PY_D_FUNCTION) {
			if (e->b->scopes[py_scope_of_def(t->def)].parent == x.scope)
				state_function(e, t->def);
		} else if (t->sort == PY_SORT_INSTANCE || t->sort == PY_SORT_UNKNOWN) {
			state(e, an_py_path(e->b, e->b->scopes[x.scope].path, x.name), py_type_of_binding(e->b, binding), 2);
		}
	}
}
