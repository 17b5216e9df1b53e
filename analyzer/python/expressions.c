/* expressions.c - operators by precedence climbing, and what follows an atom. */
#include "analyzer/python/parser_p.h"

const uint8_t an_py_starts_expression[PY_TOKEN_KINDS] = {
	[PY_NAME] = 1, [PY_NUMBER] = 1, [PY_STRING] = 1, [PY_FSTRING_START] = 1, [PY_LPAREN] = 1, [PY_LBRACKET] = 1,
	[PY_LBRACE] = 1, [PY_MINUS] = 1, [PY_PLUS] = 1, [PY_TILDE] = 1, [PY_STAR] = 1, [PY_ELLIPSIS] = 1,
	[PY_NOT] = 1, [PY_LAMBDA] = 1, [PY_AWAIT] = 1, [PY_TRUE] = 1, [PY_FALSE] = 1, [PY_NONE] = 1,
};

static const uint8_t levels[PY_TOKEN_KINDS] = {
	[PY_OR] = PY_LEVEL_OR, [PY_AND] = PY_LEVEL_AND,
	[PY_IN] = PY_LEVEL_COMPARE, [PY_IS] = PY_LEVEL_COMPARE, [PY_NOT] = PY_LEVEL_COMPARE,
	[PY_LESS] = PY_LEVEL_COMPARE, [PY_GREATER] = PY_LEVEL_COMPARE, [PY_EQUAL] = PY_LEVEL_COMPARE,
	[PY_NOT_EQUAL] = PY_LEVEL_COMPARE, [PY_LESS_EQUAL] = PY_LEVEL_COMPARE,
	[PY_GREATER_EQUAL] = PY_LEVEL_COMPARE,
	[PY_BAR] = PY_LEVEL_BAR, [PY_CARET] = PY_LEVEL_CARET, [PY_AMPERSAND] = PY_LEVEL_AMPERSAND,
	[PY_LEFT_SHIFT] = PY_LEVEL_SHIFT, [PY_RIGHT_SHIFT] = PY_LEVEL_SHIFT,
	[PY_PLUS] = PY_LEVEL_SUM, [PY_MINUS] = PY_LEVEL_SUM,
	[PY_STAR] = PY_LEVEL_TERM, [PY_SLASH] = PY_LEVEL_TERM, [PY_DOUBLE_SLASH] = PY_LEVEL_TERM,
	[PY_PERCENT] = PY_LEVEL_TERM, [PY_AT] = PY_LEVEL_TERM,
};

/* Tokens behind which a name or number stands for itself: most expressions are no more than that. */
static const uint8_t ends_operand[PY_TOKEN_KINDS] = {
	[PY_COMMA] = 1, [PY_RPAREN] = 1, [PY_RBRACKET] = 1, [PY_RBRACE] = 1, [PY_NEWLINE] = 1, [PY_COLON] = 1,
	[PY_ASSIGN] = 1,
};

static inline bool stands_alone(const struct py_parser *p)
{
	return (py_peek(p) == PY_NAME || py_peek(p) == PY_NUMBER) && ends_operand[py_peek_second(p)];
}

static inline uint32_t lone_operand(struct py_parser *p)
{
	if (py_peek(p) == PY_NAME)
		return py_leaf(p, PY_N_NAME, 0);
	return py_leaf(p, PY_N_NUMBER, p->token->value == PY_NUMBER_OTHER ? PY_F_OTHER : 0);
}

static uint32_t attribute(struct py_parser *p, uint32_t object, uint32_t start)
{
	uint32_t name, id;

	py_advance(p);
	name = an_py_expect_name(p);
	id = py_over(p, PY_N_ATTRIBUTE, start, object);
	py_edit(p, id)->value = name;
	return id;
}

static uint32_t call_arguments(struct py_parser *p)
{
	uint32_t arguments;

	py_advance(p);
	arguments = an_py_arguments(p);
	py_expect(p, PY_RPAREN);
	return arguments;
}

static uint32_t call(struct py_parser *p, uint32_t callee, uint32_t start)
{
	uint32_t arguments = an_py_nested(p, call_arguments);

	py_edit(p, callee)->next = arguments;
	return py_over(p, PY_N_CALL, start, callee);
}

/* One part of a slice behind its colon, if it is there. */
static void slice_part(struct py_parser *p, struct py_chain *parts, uint8_t *flags, uint8_t flag)
{
	if (!an_py_starts_expression[py_peek(p)])
		return;
	py_append(p, parts, an_py_test(p));
	*flags |= flag;
}

