/* annotations.c - types that the source says. */
#include "analyzer/python/binder_p.h"

/* What a name means in an annotation. */
enum meaning {
	NOT_ASKED, A_CLASS, A_UNKNOWN, A_LIST, A_TUPLE, A_SET, A_DICT, A_TEXT, A_BYTES, A_ITERABLE,
	A_WRAPPER,              /* Optional[X], Annotated[X, ...], Final[X]: X */
	A_UNION
};

static const struct { const char *name; enum meaning meaning; } meanings[] = {
	{ "List", A_LIST }, { "MutableSequence", A_LIST }, { "Sequence", A_LIST }, { "Tuple", A_TUPLE },
	{ "Set", A_SET }, { "FrozenSet", A_SET }, { "AbstractSet", A_SET }, { "MutableSet", A_SET },
	{ "KeysView", A_SET }, { "Dict", A_DICT }, { "Mapping", A_DICT }, { "MutableMapping", A_DICT },
	{ "DefaultDict", A_DICT }, { "OrderedDict", A_DICT }, { "Counter", A_DICT }, { "Text", A_TEXT },
	{ "AnyStr", A_TEXT }, { "LiteralString", A_TEXT }, { "ByteString", A_BYTES },
	{ "Iterable", A_ITERABLE }, { "Iterator", A_ITERABLE }, { "Generator", A_ITERABLE },
	{ "Collection", A_ITERABLE }, { "AsyncIterable", A_ITERABLE }, { "AsyncIterator", A_ITERABLE },
	{ "AsyncGenerator", A_ITERABLE }, { "Reversible", A_ITERABLE },
	{ "Optional", A_WRAPPER }, { "Annotated", A_WRAPPER }, { "ClassVar", A_WRAPPER }, { "Final", A_WRAPPER },
	{ "Required", A_WRAPPER }, { "NotRequired", A_WRAPPER }, { "ReadOnly", A_WRAPPER },
	{ "Awaitable", A_WRAPPER }, { "Union", A_UNION },
};

static enum meaning meaning_in_typing(const char *name)
{
	for (size_t i = 0; i < sizeof meanings / sizeof *meanings; i++) {
		if (!strcmp(name, meanings[i].name))
			return meanings[i].meaning;
	}
	return A_UNKNOWN;
}

static enum meaning meaning_of_builtin(uint32_t name)
{
	switch (name) {
	case PY_NAME_LIST: return A_LIST;
	case PY_NAME_TUPLE: return A_TUPLE;
	case PY_NAME_SET: case PY_NAME_FROZENSET: return A_SET;
	case PY_NAME_DICT: return A_DICT;
	case PY_NAME_STR: return A_TEXT;
	case PY_NAME_BYTES: return A_BYTES;
	case PY_NAME_TYPE: case PY_NAME_OBJECT: return A_UNKNOWN;
	default: return A_CLASS;
	}
}

static enum meaning find_meaning(struct py_binder *b, uint32_t path)
{
	const char *text = an_py_path_string(b, path);

	if (!b->paths[path].parent)
		return meaning_of_builtin(b->paths[path].name);
	if (!strncmp(text, "typing.", 7))
		return meaning_in_typing(text + 7);
	if (!strncmp(text, "typing_extensions.", 18))
		return meaning_in_typing(text + 18);
	if (!strncmp(text, "collections.abc.", 16))
		return meaning_in_typing(text + 16);
	return A_CLASS;
}

static enum meaning meaning_of(struct py_binder *b, uint32_t path)
{
	if (!b->paths[path].meaning)
		b->paths[path].meaning = (uint8_t)find_meaning(b, path);
	return (enum meaning)b->paths[path].meaning;
}

