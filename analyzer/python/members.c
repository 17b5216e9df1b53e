/* members.c - what stands behind the dot, in brackets, or comes out of iteration. */
#include "analyzer/python/binder_p.h"

#define BASES_MAX 8     /* levels of base classes */

static uint32_t find_attribute(struct py_binder *b, uint32_t def, uint32_t name, unsigned depth)
{
	uint32_t scope = py_scope_of_def(def), id = py_pair(&b->pairs, PY_PAIR_BINDING, scope, name);

	if (id || depth == BASES_MAX)
		return id;
	PY_EACH(b->tree, base, b->tree->defs[def].parameters) {
		uint32_t type;

		if (py_kind(b->tree, base) == PY_N_KEYWORD)
			continue;
		type = an_py_type_of(b, b->scopes[scope].parent, base);
		if (py_type_at(b, type)->sort == PY_SORT_CLASS)
			id = find_attribute(b, py_type_at(b, type)->def, name, depth + 1);
		if (id)
			return id;
	}
	return 0;
}

/* An attribute of an instance of a class of this file; a property is what it gives. */
static struct py_attribute own_attribute(struct py_binder *b, const struct py_type *object, uint32_t name, bool called)
{
	uint32_t binding = find_attribute(b, object->def, name, 0);
	struct py_attribute x = { PY_UNKNOWN, 0, false, 0 };
	const struct py_type *t;

	if (binding) {
		x.type = py_type_of_binding(b, binding);
		t = py_type_at(b, x.type);
		x.property = t->sort == PY_SORT_FUNCTION &&
			     b->scopes[py_scope_of_def(t->def)].method == PY_M_PROPERTY;
		if (x.property)
			x.type = an_py_result_of_def(b, t->def);
	}
	if (called || x.property)
		x.path = an_py_path(b, object->path, name);
	else if (!binding && b->tree->defs[object->def].parameters)
		x.type = an_py_elsewhere(b, an_py_path(b, object->path, name));         /* of a base class */
	return x;
}

static struct py_attribute unknown_attribute(struct py_binder *b, uint32_t object, uint32_t name, bool called)
{
	struct py_attribute x = { PY_UNKNOWN, 0, false, 0 };

	/* A model's manager is known by its name alone: anything.objects.get */
	if (called || name == PY_NAME_OBJECTS)
		x.path = an_py_path(b, b->unknown, name);
	if (name == PY_NAME_OBJECTS)
		x.type = an_py_entity(b, PY_SORT_ENTITY, x.path);
	else if (called)
		x.elsewhere = an_py_method_elsewhere(b, object, name);
	else
		x.type = an_py_part_elsewhere(b, object, name);
	return x;
}

struct py_attribute an_py_attribute(struct py_binder *b, uint32_t object, uint32_t name, bool called)
{
	const struct py_type t = *py_type_at(b, object);
	struct py_attribute x = { PY_UNKNOWN, 0, false, 0 };
	uint32_t binding;

	switch ((enum py_sort)t.sort) {
	case PY_SORT_ENTITY:
		x.path = an_py_path(b, t.path, name);
		x.type = an_py_entity(b, PY_SORT_ENTITY, x.path);
		return x;
	case PY_SORT_CLASS:
		binding = find_attribute(b, t.def, name, 0);
		x.path = an_py_path(b, t.path, name);
		x.type = binding ? py_type_of_binding(b, binding) : an_py_entity(b, PY_SORT_ENTITY, x.path);
		return x;
	case PY_SORT_INSTANCE:
		if (name == PY_NAME_CLASS_MEMBER && t.def) {
			x.type = an_py_class_of_instance(b, object);
			return x;
		}
		if (t.def)
			return own_attribute(b, &t, name, called);
		break;
	case PY_SORT_FUNCTION:
		break;
	default:
		return unknown_attribute(b, object, name, called);
	}
	if (called)
		x.path = an_py_path(b, t.path, name);
	else if (t.value == AN_VALUE_OBJECT)
		x.type = an_py_part_elsewhere(b, object, name);
	return x;
}

