/* patterns.c - what stands behind `case` (PEP 634). */
#include "analyzer/python/parser_p.h"

static uint32_t pattern(struct py_parser *p);

static uint32_t star_pattern(struct py_parser *p)
{
	uint32_t start = py_start(p), name, id;

	py_advance(p);
	name = an_py_expect_name(p);
	id = py_new(p, PY_N_STAR_PATTERN, start);
	py_edit(p, id)->value = name == PY_NAME_UNDERSCORE ? 0 : name;
	return id;
}

static uint32_t star_or_pattern(struct py_parser *p)
{
	return py_peek(p) == PY_STAR ? star_pattern(p) : pattern(p);
}

static void sequence(struct py_parser *p, struct py_chain *kids, enum py_token_kind closer)
{
	while (py_peek(p) != closer) {
		py_append(p, kids, star_or_pattern(p));
		if (!py_accept(p, PY_COMMA))
			return;
	}
}

/* (a | b) is its pattern, (a,) and () are sequences. */
static uint32_t group(struct py_parser *p)
{
	uint32_t start = py_start(p);
	struct py_chain kids = { 0, 0 };
	bool comma;

	py_advance(p);
	sequence(p, &kids, PY_RPAREN);
	comma = p->token[-1].kind == PY_COMMA;
	py_expect(p, PY_RPAREN);
	if (kids.first && kids.first == kids.last && !comma && py_kind(p->tree, kids.first) != PY_N_STAR_PATTERN)
		return kids.first;
	return py_over(p, PY_N_SEQUENCE_PATTERN, start, kids.first);
}

static uint32_t brackets(struct py_parser *p)
{
	uint32_t start = py_start(p);
	struct py_chain kids = { 0, 0 };

	py_advance(p);
	sequence(p, &kids, PY_RBRACKET);
	py_expect(p, PY_RBRACKET);
	return py_over(p, PY_N_SEQUENCE_PATTERN, start, kids.first);
}

static uint32_t mapping(struct py_parser *p)
{
	uint32_t start = py_start(p);
	struct py_chain kids = { 0, 0 };

	py_advance(p);
	while (py_peek(p) != PY_RBRACE) {
		if (py_peek(p) == PY_DOUBLE_STAR) {
			py_append(p, &kids, star_pattern(p));
		} else {
			py_append(p, &kids, an_py_binary(p, PY_LEVEL_SUM));
			py_expect(p, PY_COLON);
			py_append(p, &kids, pattern(p));
		}
		if (!py_accept(p, PY_COMMA))
			break;
	}
	py_expect(p, PY_RBRACE);
	return py_over(p, PY_N_MAPPING_PATTERN, start, kids.first);
}

static uint32_t class_argument(struct py_parser *p)
{
	uint32_t start = py_start(p), name, id;

	if (py_peek(p) != PY_NAME || py_peek_second(p) != PY_ASSIGN)
		return pattern(p);
	name = an_py_expect_name(p);
	py_advance(p);
	id = py_over(p, PY_N_KEYWORD, start, pattern(p));
	py_edit(p, id)->value = name;
	return id;
}

static uint32_t class_arguments(struct py_parser *p)
{
	struct py_chain kids = { 0, 0 };

	py_advance(p);
	while (py_peek(p) != PY_RPAREN) {
		py_append(p, &kids, class_argument(p));
		if (!py_accept(p, PY_COMMA))
			break;
	}
	py_expect(p, PY_RPAREN);
	return kids.first;
}

/* x, _, a.b, Point(x=0) */
static uint32_t named_pattern(struct py_parser *p)
{
	uint32_t start = py_start(p), id = an_py_name_node(p);

	if (py_peek(p) != PY_DOT && py_peek(p) != PY_LPAREN) {
		if (py_edit(p, id)->value == PY_NAME_UNDERSCORE)
			py_edit(p, id)->kind = PY_N_WILDCARD;
		return id;
	}
	while (py_accept(p, PY_DOT)) {
		uint32_t name = an_py_expect_name(p);

		id = py_over(p, PY_N_ATTRIBUTE, start, id);
		py_edit(p, id)->value = name;
	}
	if (py_peek(p) == PY_LPAREN) {
		uint32_t arguments = an_py_nested(p, class_arguments);

		py_edit(p, id)->next = arguments;
		id = py_over(p, PY_N_CLASS_PATTERN, start, id);
	}
	return id;
}

static uint32_t closed_pattern(struct py_parser *p)
{
	switch (py_peek(p)) {
	case PY_NAME: return named_pattern(p);
	case PY_LPAREN: return an_py_nested(p, group);
	case PY_LBRACKET: return an_py_nested(p, brackets);
	case PY_LBRACE: return an_py_nested(p, mapping);
	default: return an_py_binary(p, PY_LEVEL_SUM);  /* a literal, perhaps -1 or 1 + 2j */
	}
}

static uint32_t pattern(struct py_parser *p)
{
	uint32_t start = py_start(p), x = closed_pattern(p);

	if (py_peek(p) == PY_BAR) {
		struct py_chain kids = { x, x };

		while (py_accept(p, PY_BAR))
			py_append(p, &kids, closed_pattern(p));
		x = py_over(p, PY_N_OR_PATTERN, start, kids.first);
	}
	if (py_accept(p, PY_AS)) {
		uint32_t name = an_py_expect_name(p);

		x = py_over(p, PY_N_AS_PATTERN, start, x);
		py_edit(p, x)->value = name;
	}
	return x;
}

uint32_t an_py_patterns(struct py_parser *p)
{
	uint32_t start = py_start(p), first = star_or_pattern(p);
	struct py_chain kids = { first, first };

	if (py_peek(p) != PY_COMMA && py_kind(p->tree, first) != PY_N_STAR_PATTERN)
		return first;
	while (py_accept(p, PY_COMMA) && py_peek(p) != PY_COLON && py_peek(p) != PY_IF)
		py_append(p, &kids, star_or_pattern(p));
	return py_over(p, PY_N_SEQUENCE_PATTERN, start, kids.first);
}
