/* imports.c - import a.b as c, from ..a import b as c. */
#include "analyzer/python/parser_p.h"

/* a.b.c as a chain of NAMEs */
static uint32_t dotted(struct py_parser *p)
{
	struct py_chain parts = { 0, 0 };

	do {
		py_append(p, &parts, an_py_name_node(p));
	} while (py_accept(p, PY_DOT));
	return parts.first;
}

static uint32_t alias(struct py_parser *p, uint32_t start, uint32_t parts)
{
	uint32_t as = py_accept(p, PY_AS) ? an_py_expect_name(p) : 0;
	uint32_t id = py_over(p, PY_N_ALIAS, start, parts);

	py_edit(p, id)->value = as;
	return id;
}

uint32_t an_py_import(struct py_parser *p)
{
	uint32_t start = py_start(p);
	struct py_chain kids = { 0, 0 };

	py_advance(p);
	do {
		uint32_t alias_start = py_start(p);

		py_append(p, &kids, alias(p, alias_start, dotted(p)));
	} while (py_accept(p, PY_COMMA));
	return py_over(p, PY_N_IMPORT, start, kids.first);
}

static uint32_t leading_dots(struct py_parser *p)
{
	uint32_t n = 0;

	for (;;) {
		if (py_accept(p, PY_DOT))
			n++;
		else if (py_accept(p, PY_ELLIPSIS))
			n += 3;
		else
			return n < 255 ? n : 255;
	}
}

static void imported_names(struct py_parser *p, struct py_chain *kids)
{
	bool parentheses = py_accept(p, PY_LPAREN);

	do {
		uint32_t start = py_start(p);

		if (parentheses && py_peek(p) == PY_RPAREN)
			break;
		py_append(p, kids, alias(p, start, an_py_name_node(p)));
	} while (py_accept(p, PY_COMMA));
	if (parentheses)
		py_expect(p, PY_RPAREN);
}

static uint32_t star_alias(struct py_parser *p)
{
	uint32_t start = py_start(p), id;

	py_advance(p);
	id = py_new(p, PY_N_ALIAS, start);
	py_edit(p, id)->flags = PY_F_STAR;
	return id;
}

uint32_t an_py_import_from(struct py_parser *p)
{
	uint32_t start = py_start(p), module_start, dots, id;
	struct py_chain kids = { 0, 0 };

	py_advance(p);
	dots = leading_dots(p);
	module_start = py_start(p);
	py_append(p, &kids, py_over(p, PY_N_DOTTED, module_start,
				    dots && py_peek(p) == PY_IMPORT ? 0 : dotted(p)));
	py_expect(p, PY_IMPORT);
	if (py_peek(p) == PY_STAR)
		py_append(p, &kids, star_alias(p));
	else
		imported_names(p, &kids);
	id = py_over(p, PY_N_IMPORT_FROM, start, kids.first);
	py_edit(p, id)->op = (uint8_t)dots;
	return id;
}
