/* functions.c - records of functions and classes. */
#include "analyzer/python/emitter_p.h"

#include <stdio.h>

static bool is_name(const struct py_emitter *e, uint32_t name, const char *text)
{
	const struct py_name *n = &e->b->names->items[name];

	return n->length == strlen(text) && !memcmp(n->text, text, n->length);
}

/* A decorator that keeps results: by the last part of its name. */
static bool keeps_results(const struct py_emitter *e, uint32_t decorator)
{
	static const char *const names[] = {
		"lru_cache", "cache", "cached", "cached_property", "cachedmethod", "memoize", "memoized", "memoise",
		"alru_cache", "ttl_cache", "lfu_cache", "cache_data", "cache_resource", "cache_on_arguments", NULL
	};
	const struct py_node *n = py_node_of(e->b, decorator);

	if (n->kind == PY_N_CALL)
		n = py_node_of(e->b, n->kid);
	if (n->kind != PY_N_NAME && n->kind != PY_N_ATTRIBUTE)
		return false;
	for (size_t i = 0; names[i]; i++) {
		if (is_name(e, n->value, names[i]))
			return true;
	}
	return false;
}

/* @cli.command("push"), @click.option("--yes"), @app.cli.command(): by the decorator's last name, and what it is called
 * on. */
static bool makes_command(const struct py_emitter *e, uint32_t decorator)
{
	static const char *const chats[] = { "bot", "client", "commands", "group", "tree", NULL };
	const struct py_node *n = py_node_of(e->b, decorator);

	if (n->kind == PY_N_CALL)
		n = py_node_of(e->b, n->kid);
	if (n->kind != PY_N_ATTRIBUTE)
		return false;
	for (const char *const *c = chats; *c; c++) {
		if (is_name(e, py_node_of(e->b, n->kid)->value, *c))
			return false;
	}
	if (is_name(e, n->value, "command"))
		return true;
	return is_name(e, py_node_of(e->b, n->kid)->value, "click") &&
	       (is_name(e, n->value, "option") || is_name(e, n->value, "argument") || is_name(e, n->value, "group"));
}

/* Is the constant None? */
static bool is_none(const struct py_emitter *e, uint32_t node)
{
	return py_kind(e->tree, node) == PY_N_CONSTANT && py_node_of(e->b, node)->op == PY_NONE;
}

/* @functools.cache, @lru_cache(None), @lru_cache(maxsize=None): by what the name stands for. */
static bool keeps_all(struct py_emitter *e, uint32_t scope, uint32_t decorator)
{
	bool called = py_kind(e->tree, decorator) == PY_N_CALL;
	uint32_t callee = called ? py_kid(e->tree, decorator) : decorator, argument = called ? py_next(e->tree, callee) : 0;
	const struct py_type *t = py_type_at(e->b, an_py_type_of(e->b, scope, callee));
	const char *name = t->sort == PY_SORT_ENTITY ? an_py_path_string(e->b, t->path) : "";

	if (!strcmp(name, "functools.cache"))
		return true;
	if (strcmp(name, "functools.lru_cache") || !argument)
		return false;
	return is_none(e, py_kind(e->tree, argument) == PY_N_KEYWORD ? py_kid(e->tree, argument) : argument);
}

static uint32_t flags_of(struct py_emitter *e, uint32_t id)
{
	const struct py_def *def = &e->tree->defs[id];
	uint32_t flags = 0;

	if (def->flags & PY_D_ASYNC)
		flags |= AN_FN_ASYNC;
	if (def->flags & PY_D_GENERATOR)
		flags |= AN_FN_GENERATOR;
	if (def->flags & PY_D_BROKEN)
		flags |= AN_FN_BROKEN;
	if (def->kind == PY_D_LAMBDA)
		flags |= AN_FN_LAMBDA;
	else if (e->b->scopes[e->b->scopes[py_scope_of_def(id)].parent].kind == PY_S_CLASS)
		flags |= AN_FN_METHOD;
	if (an_py_is_test(e->b, id))
		flags |= AN_FN_TEST;
	PY_EACH(e->tree, decorator, def->decorators) {
		if (makes_command(e, decorator))
			flags |= AN_FN_COMMAND;
		if (!keeps_results(e, decorator))
			continue;
		flags |= AN_FN_MEMOIZED;
		if (keeps_all(e, e->b->scopes[py_scope_of_def(id)].parent, decorator))
			flags |= AN_FN_KEEPS_ALL;
	}
	return flags;
}

/* A lambda has no name: its place makes its key. */
static void name_lambda(struct py_emitter *e, uint32_t id)
{
	const struct py_def *def = &e->tree->defs[id];
	struct an_span span = an_py_span(e, def->start, def->end);
	uint32_t outer = e->b->scopes[e->scope].path;
	char text[64];

	for (uint32_t s = e->scope; s && !outer; s = e->b->scopes[s].parent)
		outer = e->b->scopes[s].path;
	snprintf(text, sizeof text, "<lambda>:%u:%u", span.line, span.column);
	if (e->function != e->module)
		outer = an_py_path(e->b, outer, PY_NAME_LOCALS_PART);
	e->b->scopes[py_scope_of_def(id)].path = an_py_path(e->b, outer, an_py_own_name(e->b, text));
}

