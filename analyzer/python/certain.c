/*
 * certain.c - what an expression is for certain, whatever the rest of the program does.
 *
 * The types of evaluate.c are what is likely; here a thing counts only where no value that the
 * program may have could be another: displays, results of built-in functions, names that are given
 * nothing else in the file, annotations that say nothing but the type.
 */
#include "analyzer/python/emitter_p.h"

#include <ctype.h>
#include <string.h>

#define DEPTH_MAX 12            /* expressions and names inside each other */
#define DEFINITIONS_MAX 8       /* of one name */
#define ELEMENTS_MAX 64         /* of one display */

static const struct py_certainty nothing = { 0 };

static struct py_certainty certainty(enum py_certain kind, enum py_certain element)
{
	return (struct py_certainty){ kind, element, true };
}

static struct py_certainty find(struct py_binder *b, uint32_t scope, uint32_t node, unsigned depth);

bool an_py_is_named(const struct py_binder *b, uint32_t name, const char *text)
{
	const struct py_name *n = &b->names->items[name];

	return n->length == strlen(text) && !memcmp(n->text, text, n->length);
}

static bool is_one_of(const struct py_binder *b, uint32_t name, const char *const *texts)
{
	for (; *texts; texts++) {
		if (an_py_is_named(b, name, *texts))
			return true;
	}
	return false;
}

bool an_py_is_builtin(const struct py_binder *b, uint32_t scope, uint32_t name)
{
	return !b->star_import && !py_lookup(b, scope, name);
}

/* What both are. */
static struct py_certainty common(struct py_certainty x, struct py_certainty y)
{
	if (x.kind != y.kind)
		return nothing;
	return (struct py_certainty){ x.kind, x.element == y.element ? x.element : PY_C_NOTHING, x.made && y.made };
}

/* What all operands are, from the node on. */
static struct py_certainty of_all(struct py_binder *b, uint32_t scope, uint32_t first, unsigned depth)
{
	struct py_certainty all = nothing;
	unsigned n = 0;

	PY_EACH(b->tree, x, first) {
		struct py_certainty one = n++ < ELEMENTS_MAX ? find(b, scope, x, depth) : nothing;

		all = n == 1 ? one : common(all, one);
		if (!all.kind)
			return nothing;
	}
	return all;
}

static struct py_certainty display(struct py_binder *b, uint32_t scope, enum py_certain kind, uint32_t first, unsigned depth)
{
	return certainty(kind, of_all(b, scope, first, depth).kind);
}

static struct py_certainty comprehension(struct py_binder *b, uint32_t scope, enum py_certain kind, uint32_t node, unsigned depth)
{
	uint32_t inner = an_py_inner_scope(b, scope, node);

	return certainty(kind, find(b, inner, py_kid(b->tree, node), depth).kind);
}

/*
 * Annotations: of the words below and no others, so that nothing else could be there too.
 */
static const struct { const char *text; enum py_certain kind; enum an_value value; } words[] = {
	{ "int", PY_C_NUMBER, AN_VALUE_NUMBER }, { "float", PY_C_NUMBER, AN_VALUE_NUMBER },
	{ "bool", PY_C_NUMBER, AN_VALUE_NUMBER }, { "str", PY_C_TEXT, AN_VALUE_TEXT },
	{ "list", PY_C_LIST, AN_VALUE_LIST }, { "List", PY_C_LIST, AN_VALUE_LIST },
	{ "tuple", PY_C_TUPLE, AN_VALUE_LIST }, { "Tuple", PY_C_TUPLE, AN_VALUE_LIST },
	{ "set", PY_C_SET, AN_VALUE_HASH }, { "Set", PY_C_SET, AN_VALUE_HASH },
	{ "frozenset", PY_C_SET, AN_VALUE_HASH }, { "FrozenSet", PY_C_SET, AN_VALUE_HASH },
	{ "dict", PY_C_DICT, AN_VALUE_HASH }, { "Dict", PY_C_DICT, AN_VALUE_HASH },
};
#define WORDS (sizeof words / sizeof *words)

