/* compound.c - if, for, while, try, with, match. */
#include "analyzer/python/parser_p.h"

/* `else:` and its block, if there is one. */
static void else_block(struct py_parser *p, struct py_chain *kids)
{
	if (py_accept(p, PY_ELSE))
		py_append(p, kids, an_py_suite(p, PY_ELSE_BLOCK));
}

/* A statement that ends where its last block ends. */
static uint32_t over_blocks(struct py_parser *p, enum py_node_kind kind, uint32_t start, const struct py_chain *kids)
{
	uint32_t id = py_over(p, kind, start, kids->first);

	py_edit(p, id)->end = py_edit(p, kids->last)->end;
	return id;
}

static uint32_t if_statement(struct py_parser *p)
{
	uint32_t start = py_start(p);
	struct py_chain kids = { 0, 0 };

	do {
		py_advance(p);
		py_append(p, &kids, an_py_named(p));
		py_append(p, &kids, an_py_suite(p, PY_BODY));
	} while (py_peek(p) == PY_ELIF);
	else_block(p, &kids);
	return over_blocks(p, PY_N_IF, start, &kids);
}

static uint32_t while_statement(struct py_parser *p)
{
	uint32_t start = py_start(p);
	struct py_chain kids = { 0, 0 };

	py_advance(p);
	py_append(p, &kids, an_py_named(p));
	py_append(p, &kids, an_py_suite(p, PY_BODY));
	else_block(p, &kids);
	return over_blocks(p, PY_N_WHILE, start, &kids);
}

static uint32_t for_statement(struct py_parser *p, uint32_t start, bool async)
{
	struct py_chain kids = { 0, 0 };
	uint32_t id;

	py_advance(p);
	py_append(p, &kids, an_py_targets(p));
	py_expect(p, PY_IN);
	py_append(p, &kids, an_py_expressions(p));
	py_append(p, &kids, an_py_suite(p, PY_BODY));
	else_block(p, &kids);
	id = over_blocks(p, PY_N_FOR, start, &kids);
	py_edit(p, id)->flags = async ? PY_F_ASYNC : 0;
	return id;
}

static bool is_lower_name(const struct py_parser *p, uint32_t node)
{
	const struct py_node *n = py_at(p->tree, node);
	const struct py_name *name = &p->tree->names->items[n->value];

	if (n->kind != PY_N_NAME)
		return false;
	for (uint32_t i = 0; i < name->length; i++) {
		if (name->text[i] >= 'A' && name->text[i] <= 'Z')
			return false;
	}
	return true;
}

/* The types behind `except`: one, or several without parentheses (PEP 758).  Two of which the second
 * is a plain small name are Python 2's `except Error, e`: *name is that name then. */
static uint32_t handler_types(struct py_parser *p, uint32_t *name)
{
	uint32_t start = py_start(p), first = an_py_test(p), second;
	struct py_chain kids = { first, first };

	if (!py_accept(p, PY_COMMA))
		return first;
	second = an_py_test(p);
	if (py_peek(p) == PY_COLON && is_lower_name(p, second)) {
		an_py_only_python2(p, start);
		*name = py_edit(p, second)->value;
		return first;
	}
	py_append(p, &kids, second);
	while (py_accept(p, PY_COMMA) && an_py_starts_expression[py_peek(p)])
		py_append(p, &kids, an_py_test(p));
	return py_over(p, PY_N_TUPLE, start, first);
}

static uint32_t handler(struct py_parser *p)
{
	uint32_t start = py_start(p), name = 0, id;
	struct py_chain kids = { 0, 0 };
	bool star;

	py_advance(p);
	star = py_accept(p, PY_STAR);
	if (py_peek(p) != PY_COLON) {
		py_append(p, &kids, handler_types(p, &name));
		if (py_accept(p, PY_AS))
			name = an_py_expect_name(p);
	}
	py_append(p, &kids, an_py_suite(p, PY_BODY));
	id = over_blocks(p, PY_N_HANDLER, start, &kids);
	py_edit(p, id)->value = name;
	py_edit(p, id)->flags = star ? PY_F_STAR : 0;
	return id;
}

static uint32_t try_statement(struct py_parser *p)
{
	uint32_t start = py_start(p);
	struct py_chain kids = { 0, 0 };
	bool complete;

	py_advance(p);
	py_append(p, &kids, an_py_suite(p, PY_BODY));
	complete = py_peek(p) == PY_EXCEPT;
	while (py_peek(p) == PY_EXCEPT)
		py_append(p, &kids, handler(p));
	else_block(p, &kids);
	if (py_accept(p, PY_FINALLY)) {
		py_append(p, &kids, an_py_suite(p, PY_FINALLY_BLOCK));
		complete = true;
	}
	if (!complete)
		an_py_note(p, start, "expected 'except' or 'finally' behind this", NULL);
	return over_blocks(p, PY_N_TRY, start, &kids);
}

static uint32_t with_item(struct py_parser *p, uint32_t expression, uint32_t start)
{
	struct py_chain kids = { expression, expression };

	if (py_accept(p, PY_AS))
		py_append(p, &kids, py_peek(p) == PY_STAR ? an_py_star_or_named(p) : an_py_binary(p, PY_LEVEL_BAR));
	return py_over(p, PY_N_WITH_ITEM, start, expression);
}

/* Is the parenthesis here one around items, `with (open(a) as f, open(b) as g):`?  It is if an `as`
 * stands right inside it. */
