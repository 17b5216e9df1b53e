/* data.c - rows of a CSV file, in the places that requests keep for them. */
#include "loadsim/data_p.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include "core/alloc.h"
#include "core/buf.h"
#include "core/file.h"
#include "loadsim/numbers_p.h"
#include "loadsim/scenario_p.h"

#define MOST_FIELDS 256                 /* of a row */
#define MOST_TEXT (64.0 * 1024 * 1024)  /* bytes of all filled requests */

struct row { const char **fields; unsigned line; };

struct table {
	const char *name;       /* of the file, for messages */
	const char **columns;
	size_t column_count;
	struct row *rows;
	size_t n, cap;
};

/* -- the file -------------------------------------------------------------------- */

/* A field from *at on, into out; *at is left at the separator or the end.  -1: a quote is not closed. */
static int read_field(const char **at, struct wr_buf *out)
{
	bool quoted = **at == '"';
	const char *s = *at + quoted;

	wr_buf_clear(out);
	while (*s && (quoted || *s != ',')) {
		if (*s == '"' && quoted) {
			if (s[1] != '"')
				break;
			s++;
		}
		wr_buf_char(out, *s++);
	}
	if (quoted && *s++ != '"')
		return -1;
	*at = s;
	return *s && *s != ',' ? -1 : 0;
}

/* The fields of a line, in arena; 0 with err when it is broken. */
static size_t read_line(const char *line, const char *name, unsigned number, const char *fields[MOST_FIELDS],
			struct wr_arena *arena, struct wr_err *err)
{
	struct wr_buf field = WR_BUF_INIT;
	const char *at = line;
	size_t n = 0;

	for (;;) {
		if (n == MOST_FIELDS || read_field(&at, &field)) {
			wr_fail_at(err, WR_EINPUT, name, number, (unsigned)(at - line) + 1, "%s",
				   n == MOST_FIELDS ? "more than 256 fields" : "a quoted field does not end");
			n = 0;
			break;
		}
		fields[n++] = wr_arena_strndup(arena, field.data ? field.data : "", field.len);
		if (!*at)
			break;
		at++;
	}
	wr_buf_free(&field);
	return n;
}

static const char **keep(const char *const *fields, size_t n, struct wr_arena *arena)
{
	const char **kept = wr_arena_array(arena, n, sizeof *kept);

	memcpy(kept, fields, n * sizeof *kept);
	return kept;
}

static int take_line(struct table *t, const char *line, unsigned number, struct wr_arena *arena, struct wr_err *err)
{
	const char *fields[MOST_FIELDS];
	size_t n = read_line(line, t->name, number, fields, arena, err);

	if (!n)
		return -1;
	if (!t->columns) {
		t->columns = keep(fields, n, arena);
		t->column_count = n;
		return 0;
	}
	if (n != t->column_count)
		return wr_fail_at(err, WR_EINPUT, t->name, number, 1, "%zu fields, and the first line names %zu", n,
				  t->column_count);
	*WR_PUSH(t->rows, t->n, t->cap) = (struct row){ keep(fields, n, arena), number };
	return 0;
}

static int read_lines(struct wr_lines *lines, struct table *t, struct wr_arena *arena, struct wr_err *err)
{
	const char *line;
	size_t length;
	int got;

	while ((got = wr_lines_next(lines, &line, &length, err)) > 0) {
		if (strlen(line) != length)
			return wr_fail_at(err, WR_EINPUT, t->name, (unsigned)wr_lines_number(lines), 1, "a NUL byte");
		if (length && take_line(t, line, (unsigned)wr_lines_number(lines), arena, err))
			return -1;
	}
	if (!got && !t->n)
		return wr_fail(err, WR_EINPUT, "%s: no rows in it: the first line names the columns", t->name);
	return got;
}

static int read_table(const char *scenario, const char *file, struct table *t, struct wr_arena *arena, struct wr_err *err)
{
	struct wr_lines *lines;
	int failed;

	t->name = ls_beside(scenario, file, arena);
	/* a device or a pipe could keep a gate waiting for ever */
	if (!wr_is_file(t->name))
		return wr_fail(err, WR_EINPUT, "%s: not a file (named in %s)", t->name, scenario);
	lines = wr_lines_open(t->name, err);
	if (!lines)
		return -1;
	failed = read_lines(lines, t, arena, err);
	wr_lines_close(lines);
	return failed;
}

/* -- the places ------------------------------------------------------------------- */

struct filling {
	const struct table *table;      /* NULL: there is no data */
	const struct row *row;
	const struct ls_request *request;
	const char *scenario;
	struct wr_arena *arena;
	struct wr_err *err;
	double text;                    /* bytes so far, of all */
};

static const char *value_of(const struct filling *f, const char *name, size_t n)
{
	for (size_t i = 0; f->table && i < f->table->column_count; i++) {
		if (strlen(f->table->columns[i]) == n && !memcmp(f->table->columns[i], name, n))
			return f->row->fields[i];
	}
	wr_fail_at(f->err, WR_EUSAGE, f->scenario, f->request->mark.line, f->request->mark.column,
		   f->table ? "'${%.*s}' is no column of %s" : "'${%.*s}' needs a 'data' file with that column",
		   n < 60 ? (int)n : 60, name, f->table ? f->table->name : "");
	return NULL;
}

