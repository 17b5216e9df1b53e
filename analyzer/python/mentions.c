/*
 * mentions.c - locals of which little is done.
 *
 *	rows = Order.objects.filter(late=True)
 *	if rows: ...                            nothing else says "rows" but len(rows), not rows, rows.first()
 */
#include "analyzer/python/emitter_p.h"

static bool begins_statement(enum py_token_kind before)
{
	return before == PY_NEWLINE || before == PY_INDENT || before == PY_DEDENT || before == PY_SEMICOLON ||
	       before == PY_COLON;
}

static bool asks_truth(enum py_token_kind before, enum py_token_kind behind)
{
	bool asked = before == PY_IF || before == PY_ELIF || before == PY_WHILE || before == PY_NOT;

	return asked && (behind == PY_COLON || behind == PY_AND || behind == PY_ELSE);
}

/* Is the name, at this token, given its value, asked for its truth or length, or a method of it called? */
static bool is_asked(const struct py_token *t)
{
	enum py_token_kind before = (enum py_token_kind)t[-1].kind, behind = (enum py_token_kind)t[1].kind;

	if (before == PY_DOT || (behind == PY_ASSIGN && (before == PY_LPAREN || before == PY_COMMA)))
		return true;            /* x.name, f(name=...): something else */
	if (behind == PY_ASSIGN)
		return begins_statement(before);
	if (behind == PY_DOT)
		return t[2].kind == PY_NAME && t[3].kind == PY_LPAREN;
	if (before == PY_LPAREN && behind == PY_RPAREN)
		return t[-2].kind == PY_NAME && (t[-2].value == PY_NAME_LEN || t[-2].value == PY_NAME_BOOL) &&
		       t[-3].kind != PY_DOT;
	return asks_truth(before, behind);
}

/* The first token at or behind the offset. */
static const struct py_token *token_at(const struct py_tokens *tokens, uint32_t offset)
{
	size_t low = 0, high = tokens->n - 1;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (tokens->items[middle].start < offset)
			low = middle + 1;
		else
			high = middle;
	}
	return &tokens->items[low];
}

/* The function whose local the binding is, if one definition gives it its value, with a call; else NULL. */
static const struct py_def *given_by_call(const struct py_emitter *e, uint32_t binding)
{
	const struct py_binding *x = &e->b->bindings[binding];
	const struct py_scope *scope = &e->b->scopes[x->scope];
	const struct py_definition *given;

	if (!binding || scope->kind != PY_S_FUNCTION || x->count != 1 || x->flags & (PY_B_ELSEWHERE | PY_B_PARAMETER))
		return NULL;
	given = &e->b->definitions[x->definitions];
	if (given->kind != PY_GIVEN || py_kind(e->tree, given->node) != PY_N_CALL)
		return NULL;
	return &e->tree->defs[scope->def];
}

/* Is every mention of the name in the function such a one? */
static bool all_are(const struct py_emitter *e, const struct py_def *def, uint32_t name, bool (*such)(const struct py_token *))
{
	/* The name of the function itself and two brackets stand before, a newline behind. */
	const struct py_token *t = token_at(e->tree->tokens, def->start) + 4;

	for (; t->start < def->end && t->kind != PY_END; t++) {
		if (t->kind == PY_NAME && t->value == name && !such(t))
			return false;
	}
	return true;
}

an_id an_py_only_asked(struct py_emitter *e, uint32_t node)
{
	const struct py_node *n = py_node_of(e->b, node);
	uint32_t binding = n->kind == PY_N_NAME ? py_lookup(e->b, e->scope, n->value) : 0;
	const struct py_def *def = given_by_call(e, binding);

	return def && all_are(e, def, n->value, is_asked) ? py_symbol(e, binding, n->start) : 0;
}

/* Operators that make something new of what stands on both sides. */
static bool computes(enum py_token_kind kind)
{
	return (kind >= PY_PLUS && kind <= PY_GREATER_EQUAL && kind != PY_AT) || kind == PY_IN || kind == PY_AND;
}

/* x["a"] + 1, if x["a"]: anywhere else it may be that a part of x is changed or kept. */
static bool is_read(const struct py_token *t)
{
	enum py_token_kind before = (enum py_token_kind)t[-1].kind, behind = (enum py_token_kind)t[1].kind;
	int depth = 0;

	if (before == PY_DOT || (behind == PY_ASSIGN && (begins_statement(before) || before == PY_LPAREN || before == PY_COMMA)))
		return true;
	if (behind != PY_LBRACKET)
		return asks_truth(before, behind);
	do {
		t++;
		depth += t->kind == PY_LBRACKET;
		depth -= t->kind == PY_RBRACKET;
	} while (depth && t->kind != PY_END && t->kind != PY_NEWLINE);
	behind = (enum py_token_kind)t[depth ? 0 : 1].kind;
	return !depth && (computes(behind) || asks_truth(before, behind) ||
			  (computes(before) && (behind == PY_NEWLINE || behind == PY_COLON || behind == PY_RPAREN)));
}

bool an_py_only_read(const struct py_emitter *e, uint32_t binding)
{
	const struct py_def *def = given_by_call(e, binding);

	return def && all_are(e, def, e->b->bindings[binding].name, is_read);
}
