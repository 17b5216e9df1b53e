/* emitter.c - a whole file: its module, its functions one after the other, aliases, comments, mistakes. */
#include "analyzer/python/emitter_p.h"

#include <stdlib.h>
#include "core/model.h"

static void start_function(struct py_emitter *e, uint32_t def, an_id function)
{
	e->function = function;
	e->scope = py_scope_of_def(def);
	e->loop = e->return_left = e->raise_left = 0;
	e->flags = 0;
	e->outer_start = e->outer_end = 0;
	e->use_count = e->arg_count = e->spine_count = e->flow_count = 0;
}

/* Parameters that are given new values begin with the type that they are handed in with. */
static void start_parameters(struct py_emitter *e)
{
	uint32_t first = e->b->scopes[e->scope].first_parameter, count = e->b->scopes[e->scope].parameters;

	for (uint32_t binding = first; binding < first + count; binding++) {
		if (e->b->bindings[binding].count > 1)
			an_py_assign_type(e, binding, an_py_type_of_definition(e->b, py_first_definition(e->b, binding)));
	}
}

static void emit_pending(struct py_emitter *e, struct py_pending p)
{
	const struct py_def *def = &e->tree->defs[p.def];

	start_function(e, p.def, p.function);
	if (def->kind == PY_D_LAMBDA) {
		an_py_emit_type(e, def->body);
		return;
	}
	start_parameters(e);
	an_py_emit_statements(e, def->body);
}

/* An empty list has no first element: IndexError from a subscript, ValueError from min().  Does the file speak of them? */
static bool minds_empty(const struct py_tokens *tokens)
{
	for (size_t i = 0; i < tokens->n; i++) {
		uint32_t name = tokens->items[i].kind == PY_NAME ? tokens->items[i].value : 0;

		if (name == PY_NAME_INDEX_ERROR || name == PY_NAME_LOOKUP_ERROR || name == PY_NAME_VALUE_ERROR)
			return true;
	}
	return false;
}

static void emit_module(struct py_emitter *e)
{
	const struct py_def *def = &e->tree->defs[0];
	struct an_function f = { .path = e->path, .flags = AN_FN_MODULE };

	f.key = py_path_text(e->b, an_py_path(e->b, e->b->module, PY_NAME_MODULE_PART));
	f.name = py_path_text(e->b, e->b->module);
	f.span = an_py_span(e, def->start, def->end);
	f.head = an_py_span(e, 0, 0);
	f.flags |= minds_empty(e->tree->tokens) ? AN_FN_MINDS_EMPTY : 0u;
	f.flags |= (def->flags & PY_D_BROKEN ? AN_FN_BROKEN : 0u) | (e->b->is_test ? AN_FN_TEST : 0u);
	e->module = an_add_function(e->out, &f);
	start_function(e, 0, e->module);
	e->b->scopes[PY_MODULE_SCOPE].function = e->function;
	if (py_has_body(e->b, 0))
		an_py_emit_statements(e, def->body);
}

static void add_alias(struct py_emitter *e, uint32_t name, uint32_t target)
{
	const char *text = wr_arena_strdup(e->b->arena, an_py_path_string(e->b, name));

	if (name != target)
		an_add_alias(e->out, text, wr_arena_strdup(e->b->arena, an_py_path_string(e->b, target)));
}

/* A name of the module, or of a class, that stands for a function or class defined elsewhere. */
static void alias_binding(struct py_emitter *e, uint32_t binding)
{
	const struct py_binding *x = &e->b->bindings[binding];
	uint32_t owner = e->b->scopes[x->scope].path, name = x->name;
	uint32_t type = py_type_of_binding(e->b, binding);
	const struct py_type *t = py_type_at(e->b, type);

	if (t->sort < PY_SORT_ENTITY)
		return;
	if (t->sort == PY_SORT_ENTITY && !e->b->paths[t->path].parent)
		return;         /* import os: nobody asks for app.os */
	add_alias(e, an_py_path(e->b, owner, name), t->path);
}

