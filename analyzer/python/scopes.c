/* scopes.c - one pass over the statements that notes what binds which name. */
#include "analyzer/python/binder_p.h"

#include <stdlib.h>
#include "core/alloc.h"

uint32_t an_py_binding(struct py_binder *b, uint32_t scope, uint32_t name)
{
	uint32_t id = b->only[name];

	if (id == PY_SEVERAL || (id && b->bindings[id].scope != scope))
		id = py_pair(&b->pairs, PY_PAIR_BINDING, scope, name);
	if (id)
		return b->bindings[id].flags & PY_B_ELSEWHERE ? b->bindings[id].target : id;
	id = (uint32_t)b->binding_count;
	*PY_PUSH(b->bindings, b->binding_count, b->binding_cap) = (struct py_binding){ .name = name, .scope = scope };
	an_py_pair_add(&b->pairs, PY_PAIR_BINDING, scope, name, id);
	b->only[name] = b->only[name] ? PY_SEVERAL : id;
	return id;
}

static uint32_t add_definition(struct py_binder *b, struct py_definition d)
{
	*PY_PUSH(b->definitions, b->definition_count, b->definition_cap) = d;
	return (uint32_t)b->definition_count - 1;
}

void an_py_define(struct py_binder *b, uint32_t binding, enum py_definition_kind kind, uint32_t node,
		  uint32_t scope, uint32_t index)
{
	uint32_t id = add_definition(b, (struct py_definition){ .next = b->bindings[binding].definitions,
		.node = node, .scope = scope, .kind = (uint8_t)kind, .index = (uint8_t)(index < 255 ? index : 255) });

	b->bindings[binding].definitions = id;
	b->bindings[binding].count++;
	if (kind == PY_ANNOTATED)
		b->bindings[binding].flags |= PY_B_ANNOTATED;
}

/* from x import y, z = y: at the top level and in classes they are names for other files, too. */
static bool may_stand_in(const struct py_binder *b, uint32_t scope, enum py_definition_kind kind, uint32_t node)
{
	uint8_t owner = b->scopes[scope].kind;
	enum py_node_kind value;

	if ((owner != PY_S_MODULE && owner != PY_S_CLASS) || (kind != PY_IMPORTED && kind != PY_GIVEN))
		return false;
	value = kind == PY_GIVEN ? py_kind(b->tree, node) : PY_N_NAME;
	return value == PY_N_NAME || value == PY_N_ATTRIBUTE;
}

static void define_name(struct py_binder *b, uint32_t scope, uint32_t name, enum py_definition_kind kind,
			uint32_t node, uint32_t index)
{
	uint32_t binding;

	if (!name)
		return;
	binding = an_py_binding(b, scope, name);
	b->bindings[binding].flags &= (uint8_t)~PY_B_ATTRIBUTE;
	an_py_define(b, binding, kind, node, scope, index);
	if (may_stand_in(b, scope, kind, node))
		*PY_PUSH(b->stand_ins, b->stand_in_count, b->stand_in_cap) = binding;
}

/* self.name = ... in a method binds an attribute of its class. */
static void define_attribute(struct py_binder *b, uint32_t scope, uint32_t target, enum py_definition_kind kind,
			     uint32_t node, uint32_t index)
{
	const struct py_node *object = py_node_of(b, py_node_of(b, target)->kid);
	const struct py_scope *method = &b->scopes[scope];
	size_t before = b->binding_count;
	uint32_t binding;

	if (!method->self || object->kind != PY_N_NAME || object->value != method->self ||
	    !py_node_of(b, target)->value)
		return;
	binding = an_py_binding(b, method->parent, py_node_of(b, target)->value);
	if (b->binding_count > before)
		b->bindings[binding].flags |= PY_B_ATTRIBUTE;
	an_py_define(b, binding, kind, node, scope, index);
}

static uint32_t count_kids(const struct py_binder *b, uint32_t node)
{
	uint32_t n = 0;

	PY_EACH(b->tree, kid, py_node_of(b, node)->kid)
		n++;
	return n;
}

static bool is_display(const struct py_binder *b, uint32_t node)
{
	return py_kind(b->tree, node) == PY_N_TUPLE || py_kind(b->tree, node) == PY_N_LIST;
}

static void define_target(struct py_binder *b, uint32_t scope, uint32_t target, enum py_definition_kind kind,
			  uint32_t node, uint32_t index);

