/* atoms.c - names, literals, displays, comprehensions, f-strings. */
#include "analyzer/python/parser_p.h"

static void fields(struct py_parser *p, struct py_chain *chain);

/* {expression = !r : spec} of an f-string. */
static uint32_t field(struct py_parser *p)
{
	uint32_t start = py_start(p);
	struct py_chain kids = { 0, 0 };

	py_advance(p);
	py_append(p, &kids, an_py_value(p));
	py_accept(p, PY_ASSIGN);
	if (py_accept(p, PY_BANG))
		an_py_expect_name(p);
	if (py_accept(p, PY_COLON))
		fields(p, &kids);
	py_expect(p, PY_RBRACE);
	return py_over(p, PY_N_FIELD, start, kids.first);
}

static void fields(struct py_parser *p, struct py_chain *chain)
{
	for (;;) {
		if (py_peek(p) == PY_LBRACE)
			py_append(p, chain, an_py_nested(p, field));
		else if (!py_accept(p, PY_FSTRING_MIDDLE))
			return;
	}
}

/* All literals that stand side by side: "a" "b" f"{c}". */
static uint32_t strings(struct py_parser *p)
{
	uint32_t start = py_start(p), first = (uint32_t)(p->token - p->all->items), id;
	struct py_chain chain = { 0, 0 };
	uint32_t flags = p->token->value;
	bool formatted = false;

	for (;;) {
		if (py_accept(p, PY_STRING))
			continue;
		if (!py_accept(p, PY_FSTRING_START))
			break;
		formatted = true;
		fields(p, &chain);
		py_expect(p, PY_FSTRING_END);
	}
	id = py_over(p, formatted ? PY_N_FSTRING : PY_N_STRING, start, chain.first);
	py_edit(p, id)->value = first;
	if (formatted)
		py_edit(p, id)->flags = flags & PY_STRING_TEMPLATE ? PY_F_TEMPLATE : 0;
	else
		py_edit(p, id)->flags = flags & PY_STRING_BYTES ? PY_F_BYTES : 0;
	return id;
}

static uint32_t clause(struct py_parser *p)
{
	uint32_t start = py_start(p), id;
	struct py_chain kids = { 0, 0 };
	bool async = py_accept(p, PY_ASYNC);

	py_advance(p);
	py_append(p, &kids, an_py_targets(p));
	py_expect(p, PY_IN);
	py_append(p, &kids, an_py_binary(p, PY_LEVEL_OR));
	while (py_accept(p, PY_IF))
		py_append(p, &kids, an_py_binary(p, PY_LEVEL_OR));
	id = py_over(p, PY_N_CLAUSE, start, kids.first);
	py_edit(p, id)->flags = async ? PY_F_ASYNC : 0;
	return id;
}

uint32_t an_py_clauses(struct py_parser *p)
{
	struct py_chain chain = { 0, 0 };

	while (py_at_clause(p))
		py_append(p, &chain, clause(p));
	return chain.first;
}

/* Elements up to the closer, the first of which was read. */
static void elements(struct py_parser *p, struct py_chain *chain, enum py_token_kind closer)
{
	while (py_accept(p, PY_COMMA) && py_peek(p) != closer)
		py_append(p, chain, an_py_star_or_named(p));
}

static uint32_t closed(struct py_parser *p, enum py_node_kind kind, uint32_t start, uint32_t kids,
		       enum py_token_kind closer)
{
	py_expect(p, closer);
	return py_over(p, kind, start, kids);
}

/* (x), (), (a, b), (x for x in y), (yield) */
static uint32_t parenthesised(struct py_parser *p)
{
	uint32_t start = py_start(p), id = 0;
	struct py_chain kids = { 0, 0 };

	py_advance(p);
	if (py_peek(p) == PY_YIELD) {
		id = an_py_value(p);
		py_expect(p, PY_RPAREN);
		return id;
	}
	if (py_peek(p) != PY_RPAREN) {
		py_append(p, &kids, an_py_star_or_named(p));
		if (py_at_clause(p)) {
			py_append(p, &kids, an_py_clauses(p));
			id = closed(p, PY_N_GENERATOR, start, kids.first, PY_RPAREN);
			py_edit(p, id)->flags = PY_F_PARENTHESES;
			return id;
		}
		if (py_peek(p) != PY_COMMA) {
			py_expect(p, PY_RPAREN);
			return kids.first;
		}
		elements(p, &kids, PY_RPAREN);
	}
	id = closed(p, PY_N_TUPLE, start, kids.first, PY_RPAREN);
	py_edit(p, id)->flags = PY_F_PARENTHESES;
	return id;
}

