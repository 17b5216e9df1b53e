/* evaluate.c - the type of an expression. */
#include "analyzer/python/binder_p.h"

#define DEPTH_MAX 40            /* expressions and definitions inside each other */
#define ELEMENTS_MAX 8          /* of a display that are looked at */

static uint32_t of_element(struct py_binder *b, enum py_fixed_type container, uint32_t element)
{
	return an_py_instance(b, b->types[container].path, element);
}

/* The common type of the first elements. */
static uint32_t elements_type(struct py_binder *b, uint32_t scope, uint32_t first)
{
	uint32_t type = PY_NONE_TYPE;
	unsigned n = 0;

	for (uint32_t x = first; x && n < ELEMENTS_MAX && type != PY_UNKNOWN; x = py_next(b->tree, x), n++)
		type = an_py_join(b, type, py_kind(b->tree, x) == PY_N_STARRED ? (uint32_t)PY_UNKNOWN :
									       an_py_type_of(b, scope, x));
	return type == PY_NONE_TYPE ? (uint32_t)PY_UNKNOWN : type;
}

static uint32_t dict_type(struct py_binder *b, uint32_t scope, uint32_t first)
{
	uint32_t value = first && py_kind(b->tree, first) != PY_N_DOUBLE_STARRED ? py_next(b->tree, first) : 0;

	return of_element(b, PY_ANY_DICT, value ? an_py_type_of(b, scope, value) : (uint32_t)PY_UNKNOWN);
}

static uint32_t comprehension_type(struct py_binder *b, uint32_t scope, uint32_t node)
{
	const struct py_node n = *py_node_of(b, node);
	uint32_t inner = an_py_inner_scope(b, scope, node), element;

	element = n.kind == PY_N_DICT_COMPREHENSION ? py_next(b->tree, n.kid) : n.kid;
	element = an_py_type_of(b, inner, element);
	switch (n.kind) {
	case PY_N_LIST_COMPREHENSION: return of_element(b, PY_ANY_LIST, element);
	case PY_N_SET_COMPREHENSION: return of_element(b, PY_ANY_SET, element);
	case PY_N_DICT_COMPREHENSION: return of_element(b, PY_ANY_DICT, element);
	default: return of_element(b, PY_ANY_GENERATOR, element);
	}
}

/* x or []: where x is not known, it is likely what the other one is. */
static uint32_t boolean_type(struct py_binder *b, uint32_t scope, const struct py_node *n)
{
	uint32_t type = PY_NONE_TYPE;
	bool fallback = n->op == PY_OR;

	PY_EACH(b->tree, x, n->kid) {
		uint32_t own = an_py_type_of(b, scope, x);

		if (!py_is_unknown(b, own) || !fallback || !py_next(b->tree, x))
			type = an_py_join(b, type, own);
	}
	return type;
}

/* An instance of numpy.ndarray, pandas.Series or pandas.DataFrame: arithmetic on one gives another. */
static bool is_array(const struct py_binder *b, uint32_t type)
{
	const struct py_type *t = py_type_at(b, type);
	uint32_t name = b->paths[t->path].name;

	return t->sort == PY_SORT_INSTANCE && !t->def && t->value == AN_VALUE_OBJECT &&
	       (name == PY_NAME_NDARRAY || name == PY_NAME_SERIES || name == PY_NAME_DATA_FRAME);
}

uint32_t an_py_operation(struct py_binder *b, uint32_t left, enum py_token_kind operator, uint32_t right)
{
	enum an_value l = py_value_of(b, left), r = py_value_of(b, right);

	if (l == AN_VALUE_TEXT && (operator == PY_PLUS || operator == PY_PERCENT || operator == PY_STAR))
		return left;
	if (r == AN_VALUE_TEXT && operator == PY_PLUS)
		return right;
	if (l == AN_VALUE_LIST && (operator == PY_PLUS || operator == PY_STAR))
		return left;
	if (r == AN_VALUE_LIST && (operator == PY_PLUS || operator == PY_STAR))
		return right;
	if (l == AN_VALUE_HASH && (operator == PY_BAR || operator == PY_AMPERSAND || operator == PY_MINUS ||
				   operator == PY_CARET))
		return left;
	if (l == AN_VALUE_NUMBER && r == AN_VALUE_NUMBER)
		return left;
	if (is_array(b, left) || is_array(b, right))
		return is_array(b, left) ? left : right;
	return l == AN_VALUE_OBJECT && operator == PY_SLASH ? left : (uint32_t)PY_UNKNOWN;
}