/* The next word, its number in words, WORDS if it is not there; "" at the end. */
static size_t next_word(const char **at, const char *end, bool *over)
{
	const char *from;
	size_t i;

	while (*at < end && !isalnum((unsigned char)**at) && **at != '_')
		++*at;
	for (from = *at; *at < end && (isalnum((unsigned char)**at) || **at == '_');)
		++*at;
	*over = from == *at;
	if (*at - from == 6 && !memcmp(from, "typing", 6))
		return next_word(at, end, over);
	for (i = 0; i < WORDS; i++) {
		if (strlen(words[i].text) == (size_t)(*at - from) && !memcmp(words[i].text, from, strlen(words[i].text)))
			break;
	}
	return i;
}

static struct py_certainty annotated(struct py_binder *b, uint32_t scope, uint32_t annotation)
{
	const struct py_node *n = py_node_of(b, annotation);
	const char *at = b->tree->source->text + n->start, *end = b->tree->source->text + n->end;
	size_t first, second = WORDS, word, count = 1;
	enum py_certain element = PY_C_NOTHING;
	bool over;

	if (memchr(at, '|', (size_t)(end - at)) || memchr(at, '#', (size_t)(end - at)))
		return nothing;
	first = next_word(&at, end, &over);
	if (over || first == WORDS || py_value_of(b, an_py_annotated(b, scope, annotation)) != words[first].value)
		return nothing;
	while (word = next_word(&at, end, &over), !over) {
		if (word == WORDS)
			break;
		if (count++ == 1)
			second = word;
	}
	if (over && second < WORDS && (count == 2 || words[first].kind == PY_C_DICT))
		element = words[second].kind;
	return (struct py_certainty){ words[first].kind, element, false };
}

static struct py_certainty parameter(struct py_binder *b, const struct py_definition *d, unsigned depth)
{
	const struct py_node n = *py_node_of(b, d->node);
	uint32_t outer = b->scopes[d->scope].parent;
	struct py_certainty said, fallback;

	if (n.flags & PY_F_STAR)
		return certainty(PY_C_TUPLE, PY_C_NOTHING);
	if (n.flags & PY_F_DOUBLE_STAR)
		return certainty(PY_C_DICT, PY_C_TEXT);
	if (!(n.flags & PY_F_ANNOTATION))
		return nothing;
	said = annotated(b, outer, n.kid);
	if (!(n.flags & PY_F_DEFAULT))
		return said;
	fallback = find(b, outer, py_next(b->tree, n.kid), depth);
	return fallback.kind == said.kind ? said : nothing;
}

/* The argument that part i of an element comes from: zip(a, b), enumerate(a). */
static struct py_certainty part(struct py_binder *b, const struct py_definition *d, unsigned depth)
{
	const struct py_node *call = py_node_of(b, d->node), *callee = py_node_of(b, call->kid);
	uint32_t argument = callee->next;

	if (call->kind != PY_N_CALL || callee->kind != PY_N_NAME || !an_py_is_builtin(b, d->scope, callee->value))
		return nothing;
	if (callee->value == PY_NAME_ENUMERATE && d->index == 1)
		return certainty(PY_C_NUMBER, PY_C_NOTHING);
	if (callee->value != PY_NAME_ZIP && !(callee->value == PY_NAME_ENUMERATE && d->index == 2))
		return nothing;
	for (unsigned i = 1; callee->value == PY_NAME_ZIP && i < d->index && argument; i++)
		argument = py_next(b->tree, argument);
	return argument ? certainty(find(b, d->scope, argument, depth).element, PY_C_NOTHING) : nothing;
}

static struct py_certainty definition(struct py_binder *b, struct py_definition d, unsigned depth)
{
	struct py_certainty x;

	switch ((enum py_definition_kind)d.kind) {
	case PY_GIVEN:
		x = find(b, d.scope, d.node, depth);
		/* What is put into it later is not known. */
		if (x.kind == PY_C_LIST || x.kind == PY_C_SET || x.kind == PY_C_DICT)
			x.element = PY_C_NOTHING;
		return x;
	case PY_ELEMENT:
		return d.index ? part(b, &d, depth) : certainty(find(b, d.scope, d.node, depth).element, PY_C_NOTHING);
	case PY_PART: return certainty(find(b, d.scope, d.node, depth).element, PY_C_NOTHING);
	case PY_ANNOTATED: return annotated(b, d.scope, d.node);
	case PY_PARAMETER_OF: return parameter(b, &d, depth);
	default: return nothing;
	}
}

