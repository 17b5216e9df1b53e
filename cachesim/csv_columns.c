/* csv_columns.c - which column of a CSV holds what. */
#include <stdlib.h>
#include <string.h>
#include "core/alloc.h"
#include "cachesim/csv_p.h"

enum { LAST_COLUMN = 9999 };

struct header {
	const struct cs_first_line *line;
	const char *given[CS_ROLES];    /* what the user said; NULL = nothing, "" = not there */
	struct cs_csv_field *field;     /* of the line, trimmed */
	size_t count, cap;
	int column[CS_ROLES];           /* 0-based; -1 = not there */
	double time_unit, ttl_unit;     /* seconds */
};

/* Names of columns; those of times may end in a unit. */
static const struct { const char *name; enum cs_csv_role role; } known[] = {
	{ "time", CS_TIME }, { "timestamp", CS_TIME }, { "ts", CS_TIME },
	{ "key", CS_KEY }, { "id", CS_KEY }, { "obj_id", CS_KEY }, { "object", CS_KEY }, { "url", CS_KEY },
	{ "size", CS_SIZE }, { "bytes", CS_SIZE }, { "obj_size", CS_SIZE }, { "object_size", CS_SIZE },
	{ "value_size", CS_SIZE },
	{ "op", CS_OPERATION }, { "operation", CS_OPERATION }, { "cmd", CS_OPERATION },
	{ "command", CS_OPERATION }, { "method", CS_OPERATION },
	{ "ttl", CS_TTL }, { "expires_in", CS_TTL },
};

static const struct { const char *suffix; double seconds; } units[] = {
	{ "_s", 1 }, { "_ms", 1e-3 }, { "_us", 1e-6 }, { "_ns", 1e-9 },
};

/* Splits a unit off a name: 1 if it has none. */
static double split_unit(struct cs_csv_field *f)
{
	for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
		size_t n = strlen(units[i].suffix);

		if (f->n > n && cs_csv_same(units[i].suffix, f->text + f->n - n, n)) {
			f->n -= n;
			return units[i].seconds;
		}
	}
	return 1;
}

/* The role that a name stands for, or CS_ROLES. */
static enum cs_csv_role role_of(struct cs_csv_field name)
{
	struct cs_csv_field stem = name;

	split_unit(&stem);
	for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
		struct cs_csv_field f = known[i].role == CS_TIME || known[i].role == CS_TTL ? stem : name;

		if (cs_csv_same(known[i].name, f.text, f.n))
			return known[i].role;
	}
	return CS_ROLES;
}

static bool is_number(struct cs_csv_field f)
{
	double ignored;

	return cs_csv_number(f.text, f.n, &ignored);
}

static int split(char delimiter, struct header *h, struct wr_err *err)
{
	const char *line = h->line->text, *at = line;
	struct cs_damage damage;
	struct cs_csv_field f;

	while (at) {
		if (!cs_csv_next(delimiter, line, &at, line + h->line->n, &f, &damage))
			return wr_fail_at(err, WR_EINPUT, h->line->path, h->line->number,
					  (unsigned)damage.offset + 1, "%s", damage.why);
		cs_csv_trim(&f);
		*WR_PUSH(h->field, h->count, h->cap) = f;
	}
	return 0;
}

/* A line of names of which we know one, and no numbers. */
static bool looks_like_header(const struct header *h)
{
	bool named = false;

	for (size_t i = 0; i < h->count; i++) {
		if (is_number(h->field[i]))
			return false;
		named |= role_of(h->field[i]) != CS_ROLES;
	}
	return named;
}

/* 0-based; -1 for a text that is no column number. */
static int column_number(const char *text)
{
	char *end;
	long v = strtol(text, &end, 10);

	return *text < '0' || *text > '9' || *end || v < 1 || v > LAST_COLUMN ? -1 : (int)v - 1;
}

static int column_named(const struct header *h, const char *name)
{
	for (size_t i = 0; i < h->count; i++)
		if (cs_csv_same(name, h->field[i].text, h->field[i].n))
			return (int)i;
	return -1;
}

static int fail_without(const struct header *h, const char *name, struct wr_err *err)
{
	struct wr_buf list = WR_BUF_INIT;

	for (size_t i = 0; i < h->count && i < 20; i++) {
		wr_buf_str(&list, i ? ", " : "");
		wr_buf_add(&list, h->field[i].text, h->field[i].n < 40 ? h->field[i].n : 40);
	}
	wr_fail_at(err, WR_EUSAGE, h->line->path, h->line->number, 0,
		   "no column '%s'; the first line has: %s", name, list.data);
	wr_buf_free(&list);
	return -1;
}

