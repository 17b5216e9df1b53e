/* types.c - the types of a file, each made once. */
#include "analyzer/python/binder_p.h"

#include "core/alloc.h"

struct known_class { const char *name; uint8_t value, element; bool mapping; };

/* Classes whose instances the rules tell apart; those of the fixed types are at the end. */
static const struct known_class classes[] = {
	{ "float", AN_VALUE_NUMBER, 0, false }, { "bool", AN_VALUE_NUMBER, 0, false },
	{ "complex", AN_VALUE_NUMBER, 0, false }, { "bytearray", AN_VALUE_TEXT, PY_NUMBER_TYPE, false },
	{ "collections.deque", AN_VALUE_LIST, 0, false }, { "array.array", AN_VALUE_LIST, PY_NUMBER_TYPE, false },
	{ "collections.UserList", AN_VALUE_LIST, 0, false }, { "dict_values", AN_VALUE_LIST, 0, false },
	{ "frozenset", AN_VALUE_HASH, 0, false },
	{ "dict_view", AN_VALUE_HASH, 0, false }, { "weakref.WeakSet", AN_VALUE_HASH, 0, false },
	{ "collections.defaultdict", AN_VALUE_HASH, 0, true },
	{ "collections.OrderedDict", AN_VALUE_HASH, 0, true },
	{ "collections.Counter", AN_VALUE_HASH, PY_NUMBER_TYPE, true },
	{ "collections.ChainMap", AN_VALUE_HASH, 0, true }, { "collections.UserDict", AN_VALUE_HASH, 0, true },
	{ "types.MappingProxyType", AN_VALUE_HASH, 0, true },
	{ "weakref.WeakKeyDictionary", AN_VALUE_HASH, 0, true },
	{ "weakref.WeakValueDictionary", AN_VALUE_HASH, 0, true },
	{ "sortedcontainers.SortedDict", AN_VALUE_TREE, 0, true },
	{ "sortedcontainers.SortedSet", AN_VALUE_TREE, 0, false },
	{ "sortedcontainers.SortedList", AN_VALUE_TREE, 0, false },
	{ "enumerate", AN_VALUE_UNKNOWN, 0, false },
	{ "io.File", AN_VALUE_OBJECT, PY_TEXT, false },
};

static const struct known_class other_class = { "", AN_VALUE_OBJECT, 0, false };

static const struct known_class *find_class(const char *name)
{
	for (size_t i = 0; i < sizeof classes / sizeof *classes; i++) {
		if (!strcmp(name, classes[i].name))
			return &classes[i];
	}
	return &other_class;
}

static uint32_t add(struct py_binder *b, struct py_type type)
{
	*PY_PUSH(b->types, b->type_count, b->type_cap) = type;
	return (uint32_t)b->type_count - 1;
}

static uint32_t plain_instance(struct py_binder *b, uint32_t class_path)
{
	const struct known_class *class = find_class(an_py_path_string(b, class_path));
	uint32_t id = add(b, (struct py_type){ .sort = PY_SORT_INSTANCE, .value = class->value, .path = class_path,
					       .element = class->element, .mapping = class->mapping });

	an_py_pair_add(&b->pairs, PY_PAIR_TYPE, class_path, 0, id);
	return id;
}

uint32_t an_py_instance(struct py_binder *b, uint32_t class_path, uint32_t element)
{
	uint32_t plain = py_pair(&b->pairs, PY_PAIR_TYPE, class_path, 0), id;
	struct py_type type;

	if (!plain)
		plain = plain_instance(b, class_path);
	if (!element || b->types[plain].element || b->types[plain].def)
		return plain;
	id = py_pair(&b->pairs, PY_PAIR_TYPE, class_path, element);
	if (id)
		return id;
	type = b->types[plain];
	type.element = element;
	id = add(b, type);
	an_py_pair_add(&b->pairs, PY_PAIR_TYPE, class_path, element, id);
	return id;
}

uint32_t an_py_instance_of_def(struct py_binder *b, uint32_t def)
{
	uint32_t path = b->scopes[py_scope_of_def(def)].path;
	uint32_t id = py_pair(&b->pairs, PY_PAIR_TYPE, path, 0);

	if (id)
		return id;
	id = add(b, (struct py_type){ .sort = PY_SORT_INSTANCE, .value = AN_VALUE_OBJECT, .path = path, .def = def });
	an_py_pair_add(&b->pairs, PY_PAIR_TYPE, path, 0, id);
	return id;
}

