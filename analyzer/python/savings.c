/*
 * savings.c - expressions that others with the same value could do for, at a lower cost.
 *
 * The replacement is made of pieces of the source.  It is left out where the two
 * are not the same for certain: a name means something else here, elements are
 * made by calls that all would be run otherwise, a comment would be lost.
 */
#include "analyzer/python/emitter_p.h"

#include <string.h>
#include "core/buf.h"

#define TEST_LEAST 4            /* elements from which on a set is worth it */
#define TEXT_MAX 2000           /* bytes of a replacement */

static bool is_builtin(const struct py_emitter *e, uint32_t name)
{
	return !py_lookup(e->b, e->scope, name);
}

/* The built-in function that the node calls, with *argument its only argument, 0 if there are others. */
static uint32_t builtin_called(const struct py_emitter *e, uint32_t node, uint32_t *argument)
{
	const struct py_node *callee = py_node_of(e->b, py_kid(e->tree, node));
	uint32_t first = py_kind(e->tree, node) == PY_N_CALL ? py_next(e->tree, py_kid(e->tree, node)) : 0;
	enum py_node_kind kind = py_kind(e->tree, first);

	*argument = 0;
	if (!first || callee->kind != PY_N_NAME || !is_builtin(e, callee->value))
		return 0;
	if (!py_next(e->tree, first) && kind != PY_N_STARRED && kind != PY_N_KEYWORD)
		*argument = first;
	return callee->value;
}

/* Does an expression of the tree below the node do more than give its value, or may it fail? */
static bool acts(const struct py_emitter *e, uint32_t node, unsigned depth)
{
	switch (py_kind(e->tree, node)) {
	case PY_N_CALL: case PY_N_AWAIT: case PY_N_YIELD: case PY_N_YIELD_FROM: case PY_N_WALRUS: return true;
	default: break;
	}
	PY_EACH(e->tree, kid, py_kid(e->tree, node)) {
		if (!depth || acts(e, kid, depth - 1))
			return true;
	}
	return false;
}
#define ACTS_DEPTH 20

static bool is_asynchronous(const struct py_emitter *e, uint32_t comprehension)
{
	PY_EACH(e->tree, kid, py_kid(e->tree, comprehension)) {
		if (py_kind(e->tree, kid) == PY_N_CLAUSE && py_node_of(e->b, kid)->flags & PY_F_ASYNC)
			return true;
	}
	return false;
}

static void put(struct py_emitter *e, struct wr_buf *out, uint32_t start, uint32_t end)
{
	wr_buf_add(out, e->tree->source->text + start, end - start);
}

/* Comments and continued lines would not stay what they are; braces in an f-string mean something. */
static bool can_be_replaced(const struct py_emitter *e, const struct py_node *n)
{
	const char *text = e->tree->source->text + n->start;
	size_t size = n->end - n->start;

	return !e->fields && size <= TEXT_MAX && !memchr(text, '#', size) && !memchr(text, '\\', size);
}

/* States the saving; text is freed. */
static void state(struct py_emitter *e, enum an_saving_kind kind, uint32_t node, struct wr_buf *text)
{
	const struct py_node *n = py_node_of(e->b, node);
	struct an_saving s = { .function = e->function, .loop = e->loop, .kind = kind };

	if (text->len && can_be_replaced(e, n))
		s.text = an_intern_n(e->out, text->data, text->len);
	s.span = an_py_span(e, n->start, n->end);
	an_add_saving(e->out, &s);
	wr_buf_free(text);
}

/* What stands between the brackets of the node. */
static void put_inside(struct py_emitter *e, struct wr_buf *out, uint32_t node)
{
	const struct py_node *n = py_node_of(e->b, node);

	put(e, out, n->start + 1, n->end - 1);
}

