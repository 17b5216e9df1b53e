#ifndef WEIR_TESTS_UNIT_ANALYZER_PYTHON_READ_H
#define WEIR_TESTS_UNIT_ANALYZER_PYTHON_READ_H

/* python_read.h - small Python sources through the front end, and questions to the unit. */

#include <stdio.h>
#include "analyzer/python/front_p.h"
#include "tests/unit/unit.h"

static struct py_front *front;
static struct wr_buf source_bytes, unit_bytes;

__attribute__((destructor, unused)) static void free_front(void)
{
	an_py_front_free(front);
	wr_buf_free(&source_bytes);
	wr_buf_free(&unit_bytes);
}

/* The front end with n bytes of source in it, padded as it wants them. */
__attribute__((unused)) static struct py_front *front_with(const char *bytes, size_t n)
{
	static const char padding[PY_PADDING];

	if (!front)
		front = an_py_front_new();
	wr_buf_clear(&source_bytes);
	wr_buf_add(&source_bytes, bytes, n);
	wr_buf_add(&source_bytes, padding, sizeof padding);
	an_py_source_set(&front->source, source_bytes.data, n);
	an_py_names_reset(&front->names);
	an_py_tokenize(&front->source, &front->names, &front->tokens);
	return front;
}

__attribute__((unused)) static const struct py_tree *parse_bytes(const char *bytes, size_t n)
{
	struct py_front *f = front_with(bytes, n);

	an_py_parse(&f->source, &f->names, &f->tokens, &f->tree);
	return &f->tree;
}

/* The unit of a file of that path; good until the next call. */
__attribute__((unused)) static const an_unit *read_bytes(const char *path, const char *bytes, size_t n)
{
	struct wr_err err = { .code = WR_OK };

	front_with(bytes, n);
	wr_buf_clear(&unit_bytes);
	an_py_read(front, path, source_bytes.data, n, &unit_bytes);
	if (an_unit_check(unit_bytes.data, unit_bytes.len, &err))
		fail_msg("%s", err.message);
	return (const an_unit *)(const void *)unit_bytes.data;
}

#define PYTHON(text) read_bytes("shop.py", text, strlen(text))

/* Strings are compared in place, so that a failure shows what there is. */
#define CHECK_TEXT(u, s, want) CHECK_STR(an_text(u, s), want)

__attribute__((unused)) static an_id find_function(const an_unit *u, const char *name)
{
	for (an_id i = 1; i < an_unit_count(u, AN_FUNCTIONS); i++) {
		if (!strcmp(an_text(u, an_function_at(u, i)->name), name))
			return i;
	}
	fail_msg("no function %s", name);
	return 0;
}

/* The n-th (from 1) call of that name, or NULL. */
__attribute__((unused)) static const struct an_op *find_call(const an_unit *u, const char *name, unsigned n)
{
	for (an_id i = 1; i < an_unit_count(u, AN_OPS); i++) {
		if (an_op_at(u, i)->kind == AN_OP_CALL && !strcmp(an_text(u, an_op_at(u, i)->name), name) && !--n)
			return an_op_at(u, i);
	}
	return NULL;
}

__attribute__((unused)) static const struct an_op *call_of(const an_unit *u, const char *name)
{
	const struct an_op *op = find_call(u, name, 1);
	struct wr_buf all = WR_BUF_INIT;

	if (op)
		return op;
	an_unit_dump(u, &all);
	fail_msg("no call of %s in %s", name, all.data);
	return NULL;
}

__attribute__((unused)) static unsigned count_kind(const an_unit *u, enum an_op_kind kind)
{
	unsigned n = 0;

	for (an_id i = 1; i < an_unit_count(u, AN_OPS); i++)
		n += an_op_at(u, i)->kind == kind;
	return n;
}

__attribute__((unused)) static const struct an_op *op_of_kind(const an_unit *u, enum an_op_kind kind)
{
	for (an_id i = 1; i < an_unit_count(u, AN_OPS); i++) {
		if (an_op_at(u, i)->kind == kind)
			return an_op_at(u, i);
	}
	fail_msg("no op of kind %d", (int)kind);
	return NULL;
}

__attribute__((unused)) static unsigned loop_count(const an_unit *u)
{
	return an_unit_count(u, AN_LOOPS) - 1;
}

__attribute__((unused)) static const char *symbol_name(const an_unit *u, an_id symbol)
{
	return an_text(u, an_symbol_at(u, symbol)->name);
}

__attribute__((unused)) static const struct an_symbol *symbol_of(const an_unit *u, const char *name)
{
	for (an_id i = 1; i < an_unit_count(u, AN_SYMBOLS); i++) {
		if (!strcmp(symbol_name(u, i), name))
			return an_symbol_at(u, i);
	}
	fail_msg("no symbol %s", name);
	return NULL;
}

__attribute__((unused)) static const struct an_arg *arg_of(const an_unit *u, const struct an_op *op, unsigned i)
{
	if (i >= op->arg_count)
		fail_msg("the op has %u arguments", op->arg_count);
	return an_arg_at(u, op->first_arg + i);
}

/* The n-th (from 1) write to the symbol of that name, or NULL. */
__attribute__((unused)) static const struct an_write *write_of(const an_unit *u, const char *name, unsigned n)
{
	for (an_id i = 1; i < an_unit_count(u, AN_WRITES); i++) {
		if (!strcmp(symbol_name(u, an_write_at(u, i)->symbol), name) && !--n)
			return an_write_at(u, i);
	}
	return NULL;
}

__attribute__((unused)) static const char *message_of(const an_unit *u, an_id diagnostic)
{
	if (diagnostic >= an_unit_count(u, AN_DIAGNOSTICS))
		return "";
	return an_text(u, an_diagnostic_at(u, diagnostic)->message);
}

__attribute__((unused)) static unsigned diagnostic_count(const an_unit *u)
{
	return an_unit_count(u, AN_DIAGNOSTICS) - 1;
}

#endif
