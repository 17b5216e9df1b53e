/* annotations.c - types that the source says. */
#include "analyzer/python/binder_p.h"

#define ALIASES_MAX 20          /* names of types for names of types */
#define QUOTED_DEPTH 8          /* brackets in one annotation in quotes */

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
	return strcmp(text, "sqlalchemy.orm.Mapped") ? A_CLASS : A_WRAPPER;
}

static enum meaning meaning_of(struct py_binder *b, uint32_t path)
{
	if (!b->paths[path].meaning)
		b->paths[path].meaning = (uint8_t)find_meaning(b, path);
	return (enum meaning)b->paths[path].meaning;
}

static uint32_t with_element(struct py_binder *b, uint32_t type, uint32_t element)
{
	const struct py_type *t = py_type_at(b, type);

	return element && t->sort == PY_SORT_INSTANCE && !t->def ? an_py_instance(b, t->path, element) : type;
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
	case A_CLASS: return with_element(b, an_py_type_named(b, an_py_path_string(b, t.path)), element);
	default: return PY_UNKNOWN;
	}
}

/* Do the brackets behind the class say what its elements are?  Of other classes: those of QuerySet[Order]. */
static bool has_elements(const struct py_binder *b, uint32_t type, enum meaning meaning)
{
	return meaning != A_CLASS || b->paths[py_type_at(b, type)->path].name == PY_NAME_QUERY_SET;
}

/*
 * "Store", "list[Store]", "Store | None" in quotes: read from the text.  What is not of these forms is PY_UNKNOWN.
 */
struct quoted {
	struct py_binder *b;
	uint32_t scope;
	const char *at;
	unsigned depth;
};

static uint32_t read_union(struct quoted *q);

static void skip_blanks(struct quoted *q)
{
	while (*q->at == ' ')
		q->at++;
}

static bool takes(struct quoted *q, char c)
{
	skip_blanks(q);
	if (*q->at != c)
		return false;
	q->at++;
	skip_blanks(q);
	return true;
}

static size_t name_length(const char *p)
{
	size_t n = 0;

	while (p[n] == '_' || (p[n] >= '0' && p[n] <= '9') || ((p[n] | 32) >= 'a' && (p[n] | 32) <= 'z'))
		n++;
	return n;
}

/* A dotted name, as an expression. */
static bool read_name(struct quoted *q, uint32_t *type)
{
	bool first = true;

	do {
		size_t n = name_length(q->at);
		uint32_t name;

		if (!n)
			return false;
		name = an_py_name(q->b->names, q->at, n);
		if (first)
			*type = name == PY_KEYWORD_NONE ? (uint32_t)PY_NONE_TYPE : an_py_type_of_name(q->b, q->scope, name);
		else
			*type = an_py_attribute(q->b, *type, name, false).type;
		first = false;
		q->at += n;
	} while (takes(q, '.'));
	return true;
}

/* What stands in brackets, its types and the last of them. */
struct arguments { uint32_t first, last, joined; };

static bool read_arguments(struct quoted *q, struct arguments *a)
{
	unsigned n = 0;

	*a = (struct arguments){ PY_UNKNOWN, PY_UNKNOWN, PY_NONE_TYPE };
	do {
		a->last = read_union(q);
		a->first = n++ ? a->first : a->last;
		a->joined = an_py_join(q->b, a->joined, a->last);
	} while (takes(q, ','));
	return takes(q, ']');
}

static uint32_t read_type(struct quoted *q)
{
	struct arguments a;
	enum meaning meaning;
	uint32_t type;

	if (!read_name(q, &type))
		return PY_UNKNOWN;
	if (!takes(q, '['))
		return from_class(q->b, type, PY_UNKNOWN);
	if (++q->depth > QUOTED_DEPTH || !read_arguments(q, &a)) {
		q->at = "";
		return PY_UNKNOWN;
	}
	meaning = py_type_at(q->b, type)->sort == PY_SORT_ENTITY ? meaning_of(q->b, py_type_at(q->b, type)->path) : A_CLASS;
	switch (meaning) {
	case A_WRAPPER: return a.first;
	case A_UNION: return a.joined;
	default:
		return from_class(q->b, type, !has_elements(q->b, type, meaning) ? (uint32_t)PY_UNKNOWN :
						meaning == A_DICT ? a.last : a.first);
	}
}

static uint32_t read_union(struct quoted *q)
{
	uint32_t type = read_type(q);

	while (takes(q, '|'))
		type = an_py_join(q->b, type, read_type(q));
	return type;
}

static uint32_t quoted(struct py_binder *b, uint32_t scope, const struct py_node *n)
{
	const struct py_token *token = &b->tree->tokens->items[n->value];
	const char *text = b->tree->source->text + token->start;
	struct quoted q = { .b = b, .scope = scope, .at = text + 1 };
	uint32_t type;

	if (*text != '"' && *text != '\'')
		return PY_UNKNOWN;
	type = read_union(&q);
	return *q.at == *text ? type : (uint32_t)PY_UNKNOWN;
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
	return from_class(b, type, has_elements(b, type, meaning) ? an_py_annotated(b, scope, x) : (uint32_t)PY_UNKNOWN);
}

/* Orders = list[Order], of the module: what stands behind the name, 0 = it is no such. */
static uint32_t alias_of(const struct py_binder *b, uint32_t scope, const struct py_node *n)
{
	uint32_t binding = n->kind == PY_N_NAME ? py_lookup(b, scope, n->value) : 0;
	const struct py_definition *d = binding ? &b->definitions[b->bindings[binding].definitions] : NULL;

	if (!d || b->bindings[binding].scope != PY_MODULE_SCOPE || b->bindings[binding].count != 1 || d->kind != PY_GIVEN)
		return 0;
	switch (py_kind(b->tree, d->node)) {
	case PY_N_SUBSCRIPT: case PY_N_BINARY: return d->node;
	default: return 0;
	}
}

uint32_t an_py_annotated(struct py_binder *b, uint32_t scope, uint32_t annotation)
{
	const struct py_node n = *py_node_of(b, annotation);
	uint32_t alias = alias_of(b, scope, &n);

	if (alias && b->depth < ALIASES_MAX) {
		b->depth++;
		alias = an_py_annotated(b, PY_MODULE_SCOPE, alias);
		b->depth--;
		return alias;
	}

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
