/* array_loops.c - loops over what may be arrays: which they are, and what is known of the arrays. */
#include "analyzer/python/vectors_p.h"

/* df.iterrows(), df.itertuples() */
static bool is_rows(const struct py_emitter *e, uint32_t iterated)
{
	const struct py_node *callee = py_node_of(e->b, py_kid(e->tree, iterated));

	return py_kind(e->tree, iterated) == PY_N_CALL && callee->kind == PY_N_ATTRIBUTE &&
	       (callee->value == PY_NAME_ITERROWS || callee->value == PY_NAME_ITERTUPLES);
}

/* The loop's variables, and what it walks where that is an array itself. */
static bool enter(struct py_vector *v, uint32_t target, uint32_t iterated)
{
	const struct py_node *n = py_node_of(v->e->b, target);
	uint32_t walked = an_py_walked(v->e, iterated);
	bool counted = py_kind(v->e->tree, iterated) == PY_N_CALL &&
		       py_node_of(v->e->b, py_kid(v->e->tree, iterated))->value == PY_NAME_RANGE;
	an_id symbol;

	if (n->kind != PY_N_NAME && n->kind != PY_N_TUPLE)
		return false;
	v->counted = counted;
	v->rows = is_rows(v->e, iterated);
	if (n->kind == PY_N_NAME) {
		an_py_put_name(counted || v->rows ? &v->indices : &v->assigned, n->value);
	} else {
		/* for i, x in enumerate(xs): a place and what stands there */
		PY_EACH(v->e->tree, part, n->kid) {
			bool place = v->rows || part == n->kid;

			if (py_kind(v->e->tree, part) != PY_N_NAME ||
			    !an_py_put_name(place ? &v->indices : &v->assigned, py_node_of(v->e->b, part)->value))
				return false;
		}
	}
	symbol = v->rows ? an_py_symbol_of(v->e, py_kid(v->e->tree, py_kid(v->e->tree, iterated))) :
		 counted ? 0 : an_py_symbol_of(v->e, walked);
	return counted || (symbol && an_py_array_of(v, symbol, walked));
}

/* Does something compile the function, so that its loops cost nothing? */
static bool is_compiled(const struct py_emitter *e)
{
	uint32_t scope = e->scope;

	for (; scope; scope = e->b->scopes[scope].parent) {
		if (e->b->scopes[scope].kind != PY_S_FUNCTION)
			continue;
		PY_EACH(e->tree, decorator, e->tree->defs[e->b->scopes[scope].def].decorators) {
			const struct py_node *n = py_node_of(e->b, decorator);

			if (memmem(e->tree->source->text + n->start, n->end - n->start, "jit", 3) ||
			    memmem(e->tree->source->text + n->start, n->end - n->start, "vectorize", 9))
				return true;
		}
	}
	return false;
}

/* Does the file import what has arrays? */
static bool has_arrays(struct py_emitter *e)
{
	static const char *const modules[] = { "numpy", "pandas", NULL };

	if (!e->arrays) {
		e->arrays = 1;
		for (size_t i = 1; i < e->b->path_count; i++) {
			if (!e->b->paths[i].parent && an_py_is_word(e, e->b->paths[i].name, modules))
				e->arrays = 2;
		}
	}
	return e->arrays == 2;
}