/* a, b = x, y pairwise; a, b = x by parts. */
static void define_parts(struct py_binder *b, uint32_t scope, uint32_t target, enum py_definition_kind kind,
			 uint32_t node, uint32_t index)
{
	bool pairwise = kind == PY_GIVEN && is_display(b, node) && count_kids(b, node) == count_kids(b, target);
	uint32_t value = pairwise ? py_kid(b->tree, node) : 0, i = 0;

	PY_EACH(b->tree, part, py_kid(b->tree, target)) {
		bool plain = py_kind(b->tree, part) == PY_N_NAME || py_kind(b->tree, part) == PY_N_ATTRIBUTE;

		if (pairwise && py_kind(b->tree, value) != PY_N_STARRED)
			define_target(b, scope, part, PY_GIVEN, value, 0);
		else if (kind == PY_ELEMENT && !index && plain)
			define_target(b, scope, part, PY_ELEMENT, node, i + 1);
		else if (kind == PY_GIVEN && plain)
			define_target(b, scope, part, PY_PART, node, i);
		else
			define_target(b, scope, part, PY_OTHERWISE, 0, 0);
		if (pairwise)
			value = py_next(b->tree, value);
		i++;
	}
}

static void define_target(struct py_binder *b, uint32_t scope, uint32_t target, enum py_definition_kind kind,
			  uint32_t node, uint32_t index)
{
	const struct py_node *n = py_node_of(b, target);

	switch (n->kind) {
	case PY_N_NAME: define_name(b, scope, n->value, kind, node, index); break;
	case PY_N_ATTRIBUTE: define_attribute(b, scope, target, kind, node, index); break;
	case PY_N_TUPLE: case PY_N_LIST: define_parts(b, scope, target, kind, node, index); break;
	case PY_N_STARRED: define_target(b, scope, n->kid, PY_OTHERWISE, 0, 0); break;
	default: break;
	}
}

static void declare_block(struct py_binder *b, uint32_t scope, uint32_t block);

static void declare_parameters(struct py_binder *b, uint32_t scope, uint32_t parameters)
{
	uint32_t first = (uint32_t)b->binding_count, i = 0;

	PY_EACH(b->tree, p, parameters)
		define_name(b, scope, py_node_of(b, p)->value, PY_PARAMETER_OF, p, i++);
	b->scopes[scope].first_parameter = first;
	b->scopes[scope].parameters = (uint32_t)b->binding_count - first;
	for (size_t binding = first; binding < b->binding_count; binding++)
		b->bindings[binding].flags |= PY_B_PARAMETER;
}

/* @staticmethod, @classmethod, @property; *part is set to the last name of @x.setter. */
static enum py_method method_kind(const struct py_binder *b, const struct py_def *def, uint32_t *part)
{
	enum py_method kind = PY_M_INSTANCE;

	*part = 0;
	PY_EACH(b->tree, d, def->decorators) {
		uint32_t name = py_node_of(b, d)->value;

		if (py_kind(b->tree, d) == PY_N_ATTRIBUTE && (name == PY_NAME_SETTER || name == PY_NAME_DELETER))
			*part = name;
		else if (py_kind(b->tree, d) != PY_N_NAME && py_kind(b->tree, d) != PY_N_ATTRIBUTE)
			continue;
		else if (name == PY_NAME_STATICMETHOD)
			kind = PY_M_STATIC;
		else if (name == PY_NAME_CLASSMETHOD)
			kind = PY_M_CLASS;
		else if (name == PY_NAME_PROPERTY || name == PY_NAME_CACHED_PROPERTY)
			kind = PY_M_PROPERTY;
	}
	return kind == PY_M_INSTANCE && def->name == PY_NAME_NEW ? PY_M_CLASS : kind;
}

static uint32_t path_inside(struct py_binder *b, uint32_t scope, uint32_t name)
{
	uint32_t outer = b->scopes[scope].path;

	if (b->scopes[scope].kind == PY_S_FUNCTION)
		outer = an_py_path(b, outer, PY_NAME_LOCALS_PART);
	return name ? an_py_path(b, outer, name) : outer;
}

