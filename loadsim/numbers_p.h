#ifndef WEIR_LOADSIM_NUMBERS_P_H
#define WEIR_LOADSIM_NUMBERS_P_H

#include <stddef.h>
#include "core/arena.h"
#include "core/err.h"

/* numbers_p.h - columns of quantities from a text file that a scenario names. */

struct ls_column {
	const char *name;               /* for messages */
	int (*parse)(const char *s, double *value);
	double min, max;
};

/*
 * Reads `file`, relative to the folder of the scenario at `path`: on each
 * line one quantity per column, separated by a comma, a semicolon or blanks.
 * Empty lines, lines that start with '#', and a first line that starts with a
 * letter (a heading) are left out.  *out is in arena, row after row; at least
 * one row.  Errors name the file and its line; more than two million rows are one.
 */
int ls_numbers_read(const char *path, const char *file, const struct ls_column *columns, size_t column_count,
		    struct wr_arena *arena, double **out, size_t *rows, struct wr_err *err);

/* A file named in the scenario at `path`: relative to its folder. */
const char *ls_beside(const char *path, const char *file, struct wr_arena *arena);

#endif