static uint32_t binary_type(struct py_binder *b, uint32_t scope, uint32_t first)
{
	uint32_t type = an_py_type_of(b, scope, first);

	PY_EACH(b->tree, x, py_next(b->tree, first)) {
		enum py_token_kind operator = (enum py_token_kind)py_node_of(b, x)->operator;

		type = an_py_operation(b, type, operator, an_py_type_of(b, scope, x));
	}
	return type;
}

static uint32_t call_type(struct py_binder *b, uint32_t scope, uint32_t node)
{
	uint32_t callee = py_kid(b->tree, node), object;
	struct py_attribute method;

	if (py_kind(b->tree, callee) != PY_N_ATTRIBUTE)
		return an_py_result(b, scope, PY_UNKNOWN, an_py_type_of(b, scope, callee), 0, 0, node);
	object = an_py_type_of(b, scope, py_kid(b->tree, callee));
	method = an_py_attribute(b, object, py_node_of(b, callee)->value, true);
	return an_py_result(b, scope, object, method.type, method.path, method.elsewhere, node);
}

static uint32_t evaluate(struct py_binder *b, uint32_t scope, uint32_t node)
{
	const struct py_node n = *py_node_of(b, node);
	uint32_t other;

	switch (n.kind) {
	case PY_N_NAME: return an_py_type_of_name(b, scope, n.value);
	case PY_N_NUMBER: case PY_N_NOT: case PY_N_COMPARE: return PY_NUMBER_TYPE;
	case PY_N_STRING: return n.flags & PY_F_BYTES ? PY_BYTES : PY_TEXT;
	case PY_N_FSTRING: return n.flags & PY_F_TEMPLATE ? PY_UNKNOWN : PY_TEXT;
	case PY_N_CONSTANT:
		return n.op == PY_NONE ? PY_NONE_TYPE : n.op == PY_ELLIPSIS ? PY_UNKNOWN : PY_NUMBER_TYPE;
	case PY_N_LIST: return of_element(b, PY_ANY_LIST, elements_type(b, scope, n.kid));
	case PY_N_TUPLE: return of_element(b, PY_ANY_TUPLE, elements_type(b, scope, n.kid));
	case PY_N_SET: return of_element(b, PY_ANY_SET, elements_type(b, scope, n.kid));
	case PY_N_DICT: return dict_type(b, scope, n.kid);
	case PY_N_LIST_COMPREHENSION: case PY_N_SET_COMPREHENSION: case PY_N_DICT_COMPREHENSION:
	case PY_N_GENERATOR:
		return comprehension_type(b, scope, node);
	case PY_N_BOOLEAN: return boolean_type(b, scope, &n);
	case PY_N_UNARY: case PY_N_AWAIT: return an_py_type_of(b, scope, n.kid);
	case PY_N_BINARY: return binary_type(b, scope, n.kid);
	case PY_N_CONDITIONAL:
		other = py_next(b->tree, py_next(b->tree, n.kid));
		return an_py_join(b, an_py_type_of(b, scope, n.kid), an_py_type_of(b, scope, other));
	case PY_N_LAMBDA:
		an_py_inner_scope(b, scope, node);
		return an_py_entity(b, PY_SORT_FUNCTION, n.value);
	case PY_N_WALRUS: return an_py_type_of(b, scope, py_next(b->tree, n.kid));
	case PY_N_CALL: return call_type(b, scope, node);
	case PY_N_ATTRIBUTE: return an_py_attribute(b, an_py_type_of(b, scope, n.kid), n.value, false).type;
	case PY_N_SUBSCRIPT:
		return an_py_subscripted(b, an_py_type_of(b, scope, n.kid), py_next(b->tree, n.kid));
	default: return PY_UNKNOWN;
	}
}

uint32_t an_py_type_of(struct py_binder *b, uint32_t scope, uint32_t node)
{
	uint32_t type = PY_UNKNOWN;

	if (b->depth < DEPTH_MAX) {
		b->depth++;
		type = evaluate(b, scope, node);
		b->depth--;
	}
	return type;
}