uint32_t an_py_class_around(const struct py_binder *b, uint32_t scope)
{
	while (scope && b->scopes[scope].kind != PY_S_CLASS)
		scope = b->scopes[scope].parent;
	return scope ? b->scopes[scope].def : 0;
}

uint32_t an_py_super(struct py_binder *b, uint32_t scope)
{
	uint32_t class = an_py_class_around(b, scope), base, type;
	const struct py_type *t;

	base = class ? b->tree->defs[class].parameters : 0;
	if (!base || py_kind(b->tree, base) == PY_N_KEYWORD)
		return PY_UNKNOWN;
	type = an_py_type_of(b, b->scopes[py_scope_of_def(class)].parent, base);
	t = py_type_at(b, type);
	if (t->sort == PY_SORT_CLASS)
		return an_py_instance_of_def(b, t->def);
	return t->sort == PY_SORT_ENTITY ? an_py_type_named(b, an_py_path_string(b, t->path)) : (uint32_t)PY_UNKNOWN;
}

uint32_t an_py_subscripted(struct py_binder *b, uint32_t object, uint32_t index)
{
	const struct py_type *t = py_type_at(b, object);

	if (t->sort == PY_SORT_UNKNOWN && t->path)
		return py_kind(b->tree, index) == PY_N_SLICE ? object : an_py_part_elsewhere(b, object, PY_NAME_ELEMENT_PART);
	if (t->sort != PY_SORT_INSTANCE)
		return PY_UNKNOWN;
	if (py_kind(b->tree, index) == PY_N_SLICE)
		return t->value == AN_VALUE_LIST || t->value == AN_VALUE_TEXT ||
		       (t->value == AN_VALUE_OBJECT && b->paths[t->path].name == PY_NAME_NDARRAY) ? object : (uint32_t)PY_UNKNOWN;
	return t->value == AN_VALUE_LIST || t->value == AN_VALUE_TEXT || t->mapping ? t->element :
										      (uint32_t)PY_UNKNOWN;
}

uint32_t an_py_element(struct py_binder *b, uint32_t iterated, uint32_t part)
{
	const struct py_type *t = py_type_at(b, iterated);
	const struct py_path *class = &b->paths[t->path];

	if (t->sort == PY_SORT_UNKNOWN && t->path)
		return part ? (uint32_t)PY_UNKNOWN : an_py_part_elsewhere(b, iterated, PY_NAME_ELEMENT_PART);
	if (t->sort != PY_SORT_INSTANCE || t->mapping)
		return PY_UNKNOWN;
	if (!class->parent && class->name == PY_NAME_ENUMERATE)
		return part == 1 ? (uint32_t)PY_NUMBER_TYPE : part == 2 ? t->element : (uint32_t)PY_UNKNOWN;
	if (class->name == PY_NAME_RESULT_CLASS && t->value == AN_VALUE_OBJECT && !t->def)
		return part ? t->element : (uint32_t)PY_UNKNOWN;        /* for order, in session.execute(...) */
	if (!class->parent && class->name == PY_NAME_DICT_ITEMS)
		return part == 2 ? t->element : (uint32_t)PY_UNKNOWN;
	return part ? an_py_element(b, t->element, 0) : t->element;
}

uint32_t an_py_entered(struct py_binder *b, uint32_t context)
{
	const struct py_type t = *py_type_at(b, context);
	struct py_attribute enter;
	uint32_t entered = PY_UNKNOWN;

	if (t.sort != PY_SORT_INSTANCE)
		return t.sort == PY_SORT_UNKNOWN ? context : (uint32_t)PY_UNKNOWN;
	if (t.path == b->types[PY_ANY_GENERATOR].path)
		return t.element;       /* of a @contextmanager */
	enter = an_py_attribute(b, context, PY_NAME_ENTER, true);
	if (!t.def)
		entered = an_py_result(b, 0, context, enter.type, enter.path, 0, 0);
	else if (py_type_at(b, enter.type)->sort == PY_SORT_FUNCTION)
		entered = an_py_result_of_def(b, py_type_at(b, enter.type)->def);
	return py_is_unknown(b, entered) || entered == PY_NONE_TYPE ? context : entered;
}