static struct py_certainty name(struct py_binder *b, uint32_t scope, uint32_t name, unsigned depth)
{
	uint32_t binding = py_lookup(b, scope, name);
	struct py_certainty all = nothing, one;
	const struct py_binding *x = &b->bindings[binding];
	bool first = true;

	if (!binding || x->count > DEFINITIONS_MAX || b->scopes[x->scope].kind == PY_S_CLASS || x->flags & PY_B_ELSEWHERE)
		return nothing;
	for (uint32_t d = x->definitions; d; d = b->definitions[d].next) {
		struct py_definition at = b->definitions[d];

		if (at.kind == PY_AUGMENTED)
			continue;
		one = definition(b, at, depth);
		all = first ? one : common(all, one);
		first = false;
		if (!all.kind)
			return nothing;
	}
	/* A list stays one; n += x may be an array. */
	for (uint32_t d = x->definitions; d && all.kind != PY_C_LIST; d = b->definitions[d].next) {
		if (b->definitions[d].kind == PY_AUGMENTED)
			return nothing;
	}
	return all;
}

static struct py_certainty of_builtin(struct py_binder *b, uint32_t scope, uint32_t called, uint32_t argument, unsigned depth)
{
	enum py_certain inner = argument ? find(b, scope, argument, depth).element : PY_C_NOTHING;

	switch (called) {
	case PY_NAME_STR: case PY_NAME_REPR: case PY_NAME_ASCII: case PY_NAME_CHR: case PY_NAME_HEX: case PY_NAME_BIN:
	case PY_NAME_OCT: case PY_NAME_INPUT:
		return certainty(PY_C_TEXT, PY_C_TEXT);
	case PY_NAME_LEN: case PY_NAME_INT: case PY_NAME_FLOAT: case PY_NAME_ORD: case PY_NAME_BOOL: case PY_NAME_ID:
	case PY_NAME_HASH: case PY_NAME_ISINSTANCE: case PY_NAME_CALLABLE:
		return certainty(PY_C_NUMBER, PY_C_NOTHING);
	case PY_NAME_LIST: case PY_NAME_SORTED: return certainty(PY_C_LIST, inner);
	case PY_NAME_TUPLE: return certainty(PY_C_TUPLE, inner);
	case PY_NAME_SET: case PY_NAME_FROZENSET: return certainty(PY_C_SET, inner);
	case PY_NAME_DICT: return certainty(PY_C_DICT, PY_C_NOTHING);
	case PY_NAME_RANGE: return certainty(PY_C_RANGE, PY_C_NUMBER);
	default: return nothing;
	}
}

static struct py_certainty of_method(struct py_binder *b, uint32_t scope, uint32_t callee, unsigned depth)
{
	static const char *const texts[] = { "lower", "upper", "strip", "lstrip", "rstrip", "title", "replace", "format", "join",
					     "capitalize", "casefold", "swapcase", "zfill", "ljust", "rjust", "center", NULL };
	static const char *const lists[] = { "split", "rsplit", "splitlines", NULL };
	static const char *const views[] = { "keys", "values", "items", NULL };
	struct py_certainty object = find(b, scope, py_kid(b->tree, callee), depth);
	uint32_t method = py_node_of(b, callee)->value;

	if (object.kind == PY_C_TEXT && is_one_of(b, method, texts))
		return certainty(PY_C_TEXT, PY_C_TEXT);
	if (object.kind == PY_C_TEXT && is_one_of(b, method, lists))
		return certainty(PY_C_LIST, PY_C_TEXT);
	if (object.kind == PY_C_DICT && object.made && is_one_of(b, method, views))
		return certainty(PY_C_VIEW, an_py_is_named(b, method, "keys") ? object.element : PY_C_NOTHING);
	return nothing;
}

static struct py_certainty call(struct py_binder *b, uint32_t scope, uint32_t node, unsigned depth)
{
	uint32_t callee = py_kid(b->tree, node);
	const struct py_node n = *py_node_of(b, callee);

	if (n.kind == PY_N_ATTRIBUTE)
		return of_method(b, scope, callee, depth);
	if (n.kind != PY_N_NAME || !an_py_is_builtin(b, scope, n.value))
		return nothing;
	return of_builtin(b, scope, n.value, n.next, depth);
}

