/* simple.c - statements of one line. */
#include "analyzer/python/parser_p.h"

/* The operator of an augmented assignment, or PY_END. */
static enum py_token_kind augmented(enum py_token_kind kind)
{
	static const uint8_t operators[PY_TOKEN_KINDS] = {
		[PY_PLUS_ASSIGN] = PY_PLUS, [PY_MINUS_ASSIGN] = PY_MINUS, [PY_STAR_ASSIGN] = PY_STAR,
		[PY_SLASH_ASSIGN] = PY_SLASH, [PY_DOUBLE_SLASH_ASSIGN] = PY_DOUBLE_SLASH,
		[PY_PERCENT_ASSIGN] = PY_PERCENT, [PY_AT_ASSIGN] = PY_AT, [PY_DOUBLE_STAR_ASSIGN] = PY_DOUBLE_STAR,
		[PY_LEFT_SHIFT_ASSIGN] = PY_LEFT_SHIFT, [PY_RIGHT_SHIFT_ASSIGN] = PY_RIGHT_SHIFT,
		[PY_AMPERSAND_ASSIGN] = PY_AMPERSAND, [PY_BAR_ASSIGN] = PY_BAR, [PY_CARET_ASSIGN] = PY_CARET,
	};

	return (enum py_token_kind)operators[kind];
}

/* target = target = value: the node has the value first. */
static uint32_t assignment(struct py_parser *p, uint32_t target, uint32_t start)
{
	struct py_chain targets = { 0, 0 };
	uint32_t value = target;

	while (py_accept(p, PY_ASSIGN)) {
		py_append(p, &targets, value);
		value = an_py_value(p);
	}
	py_edit(p, value)->next = targets.first;
	return py_over(p, PY_N_ASSIGN, start, value);
}

static uint32_t annotation(struct py_parser *p, uint32_t target, uint32_t start)
{
	struct py_chain kids = { target, target };

	py_advance(p);
	py_append(p, &kids, an_py_test(p));
	if (py_accept(p, PY_ASSIGN))
		py_append(p, &kids, an_py_value(p));
	return py_over(p, PY_N_ANNOTATE, start, target);
}

static uint32_t augment(struct py_parser *p, uint32_t target, uint32_t start)
{
	uint8_t operator = (uint8_t)augmented(py_peek(p));
	uint32_t value, id;

	py_advance(p);
	value = an_py_value(p);
	py_edit(p, target)->next = value;
	id = py_over(p, PY_N_AUGMENT, start, target);
	py_edit(p, id)->op = operator;
	return id;
}

/* `print x` and `exec x in y` of Python 2, as calls. */
static uint32_t python2_call(struct py_parser *p)
{
	uint32_t start = py_start(p), callee, arguments;

	an_py_only_python2(p, start);
	callee = an_py_name_node(p);
	arguments = an_py_expressions(p);
	if (py_kind(p->tree, arguments) == PY_N_TUPLE && !(py_edit(p, arguments)->flags & PY_F_PARENTHESES))
		arguments = py_kid(p->tree, arguments);
	py_edit(p, callee)->next = arguments;
	return py_over(p, PY_N_EXPRESSION, start, py_over(p, PY_N_CALL, start, callee));
}

static bool is_python2_call(const struct py_parser *p)
{
	enum py_token_kind second;

	if (!py_is_name(p, PY_NAME_PRINT) && !py_is_name(p, PY_NAME_EXEC))
		return false;
	second = py_peek_second(p);
	switch (second) {
	case PY_LPAREN: case PY_LBRACKET: case PY_MINUS: case PY_PLUS: case PY_STAR: case PY_TILDE: return false;
	case PY_NOT: return p->token[2].kind != PY_IN;
	case PY_RIGHT_SHIFT: return false;
	default: return an_py_starts_expression[second];
	}
}

static uint32_t expression_statement(struct py_parser *p)
{
	bool shifted = py_is_name(p, PY_NAME_PRINT) && py_peek_second(p) == PY_RIGHT_SHIFT;
	uint32_t start = py_start(p), x;

	if (is_python2_call(p))
		return python2_call(p);
	x = an_py_value(p);
	if (shifted && py_kind(p->tree, x) == PY_N_TUPLE)       /* print >>f, x: of no use to Python 3 */
		an_py_only_python2(p, start);
	if (py_peek(p) == PY_ASSIGN)
		return assignment(p, x, start);
	if (augmented(py_peek(p)))
		return augment(p, x, start);
	if (py_peek(p) == PY_COLON)
		return annotation(p, x, start);
	return py_over(p, PY_N_EXPRESSION, start, x);
}

