/*
 * vectors.c - loops that only compute with elements of arrays.
 *
 *	for i in range(len(x)):                 y = x * w + 1
 *		y[i] = x[i] * w[i] + 1
 *
 * Only numbers may be made in it: subscripts by the loop's variables, arithmetic, comparisons, functions of
 * numbers.  A turn stands for itself if it reads no variable that an earlier turn wrote and no other place of
 * an array that it writes; a sum that is only added to does not count.
 */
#include "analyzer/python/vectors_p.h"

#define DEPTH_MAX 12

static bool has(const struct py_few_names *names, uint32_t name)
{
	for (unsigned i = 0; i < names->n; i++) {
		if (names->items[i] == name)
			return true;
	}
	return false;
}

bool an_py_put_name(struct py_few_names *names, uint32_t name)
{
	if (has(names, name))
		return true;
	if (names->n == PY_FEW_NAMES)
		return false;
	names->items[names->n++] = name;
	return true;
}

static bool read_value(struct py_vector *v, uint32_t node);

bool an_py_is_word(const struct py_emitter *e, uint32_t name, const char *const *words)
{
	const struct py_name *n = &e->b->names->items[name];

	for (; *words; words++) {
		if (n->length == strlen(*words) && !memcmp(n->text, *words, n->length))
			return true;
	}
	return false;
}

/* math.sqrt, np.exp: functions that have a form for whole arrays. */
static bool is_function_of_numbers(const struct py_emitter *e, uint32_t callee)
{
	static const char *const owners[] = { "math", "np", "numpy", NULL };
	static const char *const functions[] = {
		"sqrt", "exp", "log", "log2", "log10", "log1p", "expm1", "sin", "cos", "tan", "arcsin", "arccos", "arctan",
		"arctan2", "asin", "acos", "atan", "atan2", "sinh", "cosh", "tanh", "floor", "ceil", "fabs", "abs", "absolute",
		"power", "pow", "square", "sign", "isnan", "isfinite", "isinf", "maximum", "minimum", "fmax", "fmin", "hypot",
		"radians", "degrees", "deg2rad", "rad2deg", "mod", "fmod", "exp2", "float64", "float32", NULL
	};
	const struct py_node *n = py_node_of(e->b, callee);

	if (n->kind == PY_N_ATTRIBUTE && py_kind(e->tree, n->kid) == PY_N_NAME)
		return an_py_is_word(e, py_node_of(e->b, n->kid)->value, owners) && an_py_is_word(e, n->value, functions);
	if (n->kind != PY_N_NAME || py_lookup(e->b, e->scope, n->value))
		return false;
	return n->value == PY_NAME_ABS || n->value == PY_NAME_MIN || n->value == PY_NAME_MAX || n->value == PY_NAME_FLOAT ||
	       n->value == PY_NAME_INT || n->value == PY_NAME_POW || n->value == PY_NAME_ROUND || n->value == PY_NAME_BOOL;
}

/* float(x), math.sqrt(x): not of whole arrays. */
static bool takes_numbers(const struct py_emitter *e, uint32_t callee)
{
	static const char *const math[] = { "math", NULL };
	const struct py_node *n = py_node_of(e->b, callee);

	if (n->kind == PY_N_ATTRIBUTE)
		return an_py_is_word(e, py_node_of(e->b, n->kid)->value, math);
	return n->value != PY_NAME_ABS && n->value != PY_NAME_ROUND && n->value != PY_NAME_POW;
}

static bool read_call(struct py_vector *v, uint32_t node)
{
	uint32_t callee = py_kid(v->e->tree, node), first = py_next(v->e->tree, callee);

	if (!is_function_of_numbers(v->e, callee) || !first)
		return false;
	v->numbers |= takes_numbers(v->e, callee);
	PY_EACH(v->e->tree, argument, first) {
		if (py_kind(v->e->tree, argument) == PY_N_KEYWORD || !read_value(v, argument))
			return false;
	}
	v->operations++;
	return true;
}

