/* bindings.c - the type of a name from the places that give it a value. */
#include "analyzer/python/binder_p.h"

#define DEFINITIONS_MAX 32      /* names with more are of unknown type */

/* def f(self, x: int, y=0, *args, **kwargs) */
static uint32_t parameter_type(struct py_binder *b, const struct py_definition *d)
{
	const struct py_node *n = py_node_of(b, d->node);
	const struct py_scope *s = &b->scopes[d->scope];
	uint32_t type = PY_UNKNOWN, fallback;

	if (!d->index && s->self && s->self == n->value) {
		uint32_t class = b->scopes[s->parent].def;

		return s->method == PY_M_CLASS || n->value == PY_NAME_CLS ? an_py_entity(b, PY_SORT_CLASS, class) :
									    an_py_instance_of_def(b, class);
	}
	if (n->flags & PY_F_ANNOTATION)
		type = an_py_annotated(b, s->parent, n->kid);
	if (n->flags & PY_F_STAR)
		return an_py_instance(b, b->types[PY_ANY_TUPLE].path, type);
	if (n->flags & PY_F_DOUBLE_STAR)
		return an_py_instance(b, b->types[PY_ANY_DICT].path, type);
	if (n->flags & PY_F_ANNOTATION || !(n->flags & PY_F_DEFAULT))
		return type;
	/* A default says something only where the value is likely to stay of its kind. */
	fallback = an_py_type_of(b, s->parent, n->kid);
	return fallback == PY_NUMBER_TYPE || fallback == PY_TEXT || fallback == PY_BYTES ? fallback : PY_UNKNOWN;
}

static uint32_t defined_type(struct py_binder *b, uint32_t def)
{
	return an_py_entity(b, b->tree->defs[def].kind == PY_D_CLASS ? PY_SORT_CLASS : PY_SORT_FUNCTION, def);
}

/* for a, b in zip(x, y): part i is an element of argument i. */
static uint32_t zipped_part(struct py_binder *b, const struct py_definition *d)
{
	const struct py_node *call = py_node_of(b, d->node);
	const struct py_node *callee = py_node_of(b, call->kid);
	uint32_t argument = callee->next;

	if (call->kind != PY_N_CALL || callee->kind != PY_N_NAME || callee->value != PY_NAME_ZIP || !d->index)
		return 0;
	for (unsigned i = 1; i < d->index && argument; i++)
		argument = py_next(b->tree, argument);
	return argument;
}

uint32_t an_py_type_of_definition(struct py_binder *b, const struct py_definition *at)
{
	const struct py_definition d = *at;     /* evaluation may move the array */
	uint32_t argument;

	switch ((enum py_definition_kind)d.kind) {
	case PY_GIVEN: return an_py_type_of(b, d.scope, d.node);
	case PY_ELEMENT:
		argument = zipped_part(b, &d);
		if (argument)
			return an_py_element(b, an_py_type_of(b, d.scope, argument), 0);
		return an_py_element(b, an_py_type_of(b, d.scope, d.node), d.index);
	case PY_PART: return an_py_element(b, an_py_type_of(b, d.scope, d.node), 0);
	case PY_ENTERED: return an_py_entered(b, an_py_type_of(b, d.scope, d.node));
	case PY_ANNOTATED: return an_py_annotated(b, d.scope, d.node);
	case PY_PARAMETER_OF: return parameter_type(b, &d);
	case PY_IMPORTED: return an_py_entity(b, PY_SORT_ENTITY, d.node);
	case PY_DEFINED: return defined_type(b, d.node);
	case PY_AUGMENTED: case PY_OTHERWISE: break;
	}
	return PY_UNKNOWN;
}

/* Functions and imports: of several, the last function or the first import. */
static uint32_t named_thing(const struct py_binder *b, uint32_t first)
{
	uint32_t best = 0;

	for (uint32_t d = first; d; d = b->definitions[d].next) {
		switch (b->definitions[d].kind) {
		case PY_DEFINED:
			if (!best)
				best = d;
			break;
		case PY_IMPORTED:
			best = d;
			break;
		default:
			return 0;
		}
	}
	return best;
}

/* The name, or the attribute of that name: self.name. */
static bool names(const struct py_binder *b, uint32_t node, uint32_t name)
{
	enum py_node_kind kind = py_kind(b->tree, node);

	return (kind == PY_N_NAME || kind == PY_N_ATTRIBUTE) && py_node_of(b, node)->value == name;
}