/* A keyword and, perhaps, expressions. */
static uint32_t with_value(struct py_parser *p, enum py_node_kind kind)
{
	uint32_t start = py_start(p), value = 0;

	py_advance(p);
	if (an_py_starts_expression[py_peek(p)] || py_peek(p) == PY_YIELD)
		value = an_py_value(p);
	return py_over(p, kind, start, value);
}

static uint32_t delete(struct py_parser *p)
{
	uint32_t id = with_value(p, PY_N_DELETE), value = py_kid(p->tree, id);

	if (py_kind(p->tree, value) == PY_N_TUPLE && !(py_at(p->tree, value)->flags & PY_F_PARENTHESES))
		py_edit(p, id)->kid = py_kid(p->tree, value);
	return id;
}

static uint32_t raise(struct py_parser *p)
{
	uint32_t start = py_start(p);
	struct py_chain kids = { 0, 0 };

	py_advance(p);
	if (an_py_starts_expression[py_peek(p)]) {
		py_append(p, &kids, an_py_test(p));
		if (py_accept(p, PY_FROM))
			py_append(p, &kids, an_py_test(p));
		if (py_peek(p) == PY_COMMA)     /* raise E, "message", traceback */
			an_py_only_python2(p, start);
		while (py_accept(p, PY_COMMA))
			py_append(p, &kids, an_py_test(p));
	}
	return py_over(p, PY_N_RAISE, start, kids.first);
}

static uint32_t assertion(struct py_parser *p)
{
	uint32_t start = py_start(p);
	struct py_chain kids = { 0, 0 };

	py_advance(p);
	py_append(p, &kids, an_py_test(p));
	if (py_accept(p, PY_COMMA))
		py_append(p, &kids, an_py_test(p));
	return py_over(p, PY_N_ASSERT, start, kids.first);
}

/* global and nonlocal */
static uint32_t names(struct py_parser *p, enum py_node_kind kind)
{
	uint32_t start = py_start(p);
	struct py_chain kids = { 0, 0 };

	py_advance(p);
	do {
		py_append(p, &kids, an_py_name_node(p));
	} while (py_accept(p, PY_COMMA));
	return py_over(p, kind, start, kids.first);
}

static uint32_t alone(struct py_parser *p, enum py_node_kind kind)
{
	uint32_t start = py_start(p);

	py_advance(p);
	return py_new(p, kind, start);
}

static bool is_type_alias(const struct py_parser *p)
{
	enum py_token_kind third;

	if (!py_is_name(p, PY_NAME_TYPE) || py_peek_second(p) != PY_NAME)
		return false;
	third = (enum py_token_kind)p->token[2].kind;
	return third == PY_ASSIGN || third == PY_LBRACKET;
}

/* type X[T] = int */
static uint32_t type_alias(struct py_parser *p)
{
	uint32_t start = py_start(p), parameters;
	struct py_chain kids = { 0, 0 };

	py_advance(p);
	py_append(p, &kids, an_py_name_node(p));
	parameters = an_py_type_parameters(p);
	py_expect(p, PY_ASSIGN);
	py_append(p, &kids, an_py_test(p));
	py_edit(p, kids.last)->next = parameters;
	return py_over(p, PY_N_TYPE_ALIAS, start, kids.first);
}

uint32_t an_py_simple_statement(struct py_parser *p)
{
	switch (py_peek(p)) {
	case PY_RETURN: return with_value(p, PY_N_RETURN);
	case PY_DEL: return delete(p);
	case PY_RAISE: return raise(p);
	case PY_ASSERT: return assertion(p);
	case PY_IMPORT: return an_py_import(p);
	case PY_FROM: return an_py_import_from(p);
	case PY_GLOBAL: return names(p, PY_N_GLOBAL);
	case PY_NONLOCAL: return names(p, PY_N_NONLOCAL);
	case PY_PASS: return alone(p, PY_N_PASS);
	case PY_BREAK: return alone(p, PY_N_BREAK);
	case PY_CONTINUE: return alone(p, PY_N_CONTINUE);
	default: return is_type_alias(p) ? type_alias(p) : expression_statement(p);
	}
}