/* RFC 3986, 2.3: all but the unreserved characters. */
static void put_encoded(struct wr_buf *out, const char *s)
{
	for (; *s; s++) {
		unsigned char c = (unsigned char)*s;

		if ((c < 0x80 && isalnum(c)) || strchr("-._~", c))
			wr_buf_char(out, *s);
		else
			wr_buf_printf(out, "%%%02X", c);
	}
}

/* text with a row's fields in it, in the arena; NULL with err. */
static const char *fill(struct filling *f, const char *text, bool encoded)
{
	struct wr_buf out = WR_BUF_INIT;
	const char *place, *end, *value, *filled = NULL;

	while ((place = strstr(text, "${")) && (end = strchr(place, '}'))) {
		wr_buf_add(&out, text, (size_t)(place - text));
		value = value_of(f, place + 2, (size_t)(end - place) - 2);
		if (!value)
			goto done;
		if (encoded)
			put_encoded(&out, value);
		else
			wr_buf_str(&out, value);
		text = end + 1;
	}
	wr_buf_str(&out, text);
	f->text += (double)out.len;
	filled = wr_arena_strndup(f->arena, out.data, out.len);
done:
	wr_buf_free(&out);
	return filled;
}

static bool has_place(const char *text)
{
	const char *place = text ? strstr(text, "${") : NULL;

	return place && strchr(place, '}');
}

static bool has_places(const struct ls_request *r)
{
	for (size_t i = 0; i < r->headers.n; i++) {
		if (has_place(r->headers.items[i]))
			return true;
	}
	return has_place(r->path) || has_place(r->body);
}

static int fill_headers(struct filling *f, struct ls_request *out)
{
	const struct wr_strings *from = &f->request->headers;

	out->headers.items = wr_arena_array(f->arena, from->n, sizeof *out->headers.items);
	for (size_t i = 0; i < from->n; i++) {
		out->headers.items[i] = fill(f, from->items[i], false);
		if (!out->headers.items[i])
			return -1;
	}
	return 0;
}

static int fill_request(struct filling *f, struct ls_request *out)
{
	struct wr_err why;

	*out = *f->request;
	if (!(out->path = fill(f, f->request->path, true)) || fill_headers(f, out) ||
	    (f->request->body && !(out->body = fill(f, f->request->body, false))))
		return -1;
	if (f->text > MOST_TEXT)
		return wr_fail(f->err, WR_ELIMIT, "%s: the requests filled from %s take more than 64 MiB", f->scenario,
			       f->table->name);
	if (!ls_request_check(out, f->scenario, &why))
		return 0;
	return wr_fail(f->err, why.code, "%s (filled from %s:%u)", why.message, f->table->name, f->row->line);
}

/* All rows of one request behind those of the others. */
static int fill_rows(struct filling *f, struct ls_request *r, struct ls_request *filled, size_t *n)
{
	bool places = has_places(r);

	r->first = *n;
	r->rows = places ? f->table->n : 0;
	for (size_t i = 0; i < (places ? f->table->n : 1); i++) {
		f->row = &f->table->rows[i];
		f->request = r;
		if (fill_request(f, &filled[(*n)++]))
			return -1;
	}
	return 0;
}

static int fill_all(struct ls_scenario *s, struct filling *f)
{
	size_t all = 0, n = 0;
	struct ls_request *filled;

	for (size_t i = 0; i < s->request_count; i++)
		all += has_places(&s->requests[i]) ? f->table->n : 1;
	filled = wr_arena_array(f->arena, all, sizeof *filled);
	for (size_t i = 0; i < s->request_count; i++) {
		if (fill_rows(f, &s->requests[i], filled, &n))
			return -1;
	}
	s->filled = filled;
	s->filled_count = n;
	return 0;
}

/* Without data a placeholder has nothing to stand for. */
static int refuse_places(const struct ls_scenario *s, struct filling *f)
{
	for (size_t i = 0; i < s->request_count; i++) {
		f->request = &s->requests[i];
		if (!fill(f, f->request->path, true) || fill_headers(f, &(struct ls_request){ 0 }) ||
		    (f->request->body && !fill(f, f->request->body, false)))
			return -1;
	}
	return 0;
}

int ls_data_fill(struct ls_scenario *s, const char *file, struct wr_mark at, struct wr_arena *arena, struct wr_err *err)
{
	struct filling f = { .scenario = s->path, .arena = arena, .err = err };
	struct table t = { 0 };
	bool used = false;
	int failed;

	for (size_t i = 0; i < s->request_count; i++)
		used |= has_places(&s->requests[i]);
	if (!file)
		return used ? refuse_places(s, &f) : 0;
	if (!used)
		return wr_fail_at(err, WR_EUSAGE, s->path, at.line, at.column,
				  "'data' is given, and no request has a ${column} of it");
	f.table = &t;
	failed = read_table(s->path, file, &t, arena, err) || fill_all(s, &f) ? -1 : 0;
	free(t.rows);
	return failed;
}
