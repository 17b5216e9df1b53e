/* definitions.c - def, class, decorators. */
#include "analyzer/python/parser_p.h"

static void def_name(struct py_parser *p, uint32_t def)
{
	uint32_t start = py_start(p), name = an_py_expect_name(p);
	struct py_def *d = &p->tree->defs[def];

	d->name = name;
	d->name_start = start;
	d->name_end = name ? p->end : start;
}

static uint32_t finish(struct py_parser *p, uint32_t def, enum py_node_kind kind, uint32_t body, uint32_t outer)
{
	struct py_def *d = &p->tree->defs[def];
	uint32_t end = py_edit(p, body)->end;
	uint32_t id = py_new(p, kind, d->start);

	py_edit(p, id)->value = def;
	py_edit(p, id)->end = end;
	d->body = body;
	d->end = end;
	p->def = outer;
	return id;
}

uint32_t an_py_function(struct py_parser *p, uint32_t start, uint32_t decorators, bool async)
{
	uint32_t outer = p->def, def = an_py_new_def(p, PY_D_FUNCTION, start), x;

	p->def = def;
	p->tree->defs[def].decorators = decorators;
	p->tree->defs[def].flags = async ? PY_D_ASYNC : 0;
	py_advance(p);
	def_name(p, def);
	x = an_py_type_parameters(p);
	p->tree->defs[def].type_parameters = x;
	py_expect(p, PY_LPAREN);
	x = an_py_parameters(p, PY_RPAREN);
	p->tree->defs[def].parameters = x;
	py_expect(p, PY_RPAREN);
	x = py_accept(p, PY_ARROW) ? an_py_star_or_named(p) : 0;
	p->tree->defs[def].returns = x;
	return finish(p, def, PY_N_FUNCTION, an_py_suite(p, PY_BODY), outer);
}

static uint32_t class(struct py_parser *p, uint32_t start, uint32_t decorators)
{
	uint32_t outer = p->def, def = an_py_new_def(p, PY_D_CLASS, start), x;

	p->def = def;
	p->tree->defs[def].decorators = decorators;
	py_advance(p);
	def_name(p, def);
	x = an_py_type_parameters(p);
	p->tree->defs[def].type_parameters = x;
	if (py_accept(p, PY_LPAREN)) {
		x = an_py_arguments(p);
		p->tree->defs[def].parameters = x;
		py_expect(p, PY_RPAREN);
	}
	return finish(p, def, PY_N_CLASS, an_py_suite(p, PY_BODY), outer);
}

static uint32_t decorators(struct py_parser *p)
{
	struct py_chain chain = { 0, 0 };

	while (py_accept(p, PY_AT)) {
		py_append(p, &chain, an_py_named(p));
		py_expect(p, PY_NEWLINE);
		if (p->failed) {
			an_py_resume(p);        /* the function below is not to blame */
			an_py_drop_indented(p);
		}
	}
	return chain.first;
}

uint32_t an_py_definition(struct py_parser *p)
{
	uint32_t decorated = decorators(p), start = py_start(p);

	if (py_peek(p) == PY_CLASS)
		return class(p, start, decorated);
	if (py_peek(p) == PY_ASYNC && py_peek_second(p) == PY_DEF) {
		py_advance(p);
		return an_py_function(p, start, decorated, true);
	}
	if (py_peek(p) == PY_DEF)
		return an_py_function(p, start, decorated, false);
	if (decorated)
		an_py_fail(p, "expected a function or class below the decorator", NULL);
	else
		an_py_unexpected(p);
	return py_new(p, PY_N_MISSING, start);
}
