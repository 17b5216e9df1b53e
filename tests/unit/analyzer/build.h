#ifndef WEIR_TESTS_UNIT_ANALYZER_BUILD_H
#define WEIR_TESTS_UNIT_ANALYZER_BUILD_H

/*
 * build.h - units made by hand, and the program that links them.
 *
 *	begin(AN_PYTHON, "app/db.py");
 *	an_id f = function("app.db.get", 0);
 *	call(f, 0, "sqlite3.connect", 0);
 *	struct an_program *p = link_units();
 */

#include <stdio.h>
#include <string.h>
#include "tests/unit/unit.h"
#include "analyzer/builder.h"
#include "analyzer/program.h"
#include "core/buf.h"

static struct an_builder *b;
static struct wr_buf bytes[8];
static size_t units_built;
static struct an_program *p;
static uint32_t next_line;

__attribute__((unused)) static void end_unit(void)
{
	if (b)
		an_builder_finish(b, &bytes[units_built++]);
	an_builder_free(b);
	b = NULL;
}

/* "app.db" of app/db.py and of app/db/__init__.py. */
__attribute__((unused)) static void set_module(const char *path)
{
	char module[100];
	int n = (int)strlen(path) - (int)strlen(strstr(path, "/__init__.py") ? "/__init__.py" : ".py");

	snprintf(module, sizeof module, "%.*s", n, path);
	for (char *c = module; *c; c++) {
		if (*c == '/')
			*c = '.';
	}
	an_set_module(b, module);
}

__attribute__((unused)) static void begin(enum an_language language, const char *path)
{
	end_unit();
	b = an_builder_new(language, path);
	if (language == AN_PYTHON)
		set_module(path);
	next_line = 1;
}

__attribute__((unused)) static struct an_span line_span(void)
{
	struct an_span s = { next_line, 1, next_line, 80 };

	next_line++;
	return s;
}

__attribute__((unused)) static an_id function(const char *key, uint32_t flags)
{
	return an_add_function(b, &(struct an_function){ .key = an_intern(b, key), .name = an_intern(b, key),
							 .flags = flags, .span = line_span() });
}

/* Parameters stand right behind their function's other symbols, in one run. */
__attribute__((unused)) static an_id parameter(an_id f, const char *name, enum an_value value)
{
	an_id id = an_add_symbol(b, &(struct an_symbol){ .name = an_intern(b, name), .kind = AN_PARAMETER,
							 .function = f, .value = (uint8_t)value });
	struct an_function *fn = an_edit_function(b, f);

	if (!fn->param_count++)
		fn->first_param = id;
	return id;
}

__attribute__((unused)) static an_id symbol(an_id f, const char *name, enum an_symbol_kind kind, enum an_value value,
					    an_id base)
{
	return an_add_symbol(b, &(struct an_symbol){ .name = an_intern(b, name), .kind = (uint8_t)kind, .function = f,
						     .value = (uint8_t)value, .base = base });
}

__attribute__((unused)) static an_id loop_over(an_id f, an_id parent, an_id iterated, an_id variable)
{
	struct an_span s = line_span();

	return an_add_loop(b, &(struct an_loop){ .kind = AN_FOR, .function = f, .parent = parent, .iterated = iterated,
						 .variable = variable, .span = s, .header = s });
}

__attribute__((unused)) static an_id op_with(struct an_op op, const char *callee, const char *name,
					     const struct an_arg *args, const an_id *uses)
{
	op.callee = an_intern(b, callee);
	op.name = an_intern(b, name);
	op.span = line_span();
	return an_add_op(b, &op, args, uses);
}

/* A call of a function of the program, or of a library's: both are tried. */
__attribute__((unused)) static an_id call(an_id f, an_id loop, const char *name, uint32_t flags)
{
	return op_with((struct an_op){ .kind = AN_OP_CALL, .function = f, .loop = loop, .flags = (uint16_t)flags },
		       name, name, NULL, NULL);
}

/* A call with symbols as arguments, 0-ended. */
__attribute__((unused)) static an_id call_with(an_id f, an_id loop, const char *name, an_id receiver, const an_id *symbols)
{
	struct an_arg args[8] = { { 0 } };
	uint8_t n = 0;

	for (; symbols[n]; n++)
		args[n] = (struct an_arg){ .kind = AN_ARG_SYMBOL, .symbol = symbols[n], .use_count = 1,
					   .value = an_edit_symbol(b, symbols[n])->value };
	return op_with((struct an_op){ .kind = AN_OP_CALL, .function = f, .loop = loop, .receiver = receiver,
				       .arg_count = n }, name, name, args, symbols);
}

__attribute__((unused)) static void write_to(an_id f, an_id loop, an_id symbol, enum an_write_kind kind, bool grows)
{
	an_add_write(b, &(struct an_write){ .symbol = symbol, .function = f, .loop = loop, .kind = (uint8_t)kind,
					    .grows = grows, .line = next_line++ });
}

__attribute__((unused)) static struct an_program *link_with(const struct an_options *options, struct wr_err *err)
{
	static const an_unit *units[8];

	end_unit();
	for (size_t i = 0; i < units_built; i++) {
		struct wr_err why;

		units[i] = (const an_unit *)bytes[i].data;
		if (an_unit_check(bytes[i].data, bytes[i].len, &why))
			fail_msg("unit %zu: %s", i, why.message);
	}
	p = an_program_new(units, (uint32_t)units_built, options, err);
	return p;
}

__attribute__((unused)) static struct an_program *link_units(void)
{
	return link_with(NULL, NULL);
}

__attribute__((unused)) static void done(void)
{
	an_program_free(p);
	p = NULL;
	while (units_built)
		wr_buf_free(&bytes[--units_built]);
}

/* The function of the program by its key; the first of several. */
__attribute__((unused)) static uint32_t node(const char *key)
{
	for (uint32_t f = 1; f <= p->node_count; f++) {
		if (!strcmp(an_text(an_unit_of(p, f), an_function_of(p, f)->key), key))
			return f;
	}
	fail_msg("no function %s", key);
	return 0;
}

__attribute__((unused)) static uint32_t effects(const char *key)
{
	return p->nodes[node(key)].effects;
}

#endif
