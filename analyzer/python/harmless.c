/*
 * harmless.c - expressions that only give their value: whether they are evaluated cannot be told from outside.
 *
 * Reading an attribute may run a property, comparing may run __eq__ and __lt__, asking for the truth
 * may run __bool__, and each may fail; so all of them count only where the operands are certain.
 */
#include "analyzer/python/emitter_p.h"

#define DEPTH_MAX 12

struct place { struct py_binder *b; uint32_t scope; };

static bool is_harmless(struct place at, uint32_t node, unsigned depth);

static bool are_harmless(struct place at, uint32_t first, unsigned depth)
{
	PY_EACH(at.b->tree, x, first) {
		if (!is_harmless(at, x, depth))
			return false;
	}
	return true;
}

static struct py_certainty certainly(struct place at, uint32_t node)
{
	return an_py_certainly(at.b, at.scope, node);
}

/* Has it a truth of its own? */
static bool is_certain(struct place at, uint32_t node)
{
	return certainly(at, node).kind != PY_C_NOTHING;
}

static bool is_single(enum py_certain kind)
{
	return kind == PY_C_NUMBER || kind == PY_C_TEXT;
}

/* left in right */
static bool is_plain_test(struct py_certainty left, struct py_certainty right)
{
	switch (right.kind) {
	case PY_C_TEXT: return left.kind == PY_C_TEXT;
	case PY_C_SET: case PY_C_DICT: case PY_C_RANGE: return is_single(left.kind);
	/* Its elements are asked whether they are equal. */
	case PY_C_LIST: case PY_C_TUPLE: case PY_C_VIEW: return is_single(left.kind) && is_single(right.element);
	default: return false;
	}
}

static bool is_plain_comparison(struct place at, uint32_t x, uint32_t y)
{
	struct py_certainty left = certainly(at, x), right = certainly(at, y);

	switch (py_node_of(at.b, y)->operator) {
	case PY_IS: return true;
	case PY_IN: return is_plain_test(left, right);
	case PY_EQUAL: case PY_NOT_EQUAL: return is_single(left.kind) && is_single(right.kind);
	default: return is_single(left.kind) && left.kind == right.kind;
	}
}

static bool is_harmless_comparison(struct place at, uint32_t first, unsigned depth)
{
	uint32_t next;

	for (uint32_t x = first; (next = py_next(at.b->tree, x)); x = next) {
		if (!is_plain_comparison(at, x, next))
			return false;
	}
	return are_harmless(at, first, depth);
}

/* All but the last one are asked for their truth. */
static bool is_harmless_boolean(struct place at, uint32_t first, unsigned depth)
{
	PY_EACH(at.b->tree, x, first) {
		if (py_next(at.b->tree, x) && !is_certain(at, x))
			return false;
	}
	return are_harmless(at, first, depth);
}

/* Sums of numbers; a remainder by what is not zero. */
static bool is_harmless_arithmetic(struct place at, uint32_t first, unsigned depth)
{
	PY_EACH(at.b->tree, x, first) {
		const struct py_node *n = py_node_of(at.b, x);
		const char *digits = at.b->tree->source->text + n->start;
		bool divides = x != first && n->operator != PY_PLUS && n->operator != PY_MINUS && n->operator != PY_STAR;

		if (certainly(at, x).kind != PY_C_NUMBER)
			return false;
		if (divides && (n->operator != PY_PERCENT || n->kind != PY_N_NUMBER || n->flags & PY_F_OTHER || *digits == '0'))
			return false;
	}
	return are_harmless(at, first, depth);
}

/* A name, or a tuple of names: classes, if they are any. */
static bool are_names(const struct py_binder *b, uint32_t node)
{
	if (py_kind(b->tree, node) != PY_N_TUPLE)
		return py_kind(b->tree, node) == PY_N_NAME;
	PY_EACH(b->tree, x, py_kid(b->tree, node)) {
		if (py_kind(b->tree, x) != PY_N_NAME)
			return false;
	}
	return true;
}

/* isinstance(x, T), callable(x) and len() of what has one. */
static bool is_harmless_call(struct place at, uint32_t callee, unsigned depth)
{
	const struct py_node *n = py_node_of(at.b, callee);
	uint32_t x = n->next, y = x ? py_next(at.b->tree, x) : 0;

	if (n->kind != PY_N_NAME || !x || !an_py_is_builtin(at.b, at.scope, n->value) || !is_harmless(at, x, depth))
		return false;
	switch (n->value) {
	case PY_NAME_ISINSTANCE: return y && !py_next(at.b->tree, y) && are_names(at.b, y);
	case PY_NAME_CALLABLE: return !y;
	case PY_NAME_LEN: return !y && is_certain(at, x) && certainly(at, x).kind != PY_C_NUMBER;
	default: return false;
	}
}

static bool is_harmless(struct place at, uint32_t node, unsigned depth)
{
	const struct py_node n = *py_node_of(at.b, node);

	if (!depth--)
		return false;
	switch (n.kind) {
	case PY_N_NAME: case PY_N_NUMBER: case PY_N_STRING: case PY_N_CONSTANT: return true;
	case PY_N_NOT: return is_certain(at, n.kid) && is_harmless(at, n.kid, depth);
	case PY_N_BOOLEAN: return is_harmless_boolean(at, n.kid, depth);
	case PY_N_COMPARE: return is_harmless_comparison(at, n.kid, depth);
	case PY_N_BINARY: return is_harmless_arithmetic(at, n.kid, depth);
	case PY_N_CONDITIONAL: return is_certain(at, py_next(at.b->tree, n.kid)) && are_harmless(at, n.kid, depth);
	case PY_N_CALL: return is_harmless_call(at, n.kid, depth);
	default: return false;
	}
}

bool an_py_is_harmless(struct py_binder *b, uint32_t scope, uint32_t node)
{
	return is_harmless((struct place){ b, scope }, node, DEPTH_MAX);
}
