/*
 * flow.c - the type of a local name where the emitter stands.
 *
 * `items = set(items)` makes a set of it from here on.  Straight-line code is
 * followed; behind a branch both types are joined; inside a loop what any turn
 * may have assigned counts.
 */
#include "analyzer/python/emitter_p.h"

#define DEFINITIONS_MAX 16      /* names with more have one type all over */

static uint32_t definition_place(const struct py_emitter *e, const struct py_definition *d)
{
	switch (d->kind) {
	case PY_GIVEN: case PY_ELEMENT: case PY_PART: case PY_ENTERED: case PY_PARAMETER_OF:
		return py_node_of(e->b, d->node)->start;
	case PY_DEFINED:
		return e->tree->defs[d->node].start;
	default:
		return e->outer_start;  /* not known: assume the worst */
	}
}

/* The type together with those that a later part of the loop assigns. */
static uint32_t type_in_loop(struct py_emitter *e, uint32_t binding, uint32_t type)
{
	if (e->b->bindings[binding].count > DEFINITIONS_MAX)
		return py_type_of_binding(e->b, binding);
	for (uint32_t d = e->b->bindings[binding].definitions; d && type != PY_UNKNOWN;
	     d = e->b->definitions[d].next) {
		const struct py_definition *x = &e->b->definitions[d];
		uint32_t place;

		if (x->kind == PY_AUGMENTED)
			continue;
		place = definition_place(e, x);
		if (place >= e->outer_start && place < e->outer_end)
			type = an_py_join(e->b, type, an_py_type_of_definition(e->b, x));
	}
	return type;
}

uint32_t an_py_flow_type(struct py_emitter *e, uint32_t binding)
{
	const struct py_binding *x = &e->b->bindings[binding];

	if (e->b->scopes[x->scope].function != e->function)
		return py_type_of_binding(e->b, binding);
	if (x->count == 1 || !e->outer_end)
		return x->flow - 1;
	return type_in_loop(e, binding, x->flow - 1);
}

void an_py_assign_type(struct py_emitter *e, uint32_t binding, uint32_t type)
{
	struct py_binding *x = &e->b->bindings[binding];

	if (e->b->scopes[x->scope].function != e->function)
		return;
	*PY_PUSH(e->flows, e->flow_count, e->flow_cap) = (struct py_flow){ binding, x->flow };
	x->flow = type + 1;
}

void an_py_add_element(struct py_emitter *e, uint32_t node, uint32_t type)
{
	uint32_t binding = py_kind(e->tree, node) == PY_N_NAME ? py_lookup(e->b, e->scope, py_node_of(e->b, node)->value) : 0;
	const struct py_type *t;
	uint32_t whole;

	if (!binding || !type || py_type_at(e->b, type)->sort == PY_SORT_NONE || !e->b->bindings[binding].flow)
		return;
	whole = an_py_flow_type(e, binding);
	t = py_type_at(e->b, whole);
	if (t->sort == PY_SORT_INSTANCE && !t->element && (t->value == AN_VALUE_LIST || t->value == AN_VALUE_HASH))
		an_py_assign_type(e, binding, an_py_instance(e->b, t->path, type));
}

size_t an_py_flow_begin(const struct py_emitter *e)
{
	return e->flow_count;
}

void an_py_flow_end(struct py_emitter *e, size_t begin, bool maybe)
{
	for (size_t i = e->flow_count; i-- > begin;) {
		struct py_binding *x = &e->b->bindings[e->flows[i].binding];
		uint32_t before = e->flows[i].before;

		if (!maybe)
			x->flow = before;
		else if (before)
			x->flow = an_py_join(e->b, before - 1, x->flow - 1) + 1;
	}
	/* What may have happened may still be undone further out. */
	if (!maybe)
		e->flow_count = begin;
}