static void set_column(struct header *h, enum cs_csv_role role, int column)
{
	h->column[role] = column;
	if ((role == CS_TIME || role == CS_TTL) && (size_t)column < h->count) {
		struct cs_csv_field name = h->field[column];

		*(role == CS_TIME ? &h->time_unit : &h->ttl_unit) = split_unit(&name);
	}
}

/* *named: a name was found, so there is a header. */
static int place_given(struct header *h, bool *named, struct wr_err *err)
{
	for (int role = 0; role < CS_ROLES; role++) {
		const char *given = h->given[role];
		int column;

		if (!given || !*given)
			continue;
		column = column_number(given);
		if (column < 0) {
			column = column_named(h, given);
			*named = true;
		}
		if (column < 0)
			return fail_without(h, given, err);
		set_column(h, (enum cs_csv_role)role, column);
	}
	return 0;
}

static void place_by_header(struct header *h)
{
	for (size_t i = 0; i < h->count; i++) {
		enum cs_csv_role role = role_of(h->field[i]);

		if (role != CS_ROLES && !h->given[role] && h->column[role] < 0)
			set_column(h, role, (int)i);
	}
}

static void place_by_order(struct header *h)
{
	static const enum cs_csv_role order[] = { CS_TIME, CS_KEY, CS_SIZE, CS_OPERATION };

	if (h->count == 1) {
		set_column(h, CS_KEY, 0);
		return;
	}
	for (size_t i = 0; i < sizeof order / sizeof *order && i < h->count; i++)
		if (!h->given[order[i]])
			set_column(h, order[i], (int)i);
}

/* Where a number belongs stands a text. */
static bool has_text_for_number(const struct header *h)
{
	static const enum cs_csv_role numeric[] = { CS_TIME, CS_SIZE, CS_TTL };

	for (size_t i = 0; i < sizeof numeric / sizeof *numeric; i++) {
		int column = h->column[numeric[i]];

		if (column < 0 || (size_t)column >= h->count)
			continue;
		if (h->field[column].n && !is_number(h->field[column]))
			return true;
	}
	return false;
}

/* Without a header that says so.  Columns given by number leave no others, and
 * texts over columns of numbers are then a header that nobody needs. */
static int place_without_header(struct header *h, bool *skip, struct wr_err *err)
{
	bool numbered = false;

	for (int role = 0; role < CS_ROLES; role++)
		numbered |= h->column[role] >= 0;
	if (!numbered)
		place_by_order(h);
	*skip = has_text_for_number(h);
	if (*skip && !numbered)
		return wr_fail_at(err, WR_EINPUT, h->line->path, h->line->number, 1,
				  "neither a header with a column 'key' nor a line of time, key, size, op: "
				  "say which columns hold them");
	return 0;
}

static int place(struct header *h, bool *skip, struct wr_err *err)
{
	bool named = false;

	if (place_given(h, &named, err))
		return -1;
	if (named || looks_like_header(h)) {
		*skip = true;
		place_by_header(h);
	} else if (place_without_header(h, skip, err)) {
		return -1;
	}
	return h->column[CS_KEY] < 0 ? fail_without(h, "key", err) : 0;
}

static int by_column(const void *a, const void *b)
{
	const struct cs_csv_place *x = a, *y = b;

	return (x->column > y->column) - (x->column < y->column);
}

int cs_csv_place(struct cs_csv *csv, const struct cs_first_line *first, const struct cs_columns *columns,
		 struct wr_err *err)
{
	struct header h = { .line = first,
			    .given = { columns->time, columns->key, columns->size, columns->operation,
				       columns->ttl },
			    .column = { -1, -1, -1, -1, -1 },
			    .time_unit = 1, .ttl_unit = 1 };
	int result = split(csv->delimiter, &h, err) || place(&h, &csv->skip, err) ? -1 : 0;

	csv->places = 0;
	for (int role = 0; role < CS_ROLES; role++)
		if (h.column[role] >= 0)
			csv->place[csv->places++] =
				(struct cs_csv_place){ h.column[role], (enum cs_csv_role)role };
	qsort(csv->place, csv->places, sizeof *csv->place, by_column);
	csv->time_unit = h.time_unit;
	csv->ttl_unit = h.ttl_unit;
	free(h.field);
	return result;
}
