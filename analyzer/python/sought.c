/* sought.c - what is looked for in a list or copy that another container would find at once. */
#include "analyzer/python/emitter_p.h"

#include "core/buf.h"

#define TEST_LEAST 4            /* elements from which on a set is worth it */

static bool is_constant(const struct py_node *n)
{
	return n->kind == PY_N_STRING || n->kind == PY_N_NUMBER;
}

/* "k in d.keys()": the dictionary itself answers. */
static void test_of_keys(struct py_emitter *e, uint32_t right)
{
	const struct py_node *callee = py_node_of(e->b, py_kid(e->tree, right));
	const char *source = e->tree->source->text;
	uint32_t object = callee->kid, dot = callee->end;
	struct wr_buf text = WR_BUF_INIT;
	struct py_certainty dict;

	if (callee->kind != PY_N_ATTRIBUTE || py_next(e->tree, py_kid(e->tree, right)) ||
	    !an_py_is_named(e->b, callee->value, "keys") ||
	    py_value_of(e->b, an_py_type_of(e->b, e->scope, object)) != AN_VALUE_HASH)
		return;
	/* A class of its own may ask the one and not the other. */
	dict = an_py_certainly(e->b, e->scope, object);
	while (dot > callee->start && source[dot] != '.')
		dot--;
	if (dict.kind == PY_C_DICT && dict.made)
		an_py_put(e, &text, callee->start, dot);
	an_py_state_saving(e, AN_SAVE_KEYS, right, &text);
}

static bool has_hash(struct py_emitter *e, uint32_t node)
{
	enum py_certain kind = an_py_certainly(e->b, e->scope, node).kind;

	return kind == PY_C_NUMBER || kind == PY_C_TEXT;
}

/* Is what a copy is asked for found in the same way, and as fast, in what is copied?  A text finds parts of
 * itself; what has no hash is not found in a list, but an error in a set; values() are looked through one by one. */
static bool answers_the_same(struct py_emitter *e, uint32_t left, uint32_t copied)
{
	struct py_certainty in = an_py_certainly(e->b, e->scope, copied);

	switch (in.kind) {
	case PY_C_LIST: case PY_C_TUPLE: return in.made;
	case PY_C_SET: case PY_C_DICT: return in.made && has_hash(e, left);
	case PY_C_VIEW: return an_py_is_named(e->b, py_node_of(e->b, py_kid(e->tree, copied))->value, "keys") && has_hash(e, left);
	case PY_C_RANGE: return an_py_certainly(e->b, e->scope, left).kind == PY_C_NUMBER;
	default: return false;
	}
}

/* "k in list(d)": what is copied answers as well. */
static void test_of_copy(struct py_emitter *e, uint32_t left, uint32_t right)
{
	uint32_t copied, name = an_py_builtin_called(e, right, &copied);
	struct wr_buf text = WR_BUF_INIT;

	if ((name != PY_NAME_LIST && name != PY_NAME_TUPLE && name != PY_NAME_SORTED) || !copied ||
	    py_kind(e->tree, copied) == PY_N_GENERATOR)
		return;
	/* What cannot be sorted is an error. */
	if (name != PY_NAME_SORTED && answers_the_same(e, left, copied))
		an_py_put_operand(e, &text, an_py_inside(e, right), py_kind(e->tree, copied));
	an_py_state_saving(e, AN_SAVE_COPY, right, &text);
}

void an_py_note_test(struct py_emitter *e, enum an_value value, uint32_t left, uint32_t right)
{
	const struct py_node *n = py_node_of(e->b, right);
	struct wr_buf text = WR_BUF_INIT;
	unsigned count = 0;

	if (n->kind == PY_N_CALL) {
		test_of_keys(e, right);
		test_of_copy(e, left, right);
		return;
	}
	if (n->kind != PY_N_LIST || (value != AN_VALUE_TEXT && value != AN_VALUE_NUMBER))
		return;
	PY_EACH(e->tree, kid, n->kid) {
		if (!is_constant(py_node_of(e->b, kid)))
			return;
		count++;
	}
	if (count < TEST_LEAST)
		return;
	/* A set wants what is looked for to have a hash, which a list does not. */
	if (has_hash(e, left)) {
		wr_buf_char(&text, '{');
		an_py_put(e, &text, n->start + 1, n->end - 1);
		wr_buf_char(&text, '}');
	}
	an_py_state_saving(e, AN_SAVE_TEST, right, &text);
}