static void emit_aliases(struct py_emitter *e)
{
	for (size_t i = 0; i < e->b->stand_in_count; i++)
		alias_binding(e, e->b->stand_ins[i]);
	for (uint32_t i = 0; i < e->b->star_count; i++)
		add_alias(e, e->b->module, e->b->stars[i]);
}

static void emit_comments(struct py_emitter *e)
{
	const struct py_tokens *tokens = e->tree->tokens;
	const char *text = e->tree->source->text;

	for (size_t i = 0; i < tokens->comment_count; i++) {
		const struct py_comment *c = &tokens->comments[i];
		uint32_t line = an_py_line(e, c->start), p = tokens->lines[line - 1];

		while (p < c->start && (text[p] == ' ' || text[p] == '\t'))
			p++;
		an_scan_suppression(e->out, text + c->start, c->end - c->start, line, p == c->start);
	}
}

static void add_diagnostic(struct py_emitter *e, uint32_t offset, const char *message)
{
	struct an_span at = an_py_span(e, offset, offset);

	an_add_diagnostic(e->out, at.line, at.column, WR_WARNING, message);
}

#define MODULE_ERRORS_MAX 10

/* One per function, the first in the source; a few at the top level. */
static void emit_errors(struct py_emitter *e)
{
	const struct py_errors *errors = &e->tree->tokens->errors;
	unsigned at_module = 0;

	for (size_t i = 0; i < errors->n; i++) {
		const struct py_error *x = &errors->items[i];
		bool first = true;

		for (size_t k = 0; k < errors->n && x->def; k++) {
			if (errors->items[k].def == x->def && (errors->items[k].at < x->at || (k < i &&
			    errors->items[k].at == x->at)))
				first = false;
		}
		if (!first || (!x->def && ++at_module > MODULE_ERRORS_MAX))
			continue;
		add_diagnostic(e, x->at, wr_arena_printf(e->b->arena, x->detail ? "syntax error: %s '%s'" : "syntax error: %s",
							 x->message, x->detail));
	}
}

static void emit_diagnostics(struct py_emitter *e)
{
	const struct py_source *source = e->tree->source;
	const struct py_tokens *tokens = e->tree->tokens;

	if (source->problem)
		add_diagnostic(e, (uint32_t)source->problem_at, source->problem);
	if (tokens->python2)
		add_diagnostic(e, tokens->python2 - 1,
			       "Python 2 source: it is read as far as it is also Python 3");
	else
		emit_errors(e);
}

/* A line end at the end of the file begins no line. */
static uint32_t count_lines(const struct py_tree *tree)
{
	size_t n = tree->tokens->line_count;

	return (uint32_t)(tree->tokens->lines[n - 1] == tree->source->length ? n - 1 : n);
}

void an_py_emit(struct py_emitter *e, struct py_binder *b, const char *path)
{
	e->b = b;
	e->out = b->out;
	e->tree = b->tree;
	e->path = an_intern(e->out, path);
	e->line = 0;
	e->arrays = 0;
	e->pending_count = e->inner_count = e->mentioned_count = 0;
	e->args = wr_grow(e->args, 0, &e->arg_cap, 1, sizeof *e->args);         /* never NULL */
	e->uses = wr_grow(e->uses, 0, &e->use_cap, 1, sizeof *e->uses);
	an_set_lines(e->out, count_lines(b->tree));
	an_set_module(e->out, wr_arena_strdup(b->arena, an_py_path_string(b, b->module)));
	emit_module(e);
	for (size_t i = 0; i < e->pending_count; i++) {
		if (py_has_body(e->b, e->pending[i].def))
			emit_pending(e, e->pending[i]);
	}
	emit_aliases(e);
	an_py_state_types(e);
	emit_comments(e);
	emit_diagnostics(e);
}

void an_py_emitter_free(struct py_emitter *e)
{
	free(e->pending);
	free(e->args);
	free(e->uses);
	free(e->spine);
	free(e->flows);
	free(e->inner);
	free(e->mentioned);
	*e = (struct py_emitter){ 0 };
}