static uint32_t list(struct py_parser *p)
{
	uint32_t start = py_start(p);
	struct py_chain kids = { 0, 0 };

	py_advance(p);
	if (py_peek(p) != PY_RBRACKET) {
		py_append(p, &kids, an_py_star_or_named(p));
		if (py_at_clause(p)) {
			py_append(p, &kids, an_py_clauses(p));
			return closed(p, PY_N_LIST_COMPREHENSION, start, kids.first, PY_RBRACKET);
		}
		elements(p, &kids, PY_RBRACKET);
	}
	return closed(p, PY_N_LIST, start, kids.first, PY_RBRACKET);
}

/* key: value or **mapping */
static void item(struct py_parser *p, struct py_chain *kids)
{
	uint32_t start = py_start(p);

	if (py_accept(p, PY_DOUBLE_STAR)) {
		py_append(p, kids, py_over(p, PY_N_DOUBLE_STARRED, start, an_py_binary(p, PY_LEVEL_BAR)));
		return;
	}
	py_append(p, kids, an_py_test(p));
	py_expect(p, PY_COLON);
	py_append(p, kids, an_py_test(p));
}

static uint32_t dict(struct py_parser *p, uint32_t start, struct py_chain *kids)
{
	if (py_at_clause(p)) {
		py_append(p, kids, an_py_clauses(p));
		return closed(p, PY_N_DICT_COMPREHENSION, start, kids->first, PY_RBRACE);
	}
	while (py_accept(p, PY_COMMA) && py_peek(p) != PY_RBRACE)
		item(p, kids);
	return closed(p, PY_N_DICT, start, kids->first, PY_RBRACE);
}

static uint32_t braces(struct py_parser *p)
{
	uint32_t start = py_start(p);
	struct py_chain kids = { 0, 0 };

	py_advance(p);
	if (py_peek(p) == PY_RBRACE)
		return closed(p, PY_N_DICT, start, 0, PY_RBRACE);
	if (py_peek(p) == PY_DOUBLE_STAR) {
		item(p, &kids);
		return dict(p, start, &kids);
	}
	py_append(p, &kids, an_py_star_or_named(p));
	if (py_accept(p, PY_COLON)) {
		py_append(p, &kids, an_py_test(p));
		return dict(p, start, &kids);
	}
	if (py_at_clause(p)) {
		py_append(p, &kids, an_py_clauses(p));
		return closed(p, PY_N_SET_COMPREHENSION, start, kids.first, PY_RBRACE);
	}
	elements(p, &kids, PY_RBRACE);
	return closed(p, PY_N_SET, start, kids.first, PY_RBRACE);
}

static uint32_t missing(struct py_parser *p)
{
	if (py_peek(p) == PY_NEWLINE || py_peek(p) == PY_END)
		an_py_fail(p, "expected an expression", NULL);
	else
		an_py_unexpected(p);
	return py_new(p, PY_N_MISSING, py_start(p));
}

uint32_t an_py_atom(struct py_parser *p)
{
	switch (py_peek(p)) {
	case PY_NAME: return py_leaf(p, PY_N_NAME, 0);
	case PY_NUMBER: return py_leaf(p, PY_N_NUMBER, p->token->value == PY_NUMBER_OTHER ? PY_F_OTHER : 0);
	case PY_STRING: case PY_FSTRING_START: return strings(p);
	case PY_LPAREN: return an_py_nested(p, parenthesised);
	case PY_LBRACKET: return an_py_nested(p, list);
	case PY_LBRACE: return an_py_nested(p, braces);
	case PY_TRUE: case PY_FALSE: case PY_NONE: case PY_ELLIPSIS: return py_leaf(p, PY_N_CONSTANT, 0);
	default: return missing(p);
	}
}