/* any([x for x in y]) */
static void walked_once(struct py_emitter *e, uint32_t call, uint32_t argument)
{
	const struct py_node *n = py_node_of(e->b, call), *callee = py_node_of(e->b, n->kid);
	struct wr_buf text = WR_BUF_INIT;

	if (py_kind(e->tree, argument) != PY_N_LIST_COMPREHENSION || is_asynchronous(e, argument))
		return;
	if (!acts(e, argument, ACTS_DEPTH)) {
		put(e, &text, n->start, callee->end);
		wr_buf_char(&text, '(');
		put_inside(e, &text, argument);
		wr_buf_char(&text, ')');
	}
	state(e, AN_SAVE_LIST, call, &text);
}

static bool only_blanks(const struct py_emitter *e, uint32_t start, uint32_t end)
{
	const char *text = e->tree->source->text;

	while (start < end && (text[start] == ' ' || text[start] == '\n' || text[start] == '\t'))
		start++;
	return start == end;
}

/* (k, v) for ... as k: v for ...; nothing if the pair is no plain one. */
static void put_pair(struct py_emitter *e, struct wr_buf *out, uint32_t comprehension)
{
	const struct py_node *n = py_node_of(e->b, comprehension), *pair = py_node_of(e->b, n->kid);
	const char *comma;
	uint32_t key = pair->kid, value = py_next(e->tree, key), at;

	if (pair->kind != PY_N_TUPLE || !(pair->flags & PY_F_PARENTHESES) || !value || py_next(e->tree, value) ||
	    py_kind(e->tree, key) == PY_N_STARRED || py_kind(e->tree, value) == PY_N_STARRED ||
	    py_kind(e->tree, key) == PY_N_WALRUS || py_kind(e->tree, value) == PY_N_WALRUS)
		return;
	comma = memchr(e->tree->source->text + py_node_of(e->b, key)->end, ',', pair->end - py_node_of(e->b, key)->end);
	at = comma ? (uint32_t)(comma - e->tree->source->text) : 0;
	if (!comma || !only_blanks(e, py_node_of(e->b, key)->end, at) ||
	    !only_blanks(e, at + 1, py_node_of(e->b, value)->start) ||
	    !only_blanks(e, py_node_of(e->b, value)->end, pair->end - 1) ||
	    !only_blanks(e, pair->start + 1, py_node_of(e->b, key)->start))
		return;
	wr_buf_char(out, '{');
	put(e, out, py_node_of(e->b, key)->start, py_node_of(e->b, key)->end);
	wr_buf_str(out, ": ");
	put(e, out, py_node_of(e->b, value)->start, py_node_of(e->b, value)->end);
	put(e, out, pair->end, n->end - 1);
	wr_buf_char(out, '}');
}

/* set([x for ...]), dict([(k, v) for ...]), list(x for ...) */
static void made_in_two_steps(struct py_emitter *e, uint32_t call, uint32_t name, uint32_t argument)
{
	enum py_node_kind kind = py_kind(e->tree, argument);
	bool list = kind == PY_N_LIST_COMPREHENSION, generator = kind == PY_N_GENERATOR;
	struct wr_buf text = WR_BUF_INIT;

	if ((!list && !generator) || (name == PY_NAME_LIST && list) || is_asynchronous(e, argument))
		return;
	if (name == PY_NAME_DICT) {
		put_pair(e, &text, argument);
		if (!text.len)
			return;
	} else {
		wr_buf_char(&text, name == PY_NAME_SET ? '{' : '[');
		put_inside(e, &text, argument);
		wr_buf_char(&text, name == PY_NAME_SET ? '}' : ']');
	}
	state(e, AN_SAVE_CONVERSION, call, &text);
}