static bool mentions_index(const struct py_vector *v, uint32_t node, unsigned depth)
{
	const struct py_node *n = py_node_of(v->e->b, node);

	if (n->kind == PY_N_NAME && has(&v->indices, n->value))
		return true;
	PY_EACH(v->e->tree, kid, n->kid) {
		if (depth && mentions_index(v, kid, depth - 1))
			return true;
	}
	return false;
}

static bool same_text(const struct py_emitter *e, uint32_t x, uint32_t y)
{
	const struct py_node *a = py_node_of(e->b, x), *b = py_node_of(e->b, y);
	const char *text = e->tree->source->text;

	return a->end - a->start == b->end - b->start && !memcmp(text + a->start, text + b->start, a->end - a->start);
}

static void note_place(struct py_vector *v, struct py_array *a, uint32_t *first, uint32_t node)
{
	a->several |= *first && !same_text(v->e, *first, node);
	if (!*first)
		*first = node;
}

struct py_array *an_py_array_of(struct py_vector *v, an_id symbol, uint32_t node)
{
	for (unsigned i = 0; i < v->array_count; i++) {
		if (v->arrays[i].symbol == symbol)
			return &v->arrays[i];
	}
	if (v->array_count == PY_ARRAYS_MAX)
		return NULL;
	v->arrays[v->array_count] = (struct py_array){ .symbol = symbol, .node = node };
	return &v->arrays[v->array_count++];
}

/* x[i], x[i + 1], x[i, j], x[i][j]: *index is the last one. */
static struct py_array *element(struct py_vector *v, uint32_t node, uint32_t *index)
{
	uint32_t base = py_kid(v->e->tree, node);
	unsigned operations = v->operations;
	an_id symbol;

	*index = py_next(v->e->tree, base);
	v->numbers |= v->tests > 0;
	v->places |= py_kind(v->e->tree, *index) == PY_N_TUPLE || py_kind(v->e->tree, base) == PY_N_SUBSCRIPT;
	if (py_kind(v->e->tree, base) == PY_N_SUBSCRIPT) {
		/* objects[i][name] is no number of a matrix. */
		if (!read_value(v, py_next(v->e->tree, base)) || !mentions_index(v, *index, 6))
			return NULL;
		base = py_kid(v->e->tree, base);
	}
	symbol = an_py_symbol_of(v->e, base);
	if (!symbol || !read_value(v, *index) || !mentions_index(v, node, 6))
		return NULL;
	v->operations = operations;     /* what computes the place is no work */
	return an_py_array_of(v, symbol, base);
}

static bool read_element(struct py_vector *v, uint32_t node)
{
	uint32_t base = py_kid(v->e->tree, node), index = py_next(v->e->tree, base);
	struct py_array *a;

	/* row["price"] */
	if (py_kind(v->e->tree, base) == PY_N_NAME && has(&v->indices, py_node_of(v->e->b, base)->value))
		return py_kind(v->e->tree, index) == PY_N_STRING || read_value(v, index);
	if (py_kind(v->e->tree, index) == PY_N_SLICE)
		return false;
	/* One place for all turns is a number like any other. */
	if (!mentions_index(v, node, 6))
		return an_py_symbol_of(v->e, py_kid(v->e->tree, node)) && read_value(v, index);
	a = element(v, node, &index);
	if (a)
		note_place(v, a, &a->read, node);
	return a;
}

static bool read_all(struct py_vector *v, uint32_t first)
{
	PY_EACH(v->e->tree, kid, first) {
		if (!read_value(v, kid))
			return false;
	}
	return true;
}

static bool read_comparison(struct py_vector *v, const struct py_node *n)
{
	PY_EACH(v->e->tree, kid, py_next(v->e->tree, n->kid)) {
		enum py_token_kind operator = (enum py_token_kind)py_node_of(v->e->b, kid)->operator;

		if (operator == PY_IN || operator == PY_IS)
			return false;
	}
	v->operations++;
	return read_all(v, n->kid);
}

