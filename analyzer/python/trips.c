/* trips.c - how often loops turn, as far as the source fixes it. */
#include "analyzer/python/emitter_p.h"

#include <ctype.h>

static bool is_builtin_call(const struct py_emitter *e, uint32_t node, uint32_t *name)
{
	const struct py_node *call = py_node_of(e->b, node), *callee = py_node_of(e->b, call->kid);

	if (call->kind != PY_N_CALL || callee->kind != PY_N_NAME || py_lookup(e->b, e->scope, callee->value))
		return false;
	*name = callee->value;
	return true;
}

static uint32_t first_argument(const struct py_emitter *e, uint32_t call)
{
	return py_next(e->tree, py_kid(e->tree, call));
}

/* The object of x.items(), x.keys(), x.values(); 0 if the call is none of these. */
static uint32_t viewed(const struct py_emitter *e, uint32_t node)
{
	const struct py_node *call = py_node_of(e->b, node), *callee = py_node_of(e->b, call->kid);

	if (call->kind != PY_N_CALL || callee->kind != PY_N_ATTRIBUTE || callee->next)
		return 0;
	return callee->value == PY_NAME_ITEMS || callee->value == PY_NAME_KEYS || callee->value == PY_NAME_VALUES ?
		       callee->kid : 0;
}

#define WRAPPERS_MAX 8  /* calls around what is walked */

uint32_t an_py_walked(const struct py_emitter *e, uint32_t node)
{
	for (unsigned i = 0; i < WRAPPERS_MAX; i++) {
		uint32_t name, inner = viewed(e, node), length;

		if (inner)
			return inner;
		if (!is_builtin_call(e, node, &name) || !first_argument(e, node))
			return node;
		switch (name) {
		case PY_NAME_ENUMERATE: case PY_NAME_REVERSED: case PY_NAME_SORTED: case PY_NAME_LIST:
		case PY_NAME_TUPLE: case PY_NAME_SET: case PY_NAME_ITER: case PY_NAME_ZIP:
			node = first_argument(e, node);
			continue;
		case PY_NAME_RANGE:
			length = first_argument(e, node);
			if (py_next(e->tree, length) || !is_builtin_call(e, length, &name) || name != PY_NAME_LEN)
				return node;
			return first_argument(e, length);
		default:
			return node;
		}
	}
	return node;
}

/* The turns of range(stop), range(start, stop), range(start, stop, step) of constants; 0 if it is not that. */
static long range_trips(struct py_emitter *e, uint32_t call)
{
	long bounds[3], start, stop, step, distance;
	unsigned n = 0;

	PY_EACH(e->tree, x, first_argument(e, call)) {
		if (n == 3 || !an_py_constant(e, x, &bounds[n++]))
			return 0;
	}
	start = n > 1 ? bounds[0] : 0;
	stop = n > 1 ? bounds[1] : n ? bounds[0] : 0;
	step = n > 2 ? bounds[2] : 1;
	distance = step > 0 ? stop - start : start - stop;
	step = step > 0 ? step : -step;
	return step && distance > 0 ? (distance - 1) / step + 1 : 0;
}

/* range(max_retries), range(attempts): by the word. */
static bool says_retry(const struct py_emitter *e, uint32_t iterated)
{
	static const char *const words[] = { "retr", "attempt", "tries", NULL };
	const struct py_node *n = py_node_of(e->b, iterated);
	char text[64];
	size_t length = 0;

	for (uint32_t i = n->start; i < n->end && length < sizeof text - 1; i++)
		text[length++] = (char)tolower((unsigned char)e->tree->source->text[i]);
	text[length] = '\0';
	for (size_t i = 0; words[i]; i++) {
		if (strstr(text, words[i]))
			return true;
	}
	return false;
}

/* range(i + 1, n): goes on from where something else stands. */
static bool starts_at_variable(struct py_emitter *e, uint32_t call)
{
	uint32_t start = first_argument(e, call);
	long value;

	return start && py_next(e->tree, start) && !an_py_constant(e, start, &value);
}

/* rows[:10]: at most so many. */
static long slice_trips(struct py_emitter *e, uint32_t node)
{
	uint32_t index = py_kind(e->tree, node) == PY_N_SUBSCRIPT ? py_next(e->tree, py_kid(e->tree, node)) : 0;
	long upper;

	if (!index || py_kind(e->tree, index) != PY_N_SLICE || py_node_of(e->b, index)->flags != PY_F_UPPER ||
	    !an_py_constant(e, py_kid(e->tree, index), &upper))
		return 0;
	return upper > 0 ? upper : 0;
}