/* set(list(x)), sorted(tuple(x)): what is made from it walks x as well. */
static void copied_to_be_copied(struct py_emitter *e, uint32_t call, uint32_t name, uint32_t argument)
{
	uint32_t inner_argument, inner = builtin_called(e, argument, &inner_argument);
	const struct py_node *n = py_node_of(e->b, call), *callee = py_node_of(e->b, n->kid);
	bool copies = inner == PY_NAME_LIST || inner == PY_NAME_TUPLE ||
		      (inner == PY_NAME_SORTED && (name == PY_NAME_SET || name == PY_NAME_SORTED));
	struct wr_buf text = WR_BUF_INIT;

	if (!copies || !inner_argument || name == PY_NAME_DICT || py_kind(e->tree, inner_argument) == PY_N_GENERATOR)
		return;
	put(e, &text, n->start, callee->end);
	wr_buf_char(&text, '(');
	put(e, &text, py_node_of(e->b, inner_argument)->start, py_node_of(e->b, inner_argument)->end);
	wr_buf_char(&text, ')');
	if (inner == PY_NAME_SORTED)    /* sorting twice keeps equal elements in another order */
		wr_buf_clear(&text);
	state(e, AN_SAVE_COPY, call, &text);
}

void an_py_note_call(struct py_emitter *e, uint32_t call)
{
	uint32_t argument, name = builtin_called(e, call, &argument);

	if (!argument)
		return;
	switch (name) {
	case PY_NAME_ANY: case PY_NAME_ALL: walked_once(e, call, argument); break;
	case PY_NAME_SET: case PY_NAME_LIST: case PY_NAME_DICT:
		made_in_two_steps(e, call, name, argument);
		copied_to_be_copied(e, call, name, argument);
		break;
	case PY_NAME_TUPLE: case PY_NAME_SORTED: case PY_NAME_FROZENSET:
		copied_to_be_copied(e, call, name, argument);
		break;
	default: break;
	}
}

/* sorted(x, key=f): without reverse=, which turns the first into the last of several equal ones. */
static bool is_plain_sort(const struct py_emitter *e, uint32_t call)
{
	PY_EACH(e->tree, argument, py_next(e->tree, py_kid(e->tree, call))) {
		const struct py_node *n = py_node_of(e->b, argument);

		if (n->kind == PY_N_STARRED || (n->kind == PY_N_KEYWORD && n->value == 0))
			return false;
		if (n->kind == PY_N_KEYWORD && e->b->names->items[n->value].length == 7 &&
		    !memcmp(e->b->names->items[n->value].text, "reverse", 7))
			return false;
	}
	return true;
}

/* An empty list has no first element: IndexError here, ValueError from min.  Does the file speak of the first? */
static bool minds_which_error(const struct py_emitter *e)
{
	const struct py_tokens *tokens = e->tree->tokens;

	for (size_t i = 0; i < tokens->n; i++) {
		if (tokens->items[i].kind == PY_NAME && tokens->items[i].value == PY_NAME_INDEX_ERROR)
			return true;
	}
	return false;
}

void an_py_note_subscript(struct py_emitter *e, uint32_t node)
{
	const struct py_node *n = py_node_of(e->b, node), *call = py_node_of(e->b, n->kid);
	uint32_t index = py_next(e->tree, n->kid), argument;
	struct wr_buf text = WR_BUF_INIT;
	long at;

	if (call->kind != PY_N_CALL || builtin_called(e, n->kid, &argument) != PY_NAME_SORTED ||
	    !an_py_constant(e, index, &at) || (at != 0 && at != -1))
		return;
	/* Of several equal elements max gives the first, and sorted has the last one at its end. */
	if (at == 0 && is_plain_sort(e, n->kid) && is_builtin(e, PY_NAME_MIN) && !minds_which_error(e)) {
		wr_buf_str(&text, "min");
		put(e, &text, py_node_of(e->b, call->kid)->end, call->end);
	}
	state(e, AN_SAVE_SORT, node, &text);
}

static bool is_constant(const struct py_node *n)
{
	return n->kind == PY_N_STRING || n->kind == PY_N_NUMBER;
}