static bool read_test(struct py_vector *v, uint32_t first)
{
	bool plain;

	v->tests++;
	plain = read_all(v, first);
	v->tests--;
	return plain;
}

static bool read_kind(struct py_vector *v, uint32_t node)
{
	const struct py_node *n = py_node_of(v->e->b, node);

	switch (n->kind) {
	case PY_N_NUMBER:
		return true;
	case PY_N_CONSTANT:
		return n->op == PY_TRUE || n->op == PY_FALSE;
	case PY_N_NAME:
		return has(&v->assigned, n->value) || has(&v->indices, n->value) || an_py_put_name(&v->before, n->value);
	case PY_N_ATTRIBUTE:
		return an_py_symbol_of(v->e, node) != 0;
	case PY_N_BINARY:
		v->operations++;
		return read_all(v, n->kid);
	case PY_N_COMPARE:
		return read_comparison(v, n);
	case PY_N_UNARY: case PY_N_TUPLE:
		return read_all(v, n->kid);
	case PY_N_NOT: case PY_N_BOOLEAN: case PY_N_CONDITIONAL:
		return read_test(v, n->kid);
	case PY_N_SUBSCRIPT:
		return read_element(v, node);
	case PY_N_CALL:
		return read_call(v, node);
	default:
		return false;
	}
}

static bool read_value(struct py_vector *v, uint32_t node)
{
	bool plain;

	if (v->depth == DEPTH_MAX)
		return false;
	v->depth++;
	plain = read_kind(v, node);
	v->depth--;
	return plain;
}

static unsigned count_indices(const struct py_vector *v, uint32_t node)
{
	const struct py_node *n = py_node_of(v->e->b, node);
	unsigned count = n->kind == PY_N_NAME && has(&v->indices, n->value);

	PY_EACH(v->e->tree, kid, n->kid)
		count += count_indices(v, kid);
	return count;
}

/* i, i + 1, (i, j): another place on every turn; not so i + j, or what an array says. */
static bool is_own_place(const struct py_vector *v, uint32_t index)
{
	enum py_node_kind kind = py_kind(v->e->tree, index);

	if (kind == PY_N_TUPLE) {
		PY_EACH(v->e->tree, part, py_kid(v->e->tree, index)) {
			if (py_kind(v->e->tree, part) != PY_N_NUMBER && py_kind(v->e->tree, part) != PY_N_STRING && !is_own_place(v, part))
				return false;
		}
		return true;
	}
	return (kind == PY_N_NAME || kind == PY_N_BINARY) && count_indices(v, index) == 1;
}

static bool write_element(struct py_vector *v, uint32_t target)
{
	uint32_t index;
	struct py_array *a;

	if (py_kind(v->e->tree, py_next(v->e->tree, py_kid(v->e->tree, target))) == PY_N_SLICE)
		return false;
	a = element(v, target, &index);
	if (!a || !is_own_place(v, index))
		return false;
	note_place(v, a, &a->written, target);
	v->operations++;
	return true;
}

static bool write_target(struct py_vector *v, uint32_t target)
{
	const struct py_node *n = py_node_of(v->e->b, target);

	if (n->kind == PY_N_SUBSCRIPT)
		return write_element(v, target);
	return n->kind == PY_N_NAME && an_py_put_name(&v->assigned, n->value) && an_py_put_name(&v->ever, n->value);
}

static bool read_block(struct py_vector *v, uint32_t block)
{
	struct py_few_names assigned = v->assigned;
	bool plain = true;

	PY_EACH(v->e->tree, statement, py_kid(v->e->tree, block))
		plain = plain && an_py_read_computing(v, statement);
	v->assigned = assigned;         /* perhaps it is not run */
	return plain;
}