static bool has_inner_as(const struct py_parser *p)
{
	unsigned depth = 0;

	for (const struct py_token *t = p->token;; t++) {
		switch (t->kind) {
		case PY_LPAREN: case PY_LBRACKET: case PY_LBRACE: depth++; break;
		case PY_RPAREN: case PY_RBRACKET: case PY_RBRACE:
			if (--depth == 0)
				return false;
			break;
		case PY_AS:
			if (depth == 1)
				return true;
			break;
		case PY_NEWLINE: case PY_END: case PY_STOP: return false;
		default: break;
		}
	}
}

static void with_items(struct py_parser *p, struct py_chain *kids, enum py_token_kind closer)
{
	do {
		uint32_t start = py_start(p);

		if (py_peek(p) == closer && kids->first)
			return;
		py_append(p, kids, with_item(p, an_py_test(p), start));
	} while (py_accept(p, PY_COMMA));
}

/* `with (a, b):` has two items, not a tuple. */
static void split_tuple(struct py_parser *p, struct py_chain *kids)
{
	uint32_t item = kids->first, tuple = py_kid(p->tree, item), next;

	if (py_peek(p) != PY_COLON || kids->last != item || py_kind(p->tree, tuple) != PY_N_TUPLE ||
	    !(py_edit(p, tuple)->flags & PY_F_PARENTHESES) || py_next(p->tree, tuple))
		return;
	*kids = (struct py_chain){ 0, 0 };
	for (uint32_t x = py_kid(p->tree, tuple); x; x = next) {
		uint32_t id = py_over(p, PY_N_WITH_ITEM, py_edit(p, x)->start, x);

		py_edit(p, id)->end = py_edit(p, x)->end;
		next = py_next(p->tree, x);
		py_edit(p, x)->next = 0;
		py_append(p, kids, id);
	}
}

static uint32_t with_statement(struct py_parser *p, uint32_t start, bool async)
{
	struct py_chain kids = { 0, 0 };
	uint32_t id;

	py_advance(p);
	if (py_peek(p) == PY_LPAREN && has_inner_as(p)) {
		py_advance(p);
		with_items(p, &kids, PY_RPAREN);
		py_expect(p, PY_RPAREN);
	} else {
		with_items(p, &kids, PY_COLON);
		if (kids.first)
			split_tuple(p, &kids);
	}
	py_append(p, &kids, an_py_suite(p, PY_BODY));
	id = over_blocks(p, PY_N_WITH, start, &kids);
	py_edit(p, id)->flags = async ? PY_F_ASYNC : 0;
	return id;
}

static uint32_t case_block(struct py_parser *p)
{
	uint32_t start = py_start(p);
	struct py_chain kids = { 0, 0 };

	py_advance(p);
	py_append(p, &kids, an_py_patterns(p));
	if (py_accept(p, PY_IF))
		py_append(p, &kids, an_py_named(p));
	py_append(p, &kids, an_py_suite(p, PY_BODY));
	return over_blocks(p, PY_N_CASE, start, &kids);
}

static void cases(struct py_parser *p, struct py_chain *kids)
{
	while (py_peek(p) != PY_DEDENT && py_peek(p) != PY_END) {
		if (py_is_name(p, PY_NAME_CASE)) {
			py_append(p, kids, case_block(p));
			continue;
		}
		an_py_unexpected(p);
		an_py_resume(p);
		an_py_drop_indented(p);
	}
}

/* `match` is a statement if its line ends with a colon and the block below begins with `case`. */
static bool is_match(const struct py_parser *p)
{
	const struct py_token *t = p->token + 1;

	if (!py_is_name(p, PY_NAME_MATCH) || !an_py_starts_expression[t->kind])
		return false;
	while (t->kind != PY_NEWLINE && t->kind != PY_END)
		t++;
	return t[0].kind == PY_NEWLINE && t[-1].kind == PY_COLON && t[1].kind == PY_INDENT &&
	       t[2].kind == PY_NAME && t[2].value == PY_NAME_CASE;
}

static uint32_t match_statement(struct py_parser *p)
{
	uint32_t start = py_start(p);
	struct py_chain kids = { 0, 0 };

	py_advance(p);
	py_append(p, &kids, an_py_expressions(p));
	py_expect(p, PY_COLON);
	if (!p->failed)
		py_expect(p, PY_NEWLINE);
	if (p->failed)
		an_py_resume(p);
	if (py_accept(p, PY_INDENT)) {
		cases(p, &kids);
		py_accept(p, PY_DEDENT);
	}
	return over_blocks(p, PY_N_MATCH, start, &kids);
}

static uint32_t async_statement(struct py_parser *p)
{
	uint32_t start = py_start(p);

	switch (py_peek_second(p)) {
	case PY_FOR:
		py_advance(p);
		return for_statement(p, start, true);
	case PY_WITH:
		py_advance(p);
		return with_statement(p, start, true);
	default:
		return an_py_definition(p);
	}
}

uint32_t an_py_compound_statement(struct py_parser *p)
{
	switch (py_peek(p)) {
	case PY_DEF: case PY_CLASS: case PY_AT: return an_py_definition(p);
	case PY_IF: return if_statement(p);
	case PY_FOR: return for_statement(p, py_start(p), false);
	case PY_WHILE: return while_statement(p);
	case PY_TRY: return try_statement(p);
	case PY_WITH: return with_statement(p, py_start(p), false);
	case PY_ASYNC: return async_statement(p);
	case PY_NAME: return is_match(p) ? match_statement(p) : 0;
	default: return 0;
	}
}