static void declare_function(struct py_binder *b, uint32_t outer, uint32_t id)
{
	const struct py_def *def = &b->tree->defs[id];
	uint32_t scope = py_scope_of_def(id), path = path_inside(b, outer, def->name), part = 0;
	struct py_scope *s = &b->scopes[scope];

	*s = (struct py_scope){ .kind = PY_S_FUNCTION, .parent = outer, .def = id, .path = path };
	if (b->scopes[outer].kind == PY_S_CLASS) {
		s->method = (uint8_t)method_kind(b, def, &part);
		if (s->method != PY_M_STATIC && def->parameters)
			s->self = py_node_of(b, def->parameters)->value;
	}
	if (part)
		s->path = an_py_path(b, path, part);    /* a property's getter keeps the name */
	else
		define_name(b, outer, def->name, PY_DEFINED, id, 0);
	PY_EACH(b->tree, t, def->type_parameters)
		define_name(b, scope, py_node_of(b, t)->value, PY_OTHERWISE, 0, 0);
	declare_parameters(b, scope, def->parameters);
	if (py_has_body(b, id))
		declare_block(b, scope, def->body);
}

static void declare_class(struct py_binder *b, uint32_t outer, uint32_t id)
{
	const struct py_def *def = &b->tree->defs[id];
	uint32_t scope = py_scope_of_def(id);

	b->scopes[scope] = (struct py_scope){ .kind = PY_S_CLASS, .parent = outer, .def = id,
					      .path = path_inside(b, outer, def->name) };
	define_name(b, outer, def->name, PY_DEFINED, id, 0);
	PY_EACH(b->tree, t, def->type_parameters)
		define_name(b, scope, py_node_of(b, t)->value, PY_OTHERWISE, 0, 0);
	declare_block(b, scope, def->body);
}

static uint32_t dotted_path(struct py_binder *b, uint32_t path, uint32_t parts)
{
	PY_EACH(b->tree, part, parts) {
		if (py_node_of(b, part)->value)
			path = an_py_path(b, path, py_node_of(b, part)->value);
	}
	return path;
}

/* import a.b binds a to a; import a.b as c binds c to a.b */
static void declare_import(struct py_binder *b, uint32_t scope, uint32_t statement)
{
	PY_EACH(b->tree, alias, py_kid(b->tree, statement)) {
		const struct py_node *n = py_node_of(b, alias);
		uint32_t first = py_node_of(b, n->kid)->value, path;

		if (!first)
			continue;
		path = dotted_path(b, 0, n->kid);
		for (uint32_t p = path; p && !b->paths[p].module; p = b->paths[p].parent)
			b->paths[p].module = true;
		define_name(b, scope, n->value ? n->value : first, PY_IMPORTED,
			    n->value ? path : an_py_path(b, 0, first), 0);
	}
}

static void import_all(struct py_binder *b, uint32_t scope, uint32_t module)
{
	b->star_import = true;
	if (scope == PY_MODULE_SCOPE && b->star_count < sizeof b->stars / sizeof *b->stars)
		b->stars[b->star_count++] = module;
}

static void declare_import_from(struct py_binder *b, uint32_t scope, uint32_t statement)
{
	const struct py_node *n = py_node_of(b, statement);
	uint32_t dotted = n->kid, base = n->op ? b->package : 0, module;

	for (unsigned up = 1; up < n->op && base; up++)
		base = b->paths[base].parent;
	module = dotted_path(b, base, py_kid(b->tree, dotted));
	PY_EACH(b->tree, alias, py_next(b->tree, dotted)) {
		const struct py_node *a = py_node_of(b, alias);
		uint32_t name = a->kid ? py_node_of(b, a->kid)->value : 0;

		if (a->flags & PY_F_STAR)
			import_all(b, scope, module);
		else if (name)
			define_name(b, scope, a->value ? a->value : name, PY_IMPORTED, an_py_path(b, module, name), 0);
	}
}

/* global x, nonlocal x */
static void declare_elsewhere(struct py_binder *b, uint32_t scope, uint32_t statement, bool global)
{
	if (scope == PY_MODULE_SCOPE)
		return;
	PY_EACH(b->tree, n, py_kid(b->tree, statement)) {
		uint32_t name = py_node_of(b, n)->value, own, target;

		if (!name)
			continue;
		target = global ? 0 : py_lookup(b, b->scopes[scope].parent, name);
		if (!target)
			target = an_py_binding(b, PY_MODULE_SCOPE, name);
		own = an_py_binding(b, scope, name);
		if (own == target)
			continue;
		b->bindings[own].flags |= PY_B_ELSEWHERE;
		b->bindings[own].target = target;
	}
}