/* np.zeros(n), np.arange(n): one dimension; np.zeros((n, m)): more.  0 = cannot be told. */
static unsigned dimensions(struct py_emitter *e, uint32_t node)
{
	static const char *const by_shape[] = { "zeros", "ones", "empty", "full", NULL };
	static const char *const flat[] = { "arange", "linspace", "logspace", "ravel", "flatten", "flatnonzero", "bincount", NULL };
	uint32_t binding = py_kind(e->tree, node) == PY_N_NAME ? py_lookup(e->b, e->scope, py_node_of(e->b, node)->value) : 0;
	const struct py_definition *given = binding ? py_first_definition(e->b, binding) : NULL;
	const struct py_node *callee, *shape;

	if (!given || given->kind != PY_GIVEN || py_kind(e->tree, given->node) != PY_N_CALL)
		return 0;
	callee = py_node_of(e->b, py_kid(e->tree, given->node));
	if (callee->kind != PY_N_ATTRIBUTE)
		return 0;
	if (an_py_is_word(e, callee->value, flat))
		return 1;
	shape = py_node_of(e->b, callee->next);
	if (!an_py_is_word(e, callee->value, by_shape) || !callee->next)
		return 0;
	if (shape->kind == PY_N_TUPLE || shape->kind == PY_N_LIST)
		return py_next(e->tree, shape->kid) ? 2 : 1;
	return shape->kind == PY_N_NUMBER || shape->kind == PY_N_BINARY || shape->kind == PY_N_CALL ||
	       (shape->kind == PY_N_NAME && !memmem(e->b->names->items[shape->value].text, e->b->names->items[shape->value].length,
						    "shape", 5)) ||
	       shape->kind == PY_N_SUBSCRIPT;
}

/* Are the elements numbers, not rows of a matrix? */
static bool takes_single_numbers(struct py_vector *v)
{
	bool one = false;

	for (unsigned i = 0; i < v->array_count; i++) {
		unsigned n = dimensions(v->e, v->arrays[i].node);

		if (n > 1 && !v->places)
			return false;
		one |= n == 1;
	}
	return one || v->places || v->numbers;
}

/* What the type of an array is known to be; false if it is something else. */
static bool may_be_array(struct py_emitter *e, uint32_t node, an_str *type)
{
	uint32_t binding = py_kind(e->tree, node) == PY_N_NAME ? py_lookup(e->b, e->scope, py_node_of(e->b, node)->value) : 0;
	const struct py_type *t = py_type_at(e->b, binding ? py_current_type(e, binding) : an_py_type_of(e->b, e->scope, node));

	if (t->sort == PY_SORT_UNKNOWN)
		return true;
	if (t->sort != PY_SORT_INSTANCE || t->value != AN_VALUE_OBJECT)
		return false;
	*type = py_path_text(e->b, t->path);
	return true;
}

static void state(struct py_vector *v, const struct an_span *header)
{
	struct an_saving s = { .function = v->e->function, .loop = v->e->loop, .span = *header };

	s.kind = an_py_turns_depend(v) ? AN_SAVE_SCALAR : AN_SAVE_VECTOR;
	/* A matrix that is filled from itself has no list that would do. */
	if (!v->rows && (!takes_single_numbers(v) || (v->places && s.kind == AN_SAVE_SCALAR)))
		return;
	for (unsigned i = 0; i < v->array_count; i++) {
		an_str type = 0;

		if (!may_be_array(v->e, v->arrays[i].node, &type))
			return;
		/* What is only filled costs a store. */
		if (s.kind == AN_SAVE_SCALAR && v->counted && !v->arrays[i].read)
			continue;
		/* What is walked itself has to be an array. */
		if (!s.symbol || (type && !s.text && v->counted)) {
			s.symbol = v->arrays[i].symbol;
			s.text = type;
		}
	}
	if (s.symbol)
		an_add_saving(v->e->out, &s);
}

void an_py_note_vector(struct py_emitter *e, uint32_t statement, const struct an_span *header)
{
	uint32_t target = py_kid(e->tree, statement), iterated = py_next(e->tree, target), body = py_next(e->tree, iterated);
	struct py_vector v = { .e = e };

	if (!has_arrays(e) || py_node_of(e->b, statement)->flags & PY_F_ASYNC || !enter(&v, target, iterated))
		return;
	PY_EACH(e->tree, s, py_kid(e->tree, body)) {
		if (!an_py_read_computing(&v, s))
			return;
	}
	if (v.operations && v.array_count && !is_compiled(e))
		state(&v, header);
}