static uint32_t slice(struct py_parser *p)
{
	uint32_t start = py_start(p), id;
	struct py_chain parts = { 0, 0 };
	uint8_t flags = 0;

	if (py_peek(p) != PY_COLON) {
		uint32_t lower = an_py_star_or_named(p);

		if (py_peek(p) != PY_COLON)
			return lower;
		py_append(p, &parts, lower);
		flags = PY_F_LOWER;
	}
	py_advance(p);
	slice_part(p, &parts, &flags, PY_F_UPPER);
	if (py_accept(p, PY_COLON))
		slice_part(p, &parts, &flags, PY_F_STEP);
	id = py_over(p, PY_N_SLICE, start, parts.first);
	py_edit(p, id)->flags = flags;
	return id;
}

static uint32_t subscript_index(struct py_parser *p)
{
	uint32_t start, index;

	py_advance(p);
	start = py_start(p);
	index = slice(p);
	if (py_peek(p) == PY_COMMA || py_kind(p->tree, index) == PY_N_STARRED) {        /* a[*b] is a[(*b,)] */
		struct py_chain parts = { index, index };

		while (py_accept(p, PY_COMMA) && py_peek(p) != PY_RBRACKET)
			py_append(p, &parts, slice(p));
		index = py_over(p, PY_N_TUPLE, start, parts.first);
	}
	py_expect(p, PY_RBRACKET);
	return index;
}

static uint32_t subscript(struct py_parser *p, uint32_t object, uint32_t start)
{
	uint32_t index = an_py_nested(p, subscript_index);

	py_edit(p, object)->next = index;
	return py_over(p, PY_N_SUBSCRIPT, start, object);
}

static uint32_t primary(struct py_parser *p)
{
	uint32_t start = py_start(p);
	uint32_t left = py_peek(p) == PY_NAME ? py_leaf(p, PY_N_NAME, 0) : an_py_atom(p);

	for (;;) {
		switch (py_peek(p)) {
		case PY_DOT: left = attribute(p, left, start); continue;
		case PY_LPAREN: left = call(p, left, start); continue;
		case PY_LBRACKET: left = subscript(p, left, start); continue;
		default: return left;
		}
	}
}

static uint32_t unary(struct py_parser *p);

static uint32_t awaited(struct py_parser *p)
{
	uint32_t start = py_start(p);

	py_advance(p);
	return py_over(p, PY_N_AWAIT, start, primary(p));
}

/* base ** exponent, the base of which was read. */
static uint32_t power(struct py_parser *p, uint32_t base, uint32_t start)
{
	uint32_t exponent, id;

	py_advance(p);
	exponent = an_py_nested(p, unary);
	py_edit(p, base)->next = exponent;
	py_edit(p, exponent)->operator = PY_DOUBLE_STAR;
	id = py_over(p, PY_N_BINARY, start, base);
	py_edit(p, id)->op = PY_DOUBLE_STAR;
	return id;
}

static uint32_t comparison(struct py_parser *p)
{
	return an_py_binary(p, PY_LEVEL_COMPARE);
}

static uint32_t sign(struct py_parser *p)
{
	uint32_t start = py_start(p), id;
	enum py_token_kind kind = py_peek(p);

	py_advance(p);
	id = py_over(p, PY_N_UNARY, start, an_py_nested(p, unary));
	py_edit(p, id)->op = (uint8_t)kind;
	return id;
}

static uint32_t unary(struct py_parser *p)
{
	uint32_t start = py_start(p), x;

	switch (py_peek(p)) {
	case PY_NOT:
		py_advance(p);
		return py_over(p, PY_N_NOT, start, an_py_nested(p, comparison));
	case PY_MINUS: case PY_PLUS: case PY_TILDE: return sign(p);
	case PY_AWAIT: x = awaited(p); break;
	default: x = primary(p); break;
	}
	return py_peek(p) == PY_DOUBLE_STAR ? power(p, x, start) : x;
}

/* The level of the operator here; `not` is one only before `in`. */
static unsigned level_here(const struct py_parser *p)
{
	enum py_token_kind kind = py_peek(p);

	return kind == PY_NOT && py_peek_second(p) != PY_IN ? PY_LEVEL_NONE : levels[kind];
}

/* first op x op y ...: all operators of one level. */
static uint32_t operands(struct py_parser *p, uint32_t first, uint32_t start, unsigned level)
{
	struct py_chain chain = { first, first };
	enum py_token_kind op = py_peek(p);
	enum py_node_kind kind = level <= PY_LEVEL_AND		? PY_N_BOOLEAN
				 : level == PY_LEVEL_COMPARE	? PY_N_COMPARE
								: PY_N_BINARY;
	uint32_t id;

	do {
		bool negated = py_accept(p, PY_NOT);    /* not in */
		enum py_token_kind here = py_peek(p);
		uint32_t x;

		py_advance(p);
		if (here == PY_IS)
			negated = py_accept(p, PY_NOT);
		x = an_py_binary(p, level + 1);
		py_edit(p, x)->operator = (uint8_t)here;
		py_edit(p, x)->flags |= negated ? PY_F_NEGATED : 0;
		py_append(p, &chain, x);
	} while (level_here(p) == level);
	id = py_over(p, kind, start, chain.first);
	py_edit(p, id)->op = (uint8_t)op;
	return id;
}