static void declare_pattern(struct py_binder *b, uint32_t scope, uint32_t pattern)
{
	const struct py_node *n = py_node_of(b, pattern);

	switch (n->kind) {
	case PY_N_NAME:
		define_name(b, scope, n->value, PY_OTHERWISE, 0, 0);
		break;
	case PY_N_AS_PATTERN: case PY_N_STAR_PATTERN:
		define_name(b, scope, n->value, PY_OTHERWISE, 0, 0);
		/* fall through */
	case PY_N_OR_PATTERN: case PY_N_SEQUENCE_PATTERN: case PY_N_MAPPING_PATTERN: case PY_N_KEYWORD:
		PY_EACH(b->tree, kid, n->kid)
			declare_pattern(b, scope, kid);
		break;
	case PY_N_CLASS_PATTERN:
		PY_EACH(b->tree, kid, py_next(b->tree, n->kid))
			declare_pattern(b, scope, kid);
		break;
	default:
		break;
	}
}

static void declare_statement(struct py_binder *b, uint32_t scope, uint32_t statement);

/* The blocks among a compound statement's kids. */
static void declare_blocks(struct py_binder *b, uint32_t scope, uint32_t kid)
{
	for (; kid; kid = py_next(b->tree, kid)) {
		const struct py_node *n = py_node_of(b, kid);

		switch (n->kind) {
		case PY_N_BLOCK:
			declare_block(b, scope, kid);
			break;
		case PY_N_WITH_ITEM:
			if (py_next(b->tree, n->kid))
				define_target(b, scope, py_next(b->tree, n->kid), PY_ENTERED, n->kid, 0);
			break;
		case PY_N_HANDLER:
			define_name(b, scope, n->value, PY_OTHERWISE, 0, 0);
			declare_blocks(b, scope, n->kid);
			break;
		case PY_N_CASE:
			declare_pattern(b, scope, n->kid);
			declare_blocks(b, scope, n->kid);
			break;
		default:
			break;
		}
	}
}

static void declare_assignment(struct py_binder *b, uint32_t scope, uint32_t statement)
{
	uint32_t value = py_kid(b->tree, statement);

	PY_EACH(b->tree, target, py_next(b->tree, value))
		define_target(b, scope, target, PY_GIVEN, value, 0);
}

static void declare_return(struct py_binder *b, uint32_t scope, uint32_t statement)
{
	struct py_scope *s = &b->scopes[scope];

	s->returned = add_definition(b, (struct py_definition){ .next = s->returned, .node = py_kid(b->tree, statement),
								.scope = scope, .kind = PY_GIVEN });
}

static void declare_statement(struct py_binder *b, uint32_t scope, uint32_t statement)
{
	const struct py_node *n = py_node_of(b, statement);

	switch (n->kind) {
	case PY_N_FUNCTION: declare_function(b, scope, n->value); break;
	case PY_N_CLASS: declare_class(b, scope, n->value); break;
	case PY_N_ASSIGN: declare_assignment(b, scope, statement); break;
	case PY_N_AUGMENT:
		if (py_kind(b->tree, n->kid) == PY_N_NAME)
			define_target(b, scope, n->kid, PY_AUGMENTED, 0, 0);
		break;
	case PY_N_ANNOTATE: define_target(b, scope, n->kid, PY_ANNOTATED, py_next(b->tree, n->kid), 0); break;
	case PY_N_TYPE_ALIAS: define_target(b, scope, n->kid, PY_OTHERWISE, 0, 0); break;
	case PY_N_FOR:
		define_target(b, scope, n->kid, PY_ELEMENT, py_next(b->tree, n->kid), 0);
		declare_blocks(b, scope, n->kid);
		break;
	case PY_N_WHILE: case PY_N_IF: case PY_N_WITH: case PY_N_MATCH: case PY_N_TRY:
		declare_blocks(b, scope, n->kid);
		break;
	case PY_N_IMPORT: declare_import(b, scope, statement); break;
	case PY_N_IMPORT_FROM: declare_import_from(b, scope, statement); break;
	case PY_N_GLOBAL: declare_elsewhere(b, scope, statement, true); break;
	case PY_N_NONLOCAL: declare_elsewhere(b, scope, statement, false); break;
	case PY_N_RETURN: declare_return(b, scope, statement); break;
	default: break;
	}
}

static void declare_block(struct py_binder *b, uint32_t scope, uint32_t block)
{
	PY_EACH(b->tree, statement, py_kid(b->tree, block))
		declare_statement(b, scope, statement);
}

static void declare_walruses(struct py_binder *b)
{
	for (size_t i = 0; i < b->tree->walrus_count; i++) {
		const struct py_walrus *w = &b->tree->walruses[i];
		uint32_t target = py_kid(b->tree, w->node);

		define_target(b, py_scope_of_def(w->def), target, PY_GIVEN, py_next(b->tree, target), 0);
	}
}

