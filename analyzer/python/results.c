/* results.c - what calls give. */
#include "analyzer/python/binder_p.h"

/* Results of built-in functions and methods, see builtins.def. */
enum py_result {
	R_NOT_KNOWN, R_NUMBER, R_TEXT, R_BYTES, R_NONE, R_DICT, R_LIST, R_TUPLE, R_RANGE, R_TEXT_LIST, R_GENERATOR,
	R_SAME, R_LIST_OF_SAME, R_ELEMENT, R_KEYS, R_VALUES, R_ITEMS,
	R_ENUMERATE, R_LIST_OF_FIRST, R_SET_OF_FIRST, R_TUPLE_OF_FIRST, R_GENERATOR_OF_FIRST, R_GENERATOR_OF_SECOND,
	R_ELEMENT_OF_FIRST
};

#define FUNCTION(name, result)
#define TEXT(name, result)
#define LIST(name, result)
#define HASH(name, result)
#define GROWS(name)
#define CHANGES(name)
#define DEFERS(name)
#define STARTS(name)
#define AWAITS(name)
#define EACH(name, function, over)

static const uint8_t function_results[PY_KNOWN_NAMES] = {
#undef FUNCTION
#define FUNCTION(name, result) [PY_NAME_##name] = R_##result,
#include "analyzer/python/builtins.def"
#undef FUNCTION
#define FUNCTION(name, result)
};
static const uint8_t text_results[PY_KNOWN_NAMES] = {
#undef TEXT
#define TEXT(name, result) [PY_NAME_##name] = R_##result,
#include "analyzer/python/builtins.def"
#undef TEXT
#define TEXT(name, result)
};
static const uint8_t list_results[PY_KNOWN_NAMES] = {
#undef LIST
#define LIST(name, result) [PY_NAME_##name] = R_##result,
#include "analyzer/python/builtins.def"
#undef LIST
#define LIST(name, result)
};
static const uint8_t hash_results[PY_KNOWN_NAMES] = {
#undef HASH
#define HASH(name, result) [PY_NAME_##name] = R_##result,
#include "analyzer/python/builtins.def"
#undef HASH
#define HASH(name, result)
};
static const uint8_t changes[PY_KNOWN_NAMES] = {
#undef GROWS
#undef CHANGES
#define GROWS(name) [PY_NAME_##name] = PY_GROWS,
#define CHANGES(name) [PY_NAME_##name] = PY_CHANGES,
#include "analyzer/python/builtins.def"
#undef GROWS
#undef CHANGES
};

enum py_change an_py_change(uint32_t name)
{
	return name < PY_KNOWN_NAMES ? (enum py_change)changes[name] : PY_NO_CHANGE;
}

static uint32_t container(struct py_binder *b, enum py_fixed_type of, uint32_t element)
{
	return an_py_instance(b, b->types[of].path, element);
}

/* A view of a dict, made of its values. */
static uint32_t view(struct py_binder *b, uint32_t class_name, uint32_t element)
{
	return an_py_instance(b, an_py_path(b, 0, class_name), element);
}

/* What iterating over an argument gives; argument 0 is the first. */
static uint32_t argument_element(struct py_binder *b, uint32_t scope, uint32_t call, unsigned argument)
{
	uint32_t x = call ? py_next(b->tree, py_kid(b->tree, call)) : 0;

	while (x && argument--)
		x = py_next(b->tree, x);
	if (!x || py_kind(b->tree, x) == PY_N_STARRED || py_kind(b->tree, x) == PY_N_KEYWORD)
		return PY_UNKNOWN;
	return an_py_element(b, an_py_type_of(b, scope, x), 0);
}

static uint32_t fixed_result(struct py_binder *b, enum py_result result)
{
	switch (result) {
	case R_NUMBER: return PY_NUMBER_TYPE;
	case R_TEXT: return PY_TEXT;
	case R_BYTES: return PY_BYTES;
	case R_NONE: return PY_NONE_TYPE;
	case R_DICT: return PY_ANY_DICT;
	case R_LIST: return PY_ANY_LIST;
	case R_TUPLE: return PY_ANY_TUPLE;
	case R_RANGE: return PY_RANGE_TYPE;
	case R_TEXT_LIST: return container(b, PY_ANY_LIST, PY_TEXT);
	case R_GENERATOR: return PY_ANY_GENERATOR;
	default: return PY_UNKNOWN;
	}
}

/* type(x), of one argument */
static uint32_t class_of(struct py_binder *b, uint32_t scope, uint32_t call)
{
	uint32_t x = py_next(b->tree, py_kid(b->tree, call));

	return x && !py_next(b->tree, x) ? an_py_class_of_instance(b, an_py_type_of(b, scope, x)) : (uint32_t)PY_UNKNOWN;
}

static uint32_t function_result(struct py_binder *b, uint32_t scope, uint32_t name, uint32_t call)
{
	enum py_result result = name < PY_KNOWN_NAMES ? (enum py_result)function_results[name] : R_NOT_KNOWN;

	switch (result) {
	case R_ENUMERATE:
		return view(b, PY_NAME_ENUMERATE, argument_element(b, scope, call, 0));
	case R_LIST_OF_FIRST: return container(b, PY_ANY_LIST, argument_element(b, scope, call, 0));
	case R_SET_OF_FIRST: return container(b, PY_ANY_SET, argument_element(b, scope, call, 0));
	case R_TUPLE_OF_FIRST: return container(b, PY_ANY_TUPLE, argument_element(b, scope, call, 0));
	case R_GENERATOR_OF_FIRST: return container(b, PY_ANY_GENERATOR, argument_element(b, scope, call, 0));
	case R_GENERATOR_OF_SECOND: return container(b, PY_ANY_GENERATOR, argument_element(b, scope, call, 1));
	case R_ELEMENT_OF_FIRST: return argument_element(b, scope, call, 0);
	default: break;
	}
	return name == PY_NAME_TYPE && call ? class_of(b, scope, call) : fixed_result(b, result);
}