/* Two of them: lists are added to lists only, but what stands on the right of a text's % may be anything. */
static struct py_certainty operation(struct py_certainty left, uint8_t operator, struct py_certainty right)
{
	if (left.kind == PY_C_TEXT && operator == PY_PERCENT)
		return left;
	/* A root may be complex. */
	if (operator == PY_DOUBLE_STAR || (operator != PY_PLUS && left.kind != PY_C_NUMBER))
		return nothing;
	return common(left, right);
}

static struct py_certainty binary(struct py_binder *b, uint32_t scope, uint32_t first, unsigned depth)
{
	struct py_certainty all = find(b, scope, first, depth);

	PY_EACH(b->tree, x, py_next(b->tree, first))
		all = operation(all, py_node_of(b, x)->operator, find(b, scope, x, depth));
	return all;
}

/* A comparison of what is certain gives True or False; an array's gives an array. */
static struct py_certainty comparison(struct py_binder *b, uint32_t scope, uint32_t first, unsigned depth)
{
	PY_EACH(b->tree, x, py_next(b->tree, first)) {
		uint8_t operator = py_node_of(b, x)->operator;

		if (operator != PY_IS && operator != PY_IN && !of_all(b, scope, first, depth).kind)
			return nothing;
	}
	return certainty(PY_C_NUMBER, PY_C_NOTHING);
}

static struct py_certainty number(const struct py_binder *b, const struct py_node *n)
{
	char last = b->tree->source->text[n->end - 1];

	return last == 'j' || last == 'J' ? nothing : certainty(PY_C_NUMBER, PY_C_NOTHING);
}

static struct py_certainty conditional(struct py_binder *b, uint32_t scope, uint32_t then, unsigned depth)
{
	uint32_t other = py_next(b->tree, py_next(b->tree, then));

	return common(find(b, scope, then, depth), find(b, scope, other, depth));
}

static struct py_certainty evaluate(struct py_binder *b, uint32_t scope, uint32_t node, unsigned depth)
{
	const struct py_node n = *py_node_of(b, node);

	switch (n.kind) {
	case PY_N_NUMBER: return number(b, &n);
	case PY_N_STRING: return n.flags & PY_F_BYTES ? nothing : certainty(PY_C_TEXT, PY_C_TEXT);
	case PY_N_FSTRING: return n.flags & PY_F_TEMPLATE ? nothing : certainty(PY_C_TEXT, PY_C_TEXT);
	case PY_N_CONSTANT: return n.op == PY_TRUE || n.op == PY_FALSE ? certainty(PY_C_NUMBER, PY_C_NOTHING) : nothing;
	case PY_N_NOT: return certainty(PY_C_NUMBER, PY_C_NOTHING);
	case PY_N_COMPARE: return comparison(b, scope, n.kid, depth);
	case PY_N_LIST: return display(b, scope, PY_C_LIST, n.kid, depth);
	case PY_N_TUPLE: return display(b, scope, PY_C_TUPLE, n.kid, depth);
	case PY_N_SET: return display(b, scope, PY_C_SET, n.kid, depth);
	case PY_N_DICT: return certainty(PY_C_DICT, PY_C_NOTHING);
	case PY_N_LIST_COMPREHENSION: return comprehension(b, scope, PY_C_LIST, node, depth);
	case PY_N_SET_COMPREHENSION: return comprehension(b, scope, PY_C_SET, node, depth);
	case PY_N_DICT_COMPREHENSION: return comprehension(b, scope, PY_C_DICT, node, depth);
	case PY_N_BOOLEAN: return of_all(b, scope, n.kid, depth);
	case PY_N_CONDITIONAL: return conditional(b, scope, n.kid, depth);
	case PY_N_BINARY: return binary(b, scope, n.kid, depth);
	case PY_N_SUBSCRIPT: return find(b, scope, n.kid, depth).kind == PY_C_TEXT ? certainty(PY_C_TEXT, PY_C_TEXT) : nothing;
	case PY_N_NAME: return name(b, scope, n.value, depth);
	case PY_N_CALL: return call(b, scope, node, depth);
	default: return nothing;
	}
}

static struct py_certainty find(struct py_binder *b, uint32_t scope, uint32_t node, unsigned depth)
{
	return node && depth ? evaluate(b, scope, node, depth - 1) : nothing;
}

struct py_certainty an_py_certainly(struct py_binder *b, uint32_t scope, uint32_t node)
{
	return find(b, scope, node, DEPTH_MAX);
}