void an_py_set_trips(struct py_emitter *e, struct an_loop *loop, uint32_t iterated)
{
	uint32_t walked = an_py_walked(e, iterated), name;
	long trips = an_py_display_size(e, walked);

	trips = trips > 0 ? trips : slice_trips(e, walked);
	if (is_builtin_call(e, walked, &name) && name == PY_NAME_RANGE) {
		trips = range_trips(e, walked);
		if (starts_at_variable(e, walked))
			loop->flags |= AN_LOOP_ONWARD;
		if (says_retry(e, walked))
			loop->flags |= AN_LOOP_RETRY;
	}
	if (trips <= 0)
		return;
	loop->trip = trips < UINT32_MAX ? (uint32_t)trips : UINT32_MAX;
	loop->small = trips <= AN_SMALL;
}

bool an_py_is_true(const struct py_emitter *e, uint32_t test)
{
	const struct py_node *n = py_node_of(e->b, test);

	if (n->kind == PY_N_CONSTANT)
		return n->op == PY_TRUE;
	return n->kind == PY_N_NUMBER && e->tree->source->text[n->start] != '0';
}

#define NAMES_MAX 4     /* in a condition */

struct names { uint32_t items[NAMES_MAX]; unsigned n; };

static void collect_names(const struct py_emitter *e, uint32_t node, struct names *names)
{
	const struct py_node *n = py_node_of(e->b, node);

	if (n->kind == PY_N_NAME && names->n < NAMES_MAX)
		names->items[names->n++] = n->value;
	else if (n->kind == PY_N_COMPARE || n->kind == PY_N_BOOLEAN)
		PY_EACH(e->tree, x, n->kid)
			collect_names(e, x, names);
}

static bool has_name(const struct names *names, uint32_t name)
{
	for (unsigned i = 0; i < names->n; i++) {
		if (names->items[i] == name)
			return true;
	}
	return false;
}

static bool scales(uint8_t operator)
{
	return operator == PY_STAR || operator == PY_SLASH || operator == PY_DOUBLE_SLASH ||
	       operator == PY_LEFT_SHIFT || operator == PY_RIGHT_SHIFT;
}

/* n //= 2, n = n >> 1 */
static bool scales_name(const struct py_emitter *e, uint32_t statement, const struct names *names)
{
	const struct py_node *n = py_node_of(e->b, statement), *first = py_node_of(e->b, n->kid);
	const struct py_node *target;

	if (n->kind == PY_N_AUGMENT)
		return scales(n->op) && first->kind == PY_N_NAME && has_name(names, first->value);
	if (n->kind != PY_N_ASSIGN || first->kind != PY_N_BINARY || !scales(first->op))
		return false;
	target = py_node_of(e->b, first->next);
	first = py_node_of(e->b, first->kid);
	return target->kind == PY_N_NAME && first->kind == PY_N_NAME && target->value == first->value &&
	       has_name(names, target->value);
}

/* middle = (low + high) // 2: the name, 0 if it is not that. */
static uint32_t middle_of(const struct py_emitter *e, uint32_t statement)
{
	const struct py_node *n = py_node_of(e->b, statement), *value = py_node_of(e->b, n->kid);
	const struct py_node *target = py_node_of(e->b, value->next);

	if (n->kind != PY_N_ASSIGN || value->kind != PY_N_BINARY || target->kind != PY_N_NAME ||
	    (value->op != PY_DOUBLE_SLASH && value->op != PY_RIGHT_SHIFT))
		return 0;
	return target->value;
}

/* low = middle + 1, high = middle */
static bool takes_middle(const struct py_emitter *e, uint32_t statement, uint32_t middle, const struct names *names)
{
	const struct py_node *n = py_node_of(e->b, statement), *value = py_node_of(e->b, n->kid);
	const struct py_node *target = py_node_of(e->b, value->next);

	if (!middle || n->kind != PY_N_ASSIGN || target->kind != PY_N_NAME || !has_name(names, target->value))
		return false;
	if (value->kind == PY_N_BINARY)
		value = py_node_of(e->b, value->kid);
	return value->kind == PY_N_NAME && value->value == middle;
}

static bool halves(const struct py_emitter *e, uint32_t block, const struct names *names, uint32_t middle)
{
	PY_EACH(e->tree, statement, py_kid(e->tree, block)) {
		uint32_t found = middle_of(e, statement);

		middle = found ? found : middle;
		if (scales_name(e, statement, names) || takes_middle(e, statement, middle, names))
			return true;
		if (py_kind(e->tree, statement) != PY_N_IF || !middle)
			continue;
		PY_EACH(e->tree, kid, py_kid(e->tree, statement)) {
			if (py_kind(e->tree, kid) == PY_N_BLOCK && halves(e, kid, names, middle))
				return true;
		}
	}
	return false;
}

bool an_py_is_halving(const struct py_emitter *e, uint32_t test, uint32_t body)
{
	struct names names = { .n = 0 };

	collect_names(e, test, &names);
	return names.n && halves(e, body, &names, 0);
}
