/* arguments.c - arguments of calls, parameters of def and lambda, type parameters. */
#include "analyzer/python/parser_p.h"

static uint32_t keyword(struct py_parser *p, uint32_t start, uint32_t name)
{
	uint32_t id = py_over(p, PY_N_KEYWORD, start, an_py_test(p));

	py_edit(p, id)->value = name;
	return id;
}

/* f(x for x in y), after the x: the call's brackets, the first of which is at `open`, are the generator's, too. */
static uint32_t lone_generator(struct py_parser *p, uint32_t open, uint32_t element)
{
	uint32_t clauses = an_py_clauses(p), id;

	py_edit(p, element)->next = clauses;
	id = py_over(p, PY_N_GENERATOR, open, element);
	if (py_peek(p) == PY_RPAREN)
		py_edit(p, id)->end = p->token->end;
	return id;
}

static uint32_t argument(struct py_parser *p, uint32_t open)
{
	uint32_t start = py_start(p), x;

	if (py_accept(p, PY_STAR))
		return py_over(p, PY_N_STARRED, start, an_py_test(p));
	if (py_accept(p, PY_DOUBLE_STAR))
		return keyword(p, start, 0);
	if (py_peek(p) == PY_NAME && py_peek_second(p) == PY_ASSIGN) {
		uint32_t name = an_py_expect_name(p);

		py_advance(p);
		return keyword(p, start, name);
	}
	x = an_py_named(p);
	return py_at_clause(p) ? lone_generator(p, open, x) : x;
}

uint32_t an_py_arguments(struct py_parser *p)
{
	struct py_chain chain = { 0, 0 };
	uint32_t open = p->token[-1].start;

	while (py_peek(p) != PY_RPAREN) {
		py_append(p, &chain, argument(p, open));
		if (!py_accept(p, PY_COMMA))
			break;
	}
	return chain.first;
}

/* name: annotation = default.  Behind a lambda's names a colon ends the list. */
static uint32_t parameter(struct py_parser *p, bool annotated, uint8_t flags)
{
	uint32_t start = py_start(p), name = an_py_expect_name(p), end, id;
	struct py_chain kids = { 0, 0 };

	if (annotated && py_accept(p, PY_COLON)) {
		py_append(p, &kids, an_py_star_or_named(p));
		flags |= PY_F_ANNOTATION;
	}
	end = p->end;
	if (py_accept(p, PY_ASSIGN)) {
		py_append(p, &kids, an_py_test(p));
		flags |= PY_F_DEFAULT;
	}
	id = py_over(p, PY_N_PARAMETER, start, kids.first);
	py_edit(p, id)->end = end;
	py_edit(p, id)->value = name;
	py_edit(p, id)->flags = flags;
	return id;
}

/* def f(a, (b, c)): */
static uint32_t tuple_parameter(struct py_parser *p)
{
	uint32_t start = py_start(p);

	an_py_only_python2(p, start);
	an_py_atom(p);
	if (py_accept(p, PY_ASSIGN))
		an_py_test(p);
	return py_new(p, PY_N_PARAMETER, start);
}

uint32_t an_py_parameters(struct py_parser *p, enum py_token_kind closer)
{
	struct py_chain chain = { 0, 0 };
	bool annotated = closer == PY_RPAREN;

	while (py_peek(p) != closer) {
		if (py_accept(p, PY_DOUBLE_STAR))
			py_append(p, &chain, parameter(p, annotated, PY_F_DOUBLE_STAR));
		else if (py_accept(p, PY_STAR)) {
			if (py_peek(p) == PY_NAME)
				py_append(p, &chain, parameter(p, annotated, PY_F_STAR));
		} else if (py_peek(p) == PY_LPAREN) {
			py_append(p, &chain, tuple_parameter(p));
		} else if (!py_accept(p, PY_SLASH)) {
			py_append(p, &chain, parameter(p, annotated, 0));
		}
		if (!py_accept(p, PY_COMMA))
			break;
	}
	return chain.first;
}

static uint32_t type_parameter(struct py_parser *p)
{
	uint32_t start = py_start(p), name, id;
	struct py_chain kids = { 0, 0 };
	uint8_t flags = 0;

	if (py_accept(p, PY_STAR))
		flags = PY_F_STAR;
	else if (py_accept(p, PY_DOUBLE_STAR))
		flags = PY_F_DOUBLE_STAR;
	name = an_py_expect_name(p);
	if (py_accept(p, PY_COLON))
		py_append(p, &kids, an_py_test(p));
	if (py_accept(p, PY_ASSIGN))
		py_append(p, &kids, an_py_star_or_named(p));
	id = py_over(p, PY_N_TYPE_PARAMETER, start, kids.first);
	py_edit(p, id)->value = name;
	py_edit(p, id)->flags = flags;
	return id;
}

uint32_t an_py_type_parameters(struct py_parser *p)
{
	struct py_chain chain = { 0, 0 };

	if (!py_accept(p, PY_LBRACKET))
		return 0;
	do {
		py_append(p, &chain, type_parameter(p));
	} while (py_accept(p, PY_COMMA) && py_peek(p) != PY_RBRACKET);
	py_expect(p, PY_RBRACKET);
	return chain.first;
}

uint32_t an_py_lambda(struct py_parser *p)
{
	uint32_t start = py_start(p), outer = p->def;
	uint32_t def = an_py_new_def(p, PY_D_LAMBDA, start), parameters, body, id;

	py_advance(p);
	p->def = def;
	parameters = an_py_parameters(p, PY_COLON);
	py_expect(p, PY_COLON);
	body = an_py_test(p);
	p->def = outer;
	p->tree->defs[def].parameters = parameters;
	p->tree->defs[def].body = body;
	p->tree->defs[def].end = p->end;
	id = py_new(p, PY_N_LAMBDA, start);
	py_edit(p, id)->value = def;
	return id;
}