static void declare_yields(struct py_binder *b)
{
	for (size_t i = 0; i < b->tree->yield_count; i++) {
		const struct py_yield *y = &b->tree->yields[i];
		const struct py_node *n = py_node_of(b, y->node);
		uint32_t scope = py_scope_of_def(y->def);

		if (n->kid && b->scopes[scope].kind == PY_S_FUNCTION)
			b->scopes[scope].yielded = add_definition(b, (struct py_definition){
				.next = b->scopes[scope].yielded, .node = n->kid, .scope = scope,
				.kind = n->kind == PY_N_YIELD ? PY_GIVEN : PY_ELEMENT });
	}
}

static void declare_lambda(struct py_binder *b, uint32_t outer, uint32_t id)
{
	uint32_t scope = py_scope_of_def(id);

	b->scopes[scope] = (struct py_scope){ .kind = PY_S_LAMBDA, .parent = outer, .def = id };
	declare_parameters(b, scope, b->tree->defs[id].parameters);
}

static uint32_t declare_comprehension(struct py_binder *b, uint32_t outer, uint32_t node)
{
	uint32_t scope = (uint32_t)b->scope_count;

	*PY_PUSH(b->scopes, b->scope_count, b->scope_cap) =
		(struct py_scope){ .kind = PY_S_COMPREHENSION, .parent = outer, .def = b->scopes[outer].def };
	PY_EACH(b->tree, clause, py_kid(b->tree, node)) {
		const struct py_node *c = py_node_of(b, clause);

		if (c->kind == PY_N_CLAUSE)
			define_target(b, scope, c->kid, PY_ELEMENT, py_next(b->tree, c->kid), 0);
	}
	return scope;
}

uint32_t an_py_inner_scope(struct py_binder *b, uint32_t scope, uint32_t node)
{
	struct py_node *n = &b->tree->nodes[node];

	if (n->kind == PY_N_LAMBDA) {
		if (!b->scopes[py_scope_of_def(n->value)].kind)
			declare_lambda(b, scope, n->value);
		return py_scope_of_def(n->value);
	}
	if (!n->value)
		n->value = declare_comprehension(b, scope, node);
	return n->value;
}

uint32_t an_py_search(const struct py_binder *b, uint32_t scope, uint32_t name)
{
	while (scope) {
		const struct py_scope *s = &b->scopes[scope];
		uint32_t id = py_pair(&b->pairs, PY_PAIR_BINDING, scope, name);

		if (id && b->bindings[id].flags & PY_B_ELSEWHERE)
			return b->bindings[id].target;
		if (id && !(b->bindings[id].flags & PY_B_ATTRIBUTE))
			return id;
		scope = s->parent;
		/* A class's names are seen by what stands right in it, not by its methods. */
		while (s->kind != PY_S_COMPREHENSION && b->scopes[scope].kind == PY_S_CLASS)
			scope = b->scopes[scope].parent;
	}
	return 0;
}

void an_py_bind(struct py_binder *b)
{
	size_t scopes = b->tree->def_count + 1;

	b->binding_count = b->definition_count = b->scope_count = 0;
	b->only = wr_grow(b->only, 0, &b->only_cap, b->names->n, sizeof *b->only);
	b->only_count = b->names->n;
	memset(b->only, 0, b->only_count * sizeof *b->only);
	b->star_import = false;
	b->star_count = 0;
	b->stand_in_count = 0;
	*PY_PUSH(b->bindings, b->binding_count, b->binding_cap) = (struct py_binding){ 0 };
	add_definition(b, (struct py_definition){ 0 });
	b->scopes = wr_grow(b->scopes, 0, &b->scope_cap, scopes, sizeof *b->scopes);
	memset(b->scopes, 0, scopes * sizeof *b->scopes);
	b->scope_count = scopes;
	b->scopes[PY_MODULE_SCOPE] = (struct py_scope){ .kind = PY_S_MODULE, .path = b->module };
	if (!py_has_body(b, 0))
		return;
	declare_block(b, PY_MODULE_SCOPE, b->tree->defs[0].body);
	declare_walruses(b);
	declare_yields(b);
}

void an_py_binder_free(struct py_binder *b)
{
	an_py_pairs_free(&b->pairs);
	free(b->paths);
	free(b->types);
	free(b->bindings);
	free(b->only);
	free(b->stand_ins);
	free(b->definitions);
	free(b->scopes);
	wr_arena_free(b->arena);
	*b = (struct py_binder){ 0 };
}