/* "app.db.outer.inner" of "app.db.outer.<locals>.inner". */
static an_str name_for_people(struct py_emitter *e, uint32_t path)
{
	const char *text = an_py_path_string(e->b, path), *locals;
	char name[1024];
	size_t n = 0;

	if (!strstr(text, ".<locals>"))
		return py_path_text(e->b, path);
	while ((locals = strstr(text, ".<locals>")) && n + (size_t)(locals - text) < sizeof name) {
		memcpy(name + n, text, (size_t)(locals - text));
		n += (size_t)(locals - text);
		text = locals + strlen(".<locals>");
	}
	n += (size_t)snprintf(name + n, sizeof name - n, "%s", text);
	return an_intern_n(e->out, name, n < sizeof name ? n : sizeof name - 1);
}

static void set_result(struct py_emitter *e, struct an_function *f, uint32_t id)
{
	const struct py_type *t;
	uint32_t type;

	if (e->tree->defs[id].kind == PY_D_LAMBDA && py_kind(e->tree, e->tree->defs[id].body) != PY_N_CALL) {
		type = an_py_type_of(e->b, py_scope_of_def(id), e->tree->defs[id].body);
		f->returns_value = (uint8_t)py_value_of(e->b, type);
	}
	if (e->tree->defs[id].kind != PY_D_FUNCTION)
		return;
	type = an_py_result_of_def(e->b, id);
	t = py_type_at(e->b, type);
	f->returns_value = (uint8_t)py_value_of(e->b, type);
	if (t->sort == PY_SORT_INSTANCE)
		f->returns = py_path_text(e->b, t->path);
}

static void add_parameters(struct py_emitter *e, an_id function, uint32_t id)
{
	const struct py_scope *scope = &e->b->scopes[py_scope_of_def(id)];
	uint32_t first = scope->first_parameter, count = scope->parameters;
	an_id symbol = 0;

	for (uint32_t i = 0; i < count; i++) {
		uint32_t parameter = py_first_definition(e->b, first + i)->node;

		symbol = an_py_make_symbol(e, first + i, py_node_of(e->b, parameter)->start);
		an_edit_symbol(e->out, symbol)->kind = AN_PARAMETER;
	}
	an_edit_function(e->out, function)->first_param = count ? symbol - count + 1 : 0;
	an_edit_function(e->out, function)->param_count = count;
}

an_id an_py_add_function(struct py_emitter *e, uint32_t id)
{
	const struct py_def *def = &e->tree->defs[id];
	uint32_t scope = py_scope_of_def(id);
	an_id outer = e->function, function;
	struct an_function f = { .path = e->path, .flags = flags_of(e, id) };

	if (def->kind == PY_D_LAMBDA)
		name_lambda(e, id);
	else
		f.name = name_for_people(e, e->b->scopes[scope].path);
	f.key = py_path_text(e->b, e->b->scopes[scope].path);
	f.span = an_py_span(e, def->start, def->end);
	f.head = an_py_span(e, def->name_start, def->name_end);
	f.parent = outer == e->module && def->kind != PY_D_LAMBDA ? 0 : outer;
	set_result(e, &f, id);
	function = an_add_function(e->out, &f);
	e->b->scopes[scope].function = function;
	e->function = function;
	add_parameters(e, function, id);
	e->function = outer;
	*PY_PUSH(e->pending, e->pending_count, e->pending_cap) = (struct py_pending){ id, function };
	return function;
}

#define BASES_MAX 16

void an_py_emit_class(struct py_emitter *e, uint32_t id)
{
	const struct py_def *def = &e->tree->defs[id];
	uint32_t outer = e->scope, scope = py_scope_of_def(id);
	const char *bases[BASES_MAX], *key;
	size_t count = 0;

	PY_EACH(e->tree, base, def->parameters) {
		bool keyword = py_kind(e->tree, base) == PY_N_KEYWORD;
		struct py_operand x;

		an_py_emit_expression(e, keyword ? py_kid(e->tree, base) : base, &x);
		if (!keyword && x.path && count < BASES_MAX)
			bases[count++] = wr_arena_strdup(e->b->arena, an_py_path_string(e->b, x.path));
	}
	key = wr_arena_strdup(e->b->arena, an_py_path_string(e->b, e->b->scopes[scope].path));
	an_add_class(e->out, key, key, bases, count);
	an_set_class_lines(e->out, an_py_line(e, def->start), an_py_line(e, def->end));
	e->scope = scope;
	e->b->scopes[scope].function = e->function;
	an_py_emit_statements(e, def->body);
	e->scope = outer;
}