/* A class by its type as an expression; element: of its brackets, or PY_UNKNOWN. */
static uint32_t from_class(struct py_binder *b, uint32_t type, uint32_t element)
{
	const struct py_type t = *py_type_at(b, type);

	if (t.sort == PY_SORT_CLASS)
		return an_py_instance_of_def(b, t.def);
	if (t.sort != PY_SORT_ENTITY)
		return t.sort == PY_SORT_NONE ? type : (uint32_t)PY_UNKNOWN;
	switch (meaning_of(b, t.path)) {
	case A_LIST: return an_py_instance(b, b->types[PY_ANY_LIST].path, element);
	case A_TUPLE: return an_py_instance(b, b->types[PY_ANY_TUPLE].path, element);
	case A_SET: return an_py_instance(b, b->types[PY_ANY_SET].path, element);
	case A_DICT: return an_py_instance(b, b->types[PY_ANY_DICT].path, element);
	case A_ITERABLE: return an_py_instance(b, b->types[PY_ANY_GENERATOR].path, element);
	case A_TEXT: return PY_TEXT;
	case A_BYTES: return PY_BYTES;
	case A_CLASS: return an_py_type_named(b, an_py_path_string(b, t.path));
	default: return PY_UNKNOWN;
	}
}

/* "Store" in quotes; what is more than a dotted name is not looked into. */
static uint32_t quoted(struct py_binder *b, uint32_t scope, const struct py_node *n)
{
	const struct py_token *token = &b->tree->tokens->items[n->value];
	const char *text = b->tree->source->text + token->start, *p = text + 1;
	uint32_t type = PY_UNKNOWN;

	if (*text != '"' && *text != '\'')
		return PY_UNKNOWN;
	for (;; p++) {
		size_t length = 0;

		while (p[length] == '_' || (p[length] >= '0' && p[length] <= '9') ||
		       ((p[length] | 32) >= 'a' && (p[length] | 32) <= 'z'))
			length++;
		if (!length)
			return PY_UNKNOWN;
		if (type == PY_UNKNOWN)
			type = an_py_type_of_name(b, scope, an_py_name(b->names, p, length));
		else
			type = an_py_attribute(b, type, an_py_name(b->names, p, length), false).type;
		p += length;
		if (*p != '.')
			break;
	}
	return *p == *text ? from_class(b, type, PY_UNKNOWN) : (uint32_t)PY_UNKNOWN;
}

/* The annotation in brackets that says what the elements are: the last of a mapping, else the first. */
static uint32_t inner(struct py_binder *b, uint32_t index, bool last)
{
	uint32_t x = index;

	if (py_kind(b->tree, index) != PY_N_TUPLE)
		return index;
	x = py_kid(b->tree, index);
	while (last && x && py_next(b->tree, x))
		x = py_next(b->tree, x);
	return x;
}

static uint32_t union_of(struct py_binder *b, uint32_t scope, uint32_t first)
{
	uint32_t type = PY_NONE_TYPE;

	PY_EACH(b->tree, x, first)
		type = an_py_join(b, type, an_py_annotated(b, scope, x));
	return type;
}

static uint32_t parametrised(struct py_binder *b, uint32_t scope, uint32_t class, uint32_t index)
{
	uint32_t type = an_py_type_of(b, scope, class);
	const struct py_type t = *py_type_at(b, type);
	enum meaning meaning = t.sort == PY_SORT_ENTITY ? meaning_of(b, t.path) : A_CLASS;
	uint32_t x = inner(b, index, meaning == A_DICT);

	if (!x)
		return from_class(b, type, PY_UNKNOWN);
	if (meaning == A_WRAPPER)
		return an_py_annotated(b, scope, x);
	if (meaning == A_UNION)
		return union_of(b, scope, py_kind(b->tree, index) == PY_N_TUPLE ? x : index);
	return from_class(b, type, meaning == A_CLASS ? (uint32_t)PY_UNKNOWN : an_py_annotated(b, scope, x));
}

uint32_t an_py_annotated(struct py_binder *b, uint32_t scope, uint32_t annotation)
{
	const struct py_node n = *py_node_of(b, annotation);

	switch (n.kind) {
	case PY_N_NAME: case PY_N_ATTRIBUTE: case PY_N_CONSTANT:
		return from_class(b, an_py_type_of(b, scope, annotation), PY_UNKNOWN);
	case PY_N_STRING: return quoted(b, scope, &n);
	case PY_N_SUBSCRIPT:
		return parametrised(b, scope, n.kid, py_next(b->tree, n.kid));
	case PY_N_BINARY:
		return n.op == PY_BAR ? union_of(b, scope, n.kid) : (uint32_t)PY_UNKNOWN;
	default: return PY_UNKNOWN;
	}
}