static bool read_if(struct py_vector *v, const struct py_node *n)
{
	PY_EACH(v->e->tree, kid, n->kid) {
		bool plain;

		v->tests += py_kind(v->e->tree, kid) != PY_N_BLOCK;
		plain = py_kind(v->e->tree, kid) == PY_N_BLOCK ? read_block(v, kid) : read_value(v, kid);
		v->tests -= py_kind(v->e->tree, kid) != PY_N_BLOCK;
		if (!plain)
			return false;
	}
	return true;
}

/* for j in range(...) */
static bool read_loop(struct py_vector *v, const struct py_node *n)
{
	uint32_t iterated = py_next(v->e->tree, n->kid), body = py_next(v->e->tree, iterated);
	const struct py_node *call = py_node_of(v->e->b, iterated), *callee = py_node_of(v->e->b, call->kid);

	if (py_kind(v->e->tree, n->kid) != PY_N_NAME || call->kind != PY_N_CALL || callee->kind != PY_N_NAME ||
	    callee->value != PY_NAME_RANGE || py_next(v->e->tree, body) || v->depth == DEPTH_MAX ||
	    !an_py_put_name(&v->indices, py_node_of(v->e->b, n->kid)->value))
		return false;
	return read_block(v, body);
}

static bool read_sum(struct py_vector *v, const struct py_node *n)
{
	const struct py_node *target = py_node_of(v->e->b, n->kid);

	v->operations++;
	if (!read_value(v, py_next(v->e->tree, n->kid)))
		return false;
	if (target->kind == PY_N_SUBSCRIPT)
		return read_element(v, n->kid) && write_element(v, n->kid);
	return target->kind == PY_N_NAME && an_py_put_name(&v->sums, target->value);
}

/* out.append(x) */
static bool read_append(struct py_vector *v, uint32_t call)
{
	const struct py_node *callee = py_node_of(v->e->b, py_kid(v->e->tree, call));
	uint32_t argument = py_next(v->e->tree, py_kid(v->e->tree, call));

	return py_kind(v->e->tree, call) == PY_N_CALL && callee->kind == PY_N_ATTRIBUTE && callee->value == PY_NAME_APPEND &&
	       py_kind(v->e->tree, callee->kid) == PY_N_NAME && argument && !py_next(v->e->tree, argument) &&
	       py_kind(v->e->tree, argument) != PY_N_TUPLE && read_value(v, argument);
}

bool an_py_read_computing(struct py_vector *v, uint32_t statement)
{
	const struct py_node *n = py_node_of(v->e->b, statement);
	bool plain = false;

	if (v->depth == DEPTH_MAX)
		return false;
	v->depth++;
	switch (n->kind) {
	case PY_N_ASSIGN:
		plain = !py_next(v->e->tree, py_next(v->e->tree, n->kid)) && read_value(v, n->kid) &&
			write_target(v, py_next(v->e->tree, n->kid));
		break;
	case PY_N_AUGMENT: plain = read_sum(v, n); break;
	case PY_N_IF: plain = read_if(v, n); break;
	case PY_N_FOR: plain = read_loop(v, n); break;
	case PY_N_EXPRESSION: plain = read_append(v, n->kid); break;
	case PY_N_PASS: case PY_N_CONTINUE: plain = true; break;
	default: break;
	}
	v->depth--;
	return plain;
}

/* Does a turn need what another one made? */
bool an_py_turns_depend(const struct py_vector *v)
{
	for (unsigned i = 0; i < v->before.n; i++) {
		if (has(&v->ever, v->before.items[i]) || has(&v->sums, v->before.items[i]))
			return true;
	}
	for (unsigned i = 0; i < v->sums.n; i++) {
		if (has(&v->ever, v->sums.items[i]) && !has(&v->assigned, v->sums.items[i]))
			return true;
	}
	/* A place is read that another turn may write. */
	for (unsigned i = 0; i < v->array_count; i++) {
		const struct py_array *a = &v->arrays[i];

		if (a->written && (a->several || (a->read && !same_text(v->e, a->read, a->written))))
			return true;
	}
	return false;
}