/* s = s + x says of the type of s what s += x does: nothing new; nor does s = s[1:]. */
static bool extends_itself(const struct py_binder *b, const struct py_definition *d, uint32_t name)
{
	const struct py_node *n = py_node_of(b, d->node);

	if (d->kind == PY_GIVEN && an_py_describes_further(b, d->node))
		return names(b, an_py_object_of_chain(b, d->node), name);
	if (d->kind == PY_GIVEN && n->kind == PY_N_SUBSCRIPT && names(b, n->kid, name))
		return py_kind(b->tree, py_next(b->tree, n->kid)) == PY_N_SLICE;
	if (d->kind != PY_GIVEN || n->kind != PY_N_BINARY || n->op != PY_PLUS)
		return false;
	PY_EACH(b->tree, x, n->kid) {
		if (names(b, x, name))
			return true;
	}
	return false;
}

static uint32_t joined_type(struct py_binder *b, uint32_t first, uint32_t name)
{
	uint32_t type = PY_NONE_TYPE;
	bool any = false;

	for (uint32_t d = first; d; d = b->definitions[d].next) {
		if (b->definitions[d].kind == PY_AUGMENTED || extends_itself(b, &b->definitions[d], name))
			continue;
		type = an_py_join(b, type, an_py_type_of_definition(b, &b->definitions[d]));
		any = true;
		if (type == PY_UNKNOWN)
			break;
	}
	return any ? type : PY_UNKNOWN;
}

static uint32_t annotated_definition(const struct py_binder *b, uint32_t binding)
{
	uint32_t d = b->bindings[binding].flags & PY_B_ANNOTATED ? b->bindings[binding].definitions : 0;

	for (unsigned n = 0; d && n < DEFINITIONS_MAX; d = b->definitions[d].next, n++) {
		if (b->definitions[d].kind == PY_ANNOTATED)
			return d;
	}
	return 0;
}

uint32_t an_py_annotation_of(struct py_binder *b, uint32_t binding)
{
	uint32_t d = annotated_definition(b, binding);

	return d ? an_py_type_of_definition(b, &b->definitions[d]) : (uint32_t)PY_UNKNOWN;
}

uint32_t an_py_find_type(struct py_binder *b, uint32_t binding)
{
	const struct py_binding *x = &b->bindings[binding];
	uint32_t type = PY_UNKNOWN, first = x->definitions, one;

	if (x->flags & PY_B_RESOLVING || x->count > DEFINITIONS_MAX)
		return PY_UNKNOWN;
	b->bindings[binding].flags |= PY_B_RESOLVING;
	one = annotated_definition(b, binding);
	if (!one)
		one = named_thing(b, first);
	type = one ? an_py_type_of_definition(b, &b->definitions[one]) : joined_type(b, first, x->name);
	b->bindings[binding].type = type;
	b->bindings[binding].flags |= PY_B_RESOLVED;
	return type;
}

uint32_t an_py_type_of_name(struct py_binder *b, uint32_t scope, uint32_t name)
{
	uint32_t binding = py_lookup(b, scope, name);

	if (binding)
		return py_type_of_binding(b, binding);
	if (b->star_import && (name < PY_FIRST_BUILTIN || name > PY_LAST_BUILTIN))
		return PY_UNKNOWN;
	return an_py_entity(b, PY_SORT_ENTITY, an_py_path(b, 0, name));
}

#define RETURNS_MAX 16

static uint32_t type_of_all(struct py_binder *b, uint32_t first)
{
	uint32_t type = PY_NONE_TYPE;
	unsigned n = 0;

	for (uint32_t d = first; d && type != PY_UNKNOWN; d = b->definitions[d].next) {
		if (++n > RETURNS_MAX)
			return PY_UNKNOWN;
		if (b->definitions[d].node)
			type = an_py_join(b, type, an_py_type_of_definition(b, &b->definitions[d]));
	}
	return type;
}

static uint32_t generated_type(struct py_binder *b, uint32_t scope)
{
	uint32_t element = type_of_all(b, b->scopes[scope].yielded);

	return an_py_instance(b, b->types[PY_ANY_GENERATOR].path, element == PY_NONE_TYPE ? (uint32_t)PY_UNKNOWN : element);
}

uint32_t an_py_result_of_def(struct py_binder *b, uint32_t id)
{
	uint32_t scope = py_scope_of_def(id), type;
	const struct py_def *def = &b->tree->defs[id];

	if (b->scopes[scope].asked)
		return b->scopes[scope].result;
	if (b->scopes[scope].asking)
		return PY_UNKNOWN;
	b->scopes[scope].asking = true;
	if (def->kind == PY_D_LAMBDA)
		type = an_py_type_of(b, scope, def->body);
	else if (def->returns)
		type = an_py_annotated(b, b->scopes[scope].parent, def->returns);
	else
		type = def->flags & PY_D_GENERATOR ? generated_type(b, scope) : type_of_all(b, b->scopes[scope].returned);
	b->scopes[scope].asked = true;
	b->scopes[scope].result = type;
	return type;
}