/* "k in d.keys()": the dictionary itself answers. */
static void test_of_keys(struct py_emitter *e, uint32_t right)
{
	const struct py_node *callee = py_node_of(e->b, py_kid(e->tree, right));
	const struct py_name *name = &e->b->names->items[callee->value];
	struct wr_buf text = WR_BUF_INIT;
	uint32_t object = callee->kid;

	if (callee->kind != PY_N_ATTRIBUTE || py_next(e->tree, py_kid(e->tree, right)) || name->length != 4 ||
	    memcmp(name->text, "keys", 4) ||
	    py_value_of(e->b, an_py_type_of(e->b, e->scope, object)) != AN_VALUE_HASH)
		return;
	put(e, &text, py_node_of(e->b, object)->start, py_node_of(e->b, object)->end);
	state(e, AN_SAVE_KEYS, right, &text);
}

/* "k in list(d)": what is copied answers as well. */
static void test_of_copy(struct py_emitter *e, uint32_t right)
{
	uint32_t copied, name = builtin_called(e, right, &copied);
	struct wr_buf text = WR_BUF_INIT;
	enum an_value value;

	if ((name != PY_NAME_LIST && name != PY_NAME_TUPLE && name != PY_NAME_SORTED) || !copied ||
	    py_kind(e->tree, copied) == PY_N_GENERATOR)
		return;
	value = py_value_of(e->b, an_py_type_of(e->b, e->scope, copied));
	/* What is walked only once, or asks a database, may answer otherwise. */
	if (value == AN_VALUE_LIST || value == AN_VALUE_HASH)
		put(e, &text, py_node_of(e->b, copied)->start, py_node_of(e->b, copied)->end);
	state(e, AN_SAVE_COPY, right, &text);
}

void an_py_note_test(struct py_emitter *e, enum an_value value, uint32_t right)
{
	const struct py_node *n = py_node_of(e->b, right);
	struct wr_buf text = WR_BUF_INIT;
	unsigned count = 0;

	if (n->kind == PY_N_CALL) {
		test_of_keys(e, right);
		test_of_copy(e, right);
		return;
	}
	/* A set wants what is looked for to have a hash, which a list does not. */
	if (n->kind != PY_N_LIST || (value != AN_VALUE_TEXT && value != AN_VALUE_NUMBER))
		return;
	PY_EACH(e->tree, kid, n->kid) {
		if (!is_constant(py_node_of(e->b, kid)))
			return;
		count++;
	}
	if (count < TEST_LEAST)
		return;
	wr_buf_char(&text, '{');
	put_inside(e, &text, right);
	wr_buf_char(&text, '}');
	state(e, AN_SAVE_TEST, right, &text);
}

void an_py_note_import(struct py_emitter *e, uint32_t statement)
{
	const struct py_node *n = py_node_of(e->b, statement);
	struct an_saving s = { .function = e->function, .loop = e->loop, .kind = AN_SAVE_IMPORT };

	s.span = an_py_span(e, n->start, n->end);
	s.text = an_py_source_text(e, n->start, n->end);
	an_add_saving(e->out, &s);
}

void an_py_note_comprehension(struct py_emitter *e, uint32_t node)
{
	const struct py_node *n = py_node_of(e->b, node), *element = py_node_of(e->b, n->kid);
	uint32_t clause = py_next(e->tree, n->kid), target = py_kid(e->tree, clause), over = py_next(e->tree, target);
	struct wr_buf text = WR_BUF_INIT;

	if (n->kind != PY_N_LIST_COMPREHENSION || element->kind != PY_N_NAME || py_next(e->tree, clause) ||
	    py_kind(e->tree, target) != PY_N_NAME || py_node_of(e->b, target)->value != element->value ||
	    py_next(e->tree, over) || is_asynchronous(e, node) || !is_builtin(e, PY_NAME_LIST))
		return;
	wr_buf_str(&text, "list(");
	put(e, &text, py_node_of(e->b, over)->start, py_node_of(e->b, over)->end);
	wr_buf_char(&text, ')');
	state(e, AN_SAVE_IDENTITY, node, &text);
}