uint32_t an_py_binary(struct py_parser *p, unsigned level)
{
	uint32_t start = py_start(p), left;

	if (stands_alone(p))
		return lone_operand(p);
	left = unary(p);
	for (;;) {
		unsigned here = level_here(p);

		if (here < level || !here)
			return left;
		left = operands(p, left, start, here);
	}
}

static uint32_t conditional(struct py_parser *p, uint32_t then, uint32_t start)
{
	struct py_chain chain = { then, then };

	py_advance(p);
	py_append(p, &chain, an_py_binary(p, PY_LEVEL_OR));
	py_expect(p, PY_ELSE);
	py_append(p, &chain, an_py_nested(p, an_py_test));
	return py_over(p, PY_N_CONDITIONAL, start, then);
}

uint32_t an_py_test(struct py_parser *p)
{
	uint32_t start = py_start(p), x;

	if (stands_alone(p))
		return lone_operand(p);
	if (py_peek(p) == PY_LAMBDA)
		return an_py_nested(p, an_py_lambda);
	x = an_py_binary(p, PY_LEVEL_OR);
	return py_peek(p) == PY_IF ? conditional(p, x, start) : x;
}

/* name := value, the name of which was read. */
static uint32_t walrus(struct py_parser *p, uint32_t x, uint32_t start)
{
	struct py_tree *tree = p->tree;
	uint32_t value, id;

	py_advance(p);
	value = an_py_test(p);
	py_edit(p, x)->next = value;
	id = py_over(p, PY_N_WALRUS, start, x);
	*PY_PUSH(tree->walruses, tree->walrus_count, tree->walrus_cap) = (struct py_walrus){ p->def, id };
	return id;
}

uint32_t an_py_named(struct py_parser *p)
{
	uint32_t start = py_start(p), x;

	if (stands_alone(p))
		return lone_operand(p);
	x = an_py_test(p);
	return py_peek(p) == PY_WALRUS && py_kind(p->tree, x) == PY_N_NAME ? walrus(p, x, start) : x;
}

static uint32_t starred(struct py_parser *p)
{
	uint32_t start = py_start(p);

	py_advance(p);
	return py_over(p, PY_N_STARRED, start, an_py_binary(p, PY_LEVEL_BAR));
}

uint32_t an_py_star_or_named(struct py_parser *p)
{
	if (stands_alone(p))
		return lone_operand(p);
	return py_peek(p) == PY_STAR ? starred(p) : an_py_named(p);
}

uint32_t an_py_expressions(struct py_parser *p)
{
	uint32_t start = py_start(p);
	uint32_t first = an_py_star_or_named(p);
	struct py_chain chain = { first, first };

	if (py_peek(p) != PY_COMMA)
		return first;
	while (py_accept(p, PY_COMMA) && an_py_starts_expression[py_peek(p)])
		py_append(p, &chain, an_py_star_or_named(p));
	return py_over(p, PY_N_TUPLE, start, first);
}

static uint32_t note_yield(struct py_parser *p, uint32_t id)
{
	struct py_tree *tree = p->tree;

	*PY_PUSH(tree->yields, tree->yield_count, tree->yield_cap) = (struct py_yield){ p->def, id };
	return id;
}

static uint32_t yielded(struct py_parser *p)
{
	uint32_t start = py_start(p);

	py_advance(p);
	p->tree->defs[p->def].flags |= PY_D_GENERATOR;
	if (py_accept(p, PY_FROM))
		return note_yield(p, py_over(p, PY_N_YIELD_FROM, start, an_py_test(p)));
	return note_yield(p, py_over(p, PY_N_YIELD, start, an_py_starts_expression[py_peek(p)] ? an_py_expressions(p) : 0));
}

uint32_t an_py_value(struct py_parser *p)
{
	return py_peek(p) == PY_YIELD ? yielded(p) : an_py_expressions(p);
}

static uint32_t target(struct py_parser *p)
{
	return py_peek(p) == PY_STAR ? starred(p) : an_py_binary(p, PY_LEVEL_BAR);
}

uint32_t an_py_targets(struct py_parser *p)
{
	uint32_t start = py_start(p);
	uint32_t first = target(p);
	struct py_chain chain = { first, first };

	if (py_peek(p) != PY_COMMA)
		return first;
	while (py_accept(p, PY_COMMA) && an_py_starts_expression[py_peek(p)])
		py_append(p, &chain, target(p));
	return py_over(p, PY_N_TUPLE, start, first);
}
