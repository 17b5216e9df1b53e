/* parser.c - statements, blocks, and how to go on after a mistake. */
#include "analyzer/python/parser_p.h"

#include <assert.h>
#include <stdlib.h>

void an_py_note(struct py_parser *p, uint32_t at, const char *message, const char *detail)
{
	p->tree->defs[p->def].flags |= PY_D_BROKEN;
	an_py_error(&p->all->errors, at, p->def, message, detail);
}

void an_py_fail(struct py_parser *p, const char *message, const char *detail)
{
	struct py_token *token = p->token;

	if (p->failed)
		return;
	an_py_note(p, token->start, message, detail);
	p->failed = true;
	p->stopped = token->kind;
	token->kind = PY_STOP;
}

void an_py_unexpected(struct py_parser *p)
{
	an_py_fail(p, "unexpected", an_py_token_text(py_peek(p)));
}

void an_py_expected(struct py_parser *p, enum py_token_kind kind)
{
	an_py_fail(p, "expected", an_py_token_text(kind));
}

void an_py_only_python2(struct py_parser *p, uint32_t at)
{
	if (!p->all->python2 || at + 1 < p->all->python2)
		p->all->python2 = at + 1;       /* the first in the file */
}

void an_py_resume(struct py_parser *p)
{
	assert(p->failed);
	p->token->kind = p->stopped;
	p->failed = false;
	while (py_peek(p) != PY_NEWLINE && py_peek(p) != PY_INDENT && py_peek(p) != PY_DEDENT && py_peek(p) != PY_END)
		py_advance(p);
	p->line_end = p->end;
	py_accept(p, PY_NEWLINE);
}

uint32_t an_py_nested(struct py_parser *p, an_py_read *read)
{
	uint32_t id;

	if (p->depth < PY_DEPTH_MAX) {
		p->depth++;
		id = read(p);
		p->depth--;
		return id;
	}
	an_py_fail(p, "nested too deeply", NULL);
	return py_new(p, PY_N_MISSING, py_start(p));
}

uint32_t an_py_expect_name(struct py_parser *p)
{
	uint32_t name = p->token->value;

	if (py_accept(p, PY_NAME))
		return name;
	an_py_fail(p, "expected a name", NULL);
	return 0;
}

uint32_t an_py_name_node(struct py_parser *p)
{
	uint32_t start = py_start(p), name = an_py_expect_name(p);
	uint32_t id = py_new(p, name ? PY_N_NAME : PY_N_MISSING, start);

	py_edit(p, id)->value = name;
	return id;
}

uint32_t an_py_new_def(struct py_parser *p, enum py_def_kind kind, uint32_t start)
{
	struct py_tree *tree = p->tree;
	uint32_t id = (uint32_t)tree->def_count;

	*PY_PUSH(tree->defs, tree->def_count, tree->def_cap) =
		(struct py_def){ .start = start, .end = start, .name_start = start, .name_end = start,
				 .parent = p->def, .kind = (uint8_t)kind };
	return id;
}

/* Statements of one line: a; b; c */
static void simple_line(struct py_parser *p, struct py_chain *chain)
{
	do {
		py_append(p, chain, an_py_simple_statement(p));
	} while (py_accept(p, PY_SEMICOLON) && py_peek(p) != PY_NEWLINE);
	p->line_end = p->end;
	py_expect(p, PY_NEWLINE);
}

/* Lines that are indented although nothing asks for it: they belong to the block around them. */
static void indented(struct py_parser *p, struct py_chain *chain)
{
	py_advance(p);
	an_py_statements(p, chain);
	py_accept(p, PY_DEDENT);
}

void an_py_drop_indented(struct py_parser *p)
{
	struct py_chain dropped = { 0, 0 };

	if (py_peek(p) == PY_INDENT)
		indented(p, &dropped);
}

static void statement(struct py_parser *p, struct py_chain *chain)
{
	uint32_t compound;

	if (py_accept(p, PY_NEWLINE))
		return;         /* a line of which nothing was left */
	if (py_peek(p) == PY_INDENT) {
		an_py_note(p, py_start(p), "unexpected indentation", NULL);
		indented(p, chain);
		return;
	}
	compound = an_py_compound_statement(p);
	if (compound)
		py_append(p, chain, compound);
	else
		simple_line(p, chain);
	if (!p->failed)
		return;
	an_py_resume(p);
	if (py_peek(p) == PY_INDENT)
		indented(p, chain);
}

void an_py_statements(struct py_parser *p, struct py_chain *chain)
{
	while (py_peek(p) != PY_DEDENT && py_peek(p) != PY_END) {
		const struct py_token *before = p->token;

		statement(p, chain);
		assert(p->token > before);
		(void)before;
	}
}

/* The lines below a header. */
static void indented_block(struct py_parser *p, struct py_chain *chain)
{
	if (py_peek(p) == PY_INDENT)
		indented(p, chain);
	else
		an_py_note(p, py_start(p), "expected an indented block", NULL);
}

uint32_t an_py_suite(struct py_parser *p, enum py_block_role role)
{
	struct py_chain chain = { 0, 0 };
	uint32_t start, id;

	py_expect(p, PY_COLON);
	start = py_start(p);
	if (p->failed) {
		an_py_resume(p);
		if (py_peek(p) == PY_INDENT)
			indented(p, &chain);
	} else if (py_accept(p, PY_NEWLINE)) {
		indented_block(p, &chain);
	} else {
		simple_line(p, &chain);
	}
	id = py_over(p, PY_N_BLOCK, start, chain.first);
	py_edit(p, id)->op = (uint8_t)role;
	if (chain.last)
		py_edit(p, id)->end = p->line_end;
	return id;
}

/* The innermost def around an offset. */
static uint32_t def_at(const struct py_tree *tree, uint32_t offset)
{
	uint32_t best = 0;

	for (uint32_t i = 1; i < tree->def_count; i++) {
		const struct py_def *def = &tree->defs[i];

		if (def->start > offset)
			break;          /* defs are in the order of their beginnings */
		if (offset < def->end && def->kind != PY_D_CLASS)
			best = i;
	}
	return best;
}

static void place_errors(struct py_tree *tree, struct py_errors *errors)
{
	for (size_t i = 0; i < errors->n; i++) {
		struct py_error *e = &errors->items[i];

		if (e->def == PY_NOWHERE)
			e->def = def_at(tree, e->at);
		while (tree->defs[e->def].kind == PY_D_CLASS)
			e->def = tree->defs[e->def].parent;
		tree->defs[e->def].flags |= PY_D_BROKEN;
	}
}

void an_py_parse(const struct py_source *source, const struct py_names *names, struct py_tokens *tokens,
		 struct py_tree *tree)
{
	struct py_parser p = { .token = tokens->items, .tree = tree, .all = tokens };
	struct py_chain chain = { 0, 0 };
	uint32_t body;

	tree->n = tree->def_count = tree->walrus_count = tree->yield_count = 0;
	tree->source = source;
	tree->tokens = tokens;
	tree->names = names;
	py_new(&p, PY_NO_NODE, 0);
	an_py_new_def(&p, PY_D_MODULE, 0);
	an_py_statements(&p, &chain);
	body = py_over(&p, PY_N_BLOCK, 0, chain.first);
	tree->defs[0].body = body;
	tree->defs[0].end = (uint32_t)source->length;
	place_errors(tree, &tokens->errors);
}

void an_py_tree_free(struct py_tree *tree)
{
	free(tree->nodes);
	free(tree->defs);
	free(tree->walruses);
	free(tree->yields);
	*tree = (struct py_tree){ 0 };
}
