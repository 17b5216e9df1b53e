#ifndef WEIR_TESTS_UNIT_ANALYZER_C_READ_H
#define WEIR_TESTS_UNIT_ANALYZER_C_READ_H

/* c_read.h - small C and C++ sources through the front end, and questions to the unit. */

#include <stdio.h>
#include "analyzer/front.h"
#include "core/model.h"
#include "tests/unit/unit.h"

static struct wr_buf unit_bytes;

__attribute__((destructor, unused)) static void free_unit(void)
{
	wr_buf_free(&unit_bytes);
}

/* Reads a file of the temporary folder; flags may be NULL.  The unit is good until the next call. */
__attribute__((unused)) static const an_unit *read_path(const char *path, const char *const *flags, size_t flag_count)
{
	struct an_front_setup setup = { .root = unit_temp_dir(), .flags = flags, .flag_count = flag_count };
	struct wr_err err = { .code = WR_OK };
	void *state = an_front_c.open(&setup, &err);

	if (!state)
		fail_msg("%s", err.message);
	wr_buf_clear(&unit_bytes);
	if (an_front_c.read(state, path, &unit_bytes, &err) || an_unit_check(unit_bytes.data, unit_bytes.len, &err))
		fail_msg("%s", err.message);
	an_front_c.close(state);
	return (const an_unit *)(const void *)unit_bytes.data;
}

__attribute__((unused)) static const char *text_file(const char *name, const char *text)
{
	return unit_temp_file(name, text, strlen(text));
}

__attribute__((unused)) static const an_unit *read_text(const char *name, const char *text)
{
	return read_path(text_file(name, text), NULL, 0);
}

#define C(text) read_text("test.c", text)
#define CPP(text) read_text("test.cpp", text)

/* Strings are compared in place, so that a failure shows what there is. */
#define CHECK_TEXT(u, s, want) CHECK_STR(an_text(u, s), want)

__attribute__((unused)) static an_id find_function(const an_unit *u, const char *name)
{
	for (an_id i = 1; i < an_unit_count(u, AN_FUNCTIONS); i++) {
		if (!strcmp(an_text(u, an_function_at(u, i)->name), name))
			return i;
	}
	return 0;
}

/* The n-th (from 1) op of that name, or 0. */
__attribute__((unused)) static an_id find_op(const an_unit *u, const char *name, unsigned n)
{
	for (an_id i = 1; i < an_unit_count(u, AN_OPS); i++) {
		if (an_op_at(u, i)->kind == AN_OP_CALL && !strcmp(an_text(u, an_op_at(u, i)->name), name) && !--n)
			return i;
	}
	return 0;
}

__attribute__((unused)) static const struct an_op *call_of(const an_unit *u, const char *name)
{
	an_id op = find_op(u, name, 1);

	if (!op)
		fail_msg("no call of %s", name);
	return an_op_at(u, op);
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

__attribute__((unused)) static an_id find_symbol(const an_unit *u, const char *name)
{
	for (an_id i = 1; i < an_unit_count(u, AN_SYMBOLS); i++) {
		if (!strcmp(symbol_name(u, i), name))
			return i;
	}
	fail_msg("no symbol %s", name);
	return 0;
}

__attribute__((unused)) static const struct an_arg *arg_of(const an_unit *u, const struct an_op *op, unsigned i)
{
	if (i >= op->arg_count)
		fail_msg("the op has %u arguments", op->arg_count);
	return an_arg_at(u, op->first_arg + i);
}

/* How often the symbol of that name is written in that way; loop -1 = anywhere. */
__attribute__((unused)) static unsigned writes(const an_unit *u, const char *name, enum an_write_kind kind, int loop)
{
	unsigned n = 0;

	for (an_id i = 1; i < an_unit_count(u, AN_WRITES); i++) {
		const struct an_write *w = an_write_at(u, i);

		n += w->kind == kind && (loop < 0 || w->loop == (an_id)loop) && !strcmp(symbol_name(u, w->symbol), name);
	}
	return n;
}

__attribute__((unused)) static bool has_alias(const an_unit *u, const char *name, const char *target)
{
	for (an_id i = 1; i < an_unit_count(u, AN_ALIASES); i++) {
		if (strstr(an_text(u, an_alias_at(u, i)->name), name) &&
		    strstr(an_text(u, an_alias_at(u, i)->target), target))
			return true;
	}
	return false;
}

#endif
