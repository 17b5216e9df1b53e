/* numbers.c - columns of quantities. */
#include "loadsim/numbers_p.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include "core/alloc.h"
#include "core/file.h"

#define MOST_ROWS 2000000

struct numbers { double *items; size_t n, cap; };

const char *ls_beside(const char *path, const char *file, struct wr_arena *arena)
{
	const char *slash = strrchr(path, '/');

	return wr_path_join(arena, slash ? wr_arena_strndup(arena, path, (size_t)(slash - path) + 1) : ".", file);
}

static int read_row(const char *line, const char *name, unsigned number, const struct ls_column *columns, size_t n,
		    struct numbers *out, struct wr_err *err)
{
	static const char separators[] = ",; \t";
	const char *at = line;

	for (size_t i = 0; i < n; i++) {
		char field[64];
		size_t length;
		double value;

		at += strspn(at, " \t");
		length = strcspn(at, separators);
		if (!length || length >= sizeof field)
			return wr_fail_at(err, WR_EINPUT, name, number, (unsigned)(at - line) + 1, "a %s is missing",
					  columns[i].name);
		memcpy(field, at, length);
		field[length] = '\0';
		if (columns[i].parse(field, &value) || !(value >= columns[i].min && value <= columns[i].max))
			return wr_fail_at(err, WR_EINPUT, name, number, (unsigned)(at - line) + 1,
					  "'%s' is not a %s from %g to %g", field, columns[i].name, columns[i].min,
					  columns[i].max);
		*WR_PUSH(out->items, out->n, out->cap) = value;
		at += length;
		at += strspn(at, " \t");
		if (i + 1 < n && (*at == ',' || *at == ';'))
			at++;
	}
	if (*at)
		return wr_fail_at(err, WR_EINPUT, name, number, (unsigned)(at - line) + 1, "more than %zu on a line", n);
	return 0;
}

static bool skipped(const char *line, unsigned long long number)
{
	line += strspn(line, " \t");
	return !*line || *line == '#' || (number == 1 && isalpha((unsigned char)*line));
}

static int read_all(struct wr_lines *lines, const char *name, const struct ls_column *columns, size_t n,
		    struct numbers *out, struct wr_err *err)
{
	const char *line;
	size_t length;
	int got;

	while ((got = wr_lines_next(lines, &line, &length, err)) > 0) {
		if (skipped(line, wr_lines_number(lines)))
			continue;
		if (out->n / n == MOST_ROWS)
			return wr_fail(err, WR_ELIMIT, "%s: more than %d lines", name, MOST_ROWS);
		if (read_row(line, name, (unsigned)wr_lines_number(lines), columns, n, out, err))
			return -1;
	}
	if (!got && !out->n)
		return wr_fail(err, WR_EINPUT, "%s: no %s in it", name, columns[0].name);
	return got;
}

int ls_numbers_read(const char *path, const char *file, const struct ls_column *columns, size_t column_count,
		    struct wr_arena *arena, double **out, size_t *rows, struct wr_err *err)
{
	const char *name = ls_beside(path, file, arena);
	struct numbers all = { 0 };
	struct wr_lines *lines;
	int failed;

	/* a device or a pipe could keep a gate waiting for ever */
	if (!wr_is_file(name))
		return wr_fail(err, WR_EINPUT, "%s: not a file (named in %s)", name, path);
	lines = wr_lines_open(name, err);
	if (!lines)
		return -1;
	failed = read_all(lines, name, columns, column_count, &all, err);
	wr_lines_close(lines);
	if (!failed) {
		*rows = all.n / column_count;
		*out = wr_arena_array(arena, all.n, sizeof **out);
		memcpy(*out, all.items, all.n * sizeof **out);
	}
	free(all.items);
	return failed;
}