/* A class or function of this file. */
static uint32_t own_entity(struct py_binder *b, enum py_sort sort, uint32_t def)
{
	uint32_t key = def << 2 | (sort == PY_SORT_CLASS);
	uint32_t id = py_pair(&b->pairs, PY_PAIR_ENTITY, 0, key);

	if (id)
		return id;
	id = add(b, (struct py_type){ .sort = (uint8_t)sort, .def = def, .path = b->scopes[py_scope_of_def(def)].path });
	an_py_pair_add(&b->pairs, PY_PAIR_ENTITY, 0, key, id);
	return id;
}

uint32_t an_py_entity(struct py_binder *b, enum py_sort sort, uint32_t what)
{
	if (sort != PY_SORT_ENTITY)
		return own_entity(b, sort, what);
	if (!b->paths[what].entity)
		b->paths[what].entity = add(b, (struct py_type){ .sort = PY_SORT_ENTITY, .path = what });
	return b->paths[what].entity;
}

uint32_t an_py_class_of_instance(struct py_binder *b, uint32_t type)
{
	const struct py_type *t = py_type_at(b, type);

	return t->sort == PY_SORT_INSTANCE && t->def ? an_py_entity(b, PY_SORT_CLASS, t->def) : (uint32_t)PY_UNKNOWN;
}

uint32_t an_py_type_at_path(struct py_binder *b, uint32_t path)
{
	return add(b, (struct py_type){ .sort = PY_SORT_UNKNOWN, .path = path });
}

uint32_t an_py_type_named(struct py_binder *b, const char *name)
{
	const char *known = an_api_class(AN_PYTHON, name);

	return !strcmp(name, "None") ? PY_NONE_TYPE : an_py_instance(b, an_py_path_from(b, known ? known : name), 0);
}

/* Two instances of different classes: what is still true of both. */
static uint32_t join_values(enum an_value x, enum an_value y)
{
	if (x != y)
		return PY_UNKNOWN;
	switch (x) {
	case AN_VALUE_NUMBER: return PY_NUMBER_TYPE;
	case AN_VALUE_LIST: return PY_ANY_LIST;
	case AN_VALUE_HASH: return PY_ANY_SET;
	default: return PY_UNKNOWN;
	}
}

uint32_t an_py_join(struct py_binder *b, uint32_t x, uint32_t y)
{
	const struct py_type *s = py_type_at(b, x), *t = py_type_at(b, y);

	if (x == y || t->sort == PY_SORT_NONE)
		return x;
	if (s->sort == PY_SORT_NONE)
		return y;
	if (s->sort != PY_SORT_INSTANCE || t->sort != PY_SORT_INSTANCE)
		return PY_UNKNOWN;
	/* Rows of query sets, elements of what was empty: they are known where anything says so. */
	if (s->path == t->path && (!s->element || !t->element))
		return s->element ? x : y;
	if (s->path == t->path)
		return an_py_instance(b, s->path, 0);
	return join_values((enum an_value)s->value, (enum an_value)t->value);
}

/* The classes of the fixed types, without asking for them by name. */
static const struct { uint32_t name; uint8_t value, element; bool mapping; } fixed[PY_FIXED_TYPES] = {
	[PY_NUMBER_TYPE] = { PY_NAME_INT, AN_VALUE_NUMBER, 0, false },
	[PY_TEXT] = { PY_NAME_STR, AN_VALUE_TEXT, PY_TEXT, false },
	[PY_BYTES] = { PY_NAME_BYTES, AN_VALUE_TEXT, PY_NUMBER_TYPE, false },
	[PY_ANY_LIST] = { PY_NAME_LIST, AN_VALUE_LIST, 0, false },
	[PY_ANY_TUPLE] = { PY_NAME_TUPLE, AN_VALUE_LIST, 0, false },
	[PY_ANY_SET] = { PY_NAME_SET, AN_VALUE_HASH, 0, false },
	[PY_ANY_DICT] = { PY_NAME_DICT, AN_VALUE_HASH, 0, true },
	/* x in range(n) is arithmetic. */
	[PY_RANGE_TYPE] = { PY_NAME_RANGE, AN_VALUE_HASH, PY_NUMBER_TYPE, false },
	[PY_ANY_GENERATOR] = { PY_NAME_GENERATOR, AN_VALUE_UNKNOWN, 0, false },
};

void an_py_types_reset(struct py_binder *b)
{
	b->type_count = 0;
	add(b, (struct py_type){ .sort = PY_SORT_UNKNOWN });
	add(b, (struct py_type){ .sort = PY_SORT_NONE });
	for (uint32_t type = PY_NUMBER_TYPE; type < PY_FIXED_TYPES; type++) {
		uint32_t path = an_py_path(b, 0, fixed[type].name);

		add(b, (struct py_type){ .sort = PY_SORT_INSTANCE, .value = fixed[type].value, .path = path,
					 .element = fixed[type].element, .mapping = fixed[type].mapping });
		an_py_pair_add(&b->pairs, PY_PAIR_TYPE, path, 0, type);
	}
}