static uint32_t method_result(struct py_binder *b, uint32_t object, uint32_t name)
{
	const struct py_type t = *py_type_at(b, object);
	enum py_result result = R_NOT_KNOWN;

	if (name >= PY_KNOWN_NAMES)
		return PY_UNKNOWN;
	if (t.value == AN_VALUE_TEXT)
		result = (enum py_result)text_results[name];
	else if (t.value == AN_VALUE_LIST)
		result = (enum py_result)list_results[name];
	else if (t.value == AN_VALUE_HASH || t.value == AN_VALUE_TREE)
		result = (enum py_result)hash_results[name];
	switch (result) {
	case R_SAME: return object;
	case R_LIST_OF_SAME: return container(b, PY_ANY_LIST, object);
	case R_ELEMENT: return t.element;
	case R_KEYS: return view(b, PY_NAME_DICT_VIEW, PY_UNKNOWN);
	case R_VALUES: return view(b, PY_NAME_DICT_VALUES, t.element);
	case R_ITEMS: return view(b, PY_NAME_DICT_ITEMS, t.element);
	default: return fixed_result(b, result);
	}
}

bool an_py_is_class_name(const struct py_binder *b, uint32_t name)
{
	const struct py_name *n = &b->names->items[name];
	uint32_t i = 0;

	while (i < n->length && n->text[i] == '_')
		i++;
	if (i == n->length || n->text[i] < 'A' || n->text[i] > 'Z')
		return false;
	for (; i < n->length; i++) {
		if (n->text[i] >= 'a' && n->text[i] <= 'z')
			return true;
	}
	return n->length == 1;
}

/* The result of calling something outside this file. */
static uint32_t path_result(struct py_binder *b, uint32_t path)
{
	const struct py_path *p = &b->paths[path];
	uint32_t type = PY_UNKNOWN;
	const char *returns;

	if (p->result)
		return p->result - 1;
	if (p->parent == b->unknown)
		return PY_UNKNOWN;      /* a method of who knows what */
	returns = an_py_may_be_known(b, path) ? an_api_returns(AN_PYTHON, an_py_path_string(b, path)) : NULL;
	if (returns)
		type = an_py_type_named(b, returns);
	else if (an_py_is_class_name(b, p->name))
		type = an_py_type_named(b, an_py_path_string(b, path));
	b->paths[path].result = type + 1;
	return type;
}

/* What another file may say of it. */
static uint32_t result_elsewhere(struct py_binder *b, uint32_t path)
{
	return an_py_part_elsewhere(b, an_py_elsewhere(b, path), PY_NAME_RESULT_PART);
}

/* stores.values(), stores.items(), stores.copy() of what another file defines. */
static uint32_t view_elsewhere(struct py_binder *b, uint32_t object, uint32_t name, uint32_t call)
{
	if (!call || py_next(b->tree, py_kid(b->tree, call)) || !py_type_at(b, object)->path)
		return PY_UNKNOWN;
	switch (name) {
	case PY_NAME_VALUES: case PY_NAME_COPY: return object;
	case PY_NAME_ITEMS:
		return view(b, PY_NAME_DICT_ITEMS, an_py_part_elsewhere(b, object, PY_NAME_ELEMENT_PART));
	default: return PY_UNKNOWN;
	}
}

static uint32_t entity_result(struct py_binder *b, uint32_t scope, uint32_t path, uint32_t call)
{
	const struct py_path p = b->paths[path];
	uint32_t type;

	if (!p.parent && p.name == PY_NAME_SUPER)
		return an_py_super(b, scope);
	if (p.parent && p.name == PY_NAME_PARTIAL && call && py_next(b->tree, py_kid(b->tree, call)))
		return an_py_type_of(b, scope, py_next(b->tree, py_kid(b->tree, call)));
	type = p.parent ? path_result(b, path) : function_result(b, scope, p.name, call);
	if (!p.parent)
		return type == PY_UNKNOWN ? path_result(b, path) : type;
	if (type == PY_UNKNOWN)
		type = an_py_query_result(b, path, call);
	type = an_py_query_rows(b, scope, PY_UNKNOWN, path, call, type);
	return type == PY_UNKNOWN ? result_elsewhere(b, path) : type;
}

uint32_t an_py_result(struct py_binder *b, uint32_t scope, uint32_t object, uint32_t callee, uint32_t path,
		      uint32_t elsewhere, uint32_t call)
{
	const struct py_type t = *py_type_at(b, callee);
	uint32_t type;

	switch ((enum py_sort)t.sort) {
	case PY_SORT_FUNCTION: return an_py_result_of_def(b, t.def);
	case PY_SORT_CLASS: return an_py_instance_of_def(b, t.def);
	case PY_SORT_ENTITY: return entity_result(b, scope, t.path, call);
	case PY_SORT_INSTANCE: return path_result(b, an_py_path(b, t.path, PY_NAME_CALL));
	case PY_SORT_NONE: case PY_SORT_UNKNOWN: break;
	}
	if (!path)
		return PY_UNKNOWN;
	type = method_result(b, object, b->paths[path].name);
	if (type == PY_UNKNOWN)
		type = path_result(b, path);
	if (type == PY_UNKNOWN)
		type = an_py_query_result(b, path, call);
	type = an_py_query_rows(b, scope, object, path, call, type);
	if (type == PY_UNKNOWN && py_is_unknown(b, object))
		type = view_elsewhere(b, object, b->paths[path].name, call);
	return type != PY_UNKNOWN ? type : result_elsewhere(b, elsewhere ? elsewhere : path);
}
