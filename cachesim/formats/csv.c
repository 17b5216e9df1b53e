/*
 * csv.c - comma-separated values: one request per line, in columns of which
 * the key is the only necessary one.
 *
 * Quoting is that of RFC 4180, but a quoted field must end on its line, so
 * that one stray quote costs one line.  Blanks around times, sizes,
 * operations and names do not count; in a key they do.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "core/alloc.h"
#include "core/units.h"
#include "cachesim/csv_p.h"

/* Commands of Redis and memcached, HTTP methods that read or delete, and those of block traces. */
static const struct { const char *word; enum cs_operation operation; } words[] = {
	{ "get", CS_READ },     { "set", CS_WRITE },     { "del", CS_DELETE },
	{ "read", CS_READ },    { "write", CS_WRITE },   { "delete", CS_DELETE },
	{ "r", CS_READ },       { "w", CS_WRITE },       { "d", CS_DELETE },
	{ "gets", CS_READ },    { "head", CS_READ },     { "put", CS_WRITE },     { "add", CS_WRITE },
	{ "replace", CS_WRITE },{ "cas", CS_WRITE },     { "append", CS_WRITE },  { "prepend", CS_WRITE },
	{ "incr", CS_WRITE },   { "decr", CS_WRITE },    { "unlink", CS_DELETE },
};

struct cursor {                 /* in a line */
	const char *line, *next, *end;  /* next: of the next field; NULL behind the last */
	int column;                     /* that was read last */
};

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

void cs_csv_trim(struct cs_csv_field *f)
{
	for (; f->n && is_blank(*f->text); f->text++, f->offset++)
		f->n--;
	while (f->n && is_blank(f->text[f->n - 1]))
		f->n--;
}

bool cs_csv_same(const char *word, const char *text, size_t n)
{
	return strlen(word) == n && !strncasecmp(word, text, n);
}

/* Reads a quoted field, s behind its opening quote.  Returns what follows the
 * closing quote, or NULL if there is none. */
static const char *scan_quoted(const char *s, const char *end, struct cs_csv_field *f)
{
	f->text = s;
	for (;;) {
		const char *quote = memchr(s, '"', (size_t)(end - s));

		if (!quote)
			return NULL;
		if (quote + 1 == end || quote[1] != '"') {
			f->n = (size_t)(quote - f->text);
			return quote + 1;
		}
		f->doubled = true;
		s = quote + 2;
	}
}

bool cs_csv_next(char delimiter, const char *line, const char **at, const char *end, struct cs_csv_field *f,
		 struct cs_damage *damage)
{
	const char *s = *at;

	*f = (struct cs_csv_field){ .text = s, .offset = (size_t)(s - line) };
	if (s < end && *s == '"') {
		s = scan_quoted(s + 1, end, f);
		if (!s || (s < end && *s != delimiter)) {
			damage->offset = s ? (size_t)(s - line) : f->offset;
			damage->why = s ? "text follows a quoted field"
					: "a quoted field does not end on its line";
			return false;
		}
	} else {
		s = memchr(s, delimiter, (size_t)(end - s));
		s = s ? s : end;
		f->n = (size_t)(s - f->text);
	}
	*at = s < end ? s + 1 : NULL;
	return true;
}

/* What is not so simple a number: longer, with an exponent or a sign, or none at all. */
static bool parse_any_number(const char *s, size_t n, double *v)
{
	char text[64];

	if (!n || n >= sizeof text)
		return false;
	memcpy(text, s, n);
	text[n] = '\0';
	return strlen(text) == n && !wr_parse_number(text, v);
}

bool cs_csv_number(const char *s, size_t n, double *v)
{
	static const double power[] = { 1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9 };
	uint64_t digits = 0;
	size_t i = 0, point = n;

	/* At most 15 digits and 9 of them behind the point: both are exact, so the division rounds once. */
	for (; i < n && n <= 15; i++) {
		if (s[i] == '.' && point == n)
			point = i;
		else if (s[i] >= '0' && s[i] <= '9')
			digits = digits * 10 + (uint64_t)(s[i] - '0');
		else
			break;
	}
	if (i < n || !n || point == 0 || n - point > 10)
		return parse_any_number(s, n, v);
	*v = (double)digits / power[point < n ? n - point - 1 : 0];
	return true;
}

static const char *read_time(const struct cs_csv *c, struct cs_csv_field *f, struct cs_request *out)
{
	cs_csv_trim(f);
	if (!cs_csv_number(f->text, f->n, &out->time))
		return "the time is not a number";
	out->time *= c->time_unit;
	return out->time < 0 ? "the time is negative" : NULL;
}

/* Nothing is 0. */
static const char *read_ttl(const struct cs_csv *c, struct cs_csv_field *f, struct cs_request *out)
{
	double ttl = 0;

	cs_csv_trim(f);
	if (f->n && (!cs_csv_number(f->text, f->n, &ttl) || ttl < 0))
		return "the time to live is not a number, 0 or more";
	out->ttl = (float)(ttl * c->ttl_unit);
	return NULL;
}

const char *cs_csv_size(const char *text, size_t n, uint32_t *size)
{
	uint64_t v = 0;

	for (size_t i = 0; i < n; i++) {
		if (text[i] < '0' || text[i] > '9')
			return "the size is not a whole number of bytes, 0 or more";
		v = v * 10 + (uint64_t)(text[i] - '0');
		if (v > UINT32_MAX)
			return "the size is larger than 4294967295 bytes";
	}
	*size = (uint32_t)v;
	return NULL;
}

static const char *read_size(struct cs_csv_field *f, struct cs_request *out, bool *missing)
{
	cs_csv_trim(f);
	*missing = !f->n;
	return cs_csv_size(f->text, f->n, &out->size);
}

bool cs_csv_operation(const char *text, size_t n, enum cs_operation *operation)
{
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		if (cs_csv_same(words[i].word, text, n)) {
			*operation = words[i].operation;
			return true;
		}
	}
	return false;
}

static const char *read_operation(struct cs_csv_field *f, struct cs_request *out)
{
	cs_csv_trim(f);
	return cs_csv_operation(f->text, f->n, &out->operation)
	       ? NULL : "the operation is none of get, set, del, read, write, delete";
}

static void unquote(struct wr_buf *out, struct cs_csv_field *f)
{
	wr_buf_clear(out);
	for (size_t i = 0; i < f->n; i++) {
		i += f->text[i] == '"';
		wr_buf_char(out, f->text[i]);
	}
	f->text = out->data;
	f->n = out->len;
}

static const char *read_key(struct cs_csv *c, struct cs_csv_field *f, struct cs_request *out)
{
	if (!f->n)
		return "the key is empty";
	for (size_t i = 0; i < f->n; i++)
		if ((unsigned char)f->text[i] < ' ' && f->text[i] != '\t')
			return "the key has a control character";
	if (f->doubled)
		unquote(&c->unquoted, f);
	out->key = f->text;
	out->key_length = f->n;
	return NULL;
}

/* Moves on to this column.  false: *damage says why not. */
static bool seek_column(const struct cs_csv *c, struct cursor *at, int column, struct cs_csv_field *f,
			struct cs_damage *damage)
{
	for (; at->column < column; at->column++) {
		if (!at->next) {
			damage->offset = (size_t)(at->end - at->line);
			damage->why = "the line has too few columns";
			return false;
		}
		if (!cs_csv_next(c->delimiter, at->line, &at->next, at->end, f, damage))
			return false;
	}
	return true;
}

static enum cs_line csv_parse(void *state, const char *line, size_t n, struct cs_request *out,
			      struct cs_damage *damage)
{
	struct cs_csv *c = state;
	struct cursor at = { .line = line, .next = line, .end = line + n, .column = -1 };
	struct cs_csv_field f = { 0 };
	size_t size_offset = 0;
	bool size_missing = false;

	if (c->skip) {
		c->skip = false;
		return CS_LINE_NOTHING;
	}
	*out = (struct cs_request){ 0 };
	for (size_t i = 0; i < c->places; i++) {
		const char *why = NULL;

		if (!seek_column(c, &at, c->place[i].column, &f, damage))
			return CS_LINE_DAMAGED;
		switch (c->place[i].role) {
		case CS_TIME: why = read_time(c, &f, out); break;
		case CS_KEY: why = read_key(c, &f, out); break;
		case CS_SIZE:
			why = read_size(&f, out, &size_missing);
			size_offset = f.offset;
			break;
		case CS_TTL: why = read_ttl(c, &f, out); break;
		default: why = read_operation(&f, out);
		}
		if (why) {
			*damage = (struct cs_damage){ f.offset, why };
			return CS_LINE_DAMAGED;
		}
	}
	/* A delete needs no size. */
	if (size_missing && out->operation != CS_DELETE) {
		*damage = (struct cs_damage){ size_offset, "the size is missing" };
		return CS_LINE_DAMAGED;
	}
	return CS_LINE_REQUEST;
}

static bool csv_recognise(const char *line, size_t n)
{
	(void)line, (void)n;
	return true;            /* any text can be a file of keys */
}

static void csv_close(void *state)
{
	struct cs_csv *c = state;

	wr_buf_free(&c->unquoted);
	free(c);
}

static void *csv_open(const struct cs_first_line *first, const struct cs_trace_options *options,
		      unsigned *fields, struct wr_err *err)
{
	static const unsigned field_of[CS_ROLES] = { [CS_TIME] = CS_HAS_TIME, [CS_SIZE] = CS_HAS_SIZE,
						     [CS_OPERATION] = CS_HAS_OPERATION, [CS_TTL] = CS_HAS_TTL };
	struct cs_csv *c = wr_calloc(1, sizeof *c);

	c->delimiter = options->columns.delimiter ? options->columns.delimiter : ',';
	if (cs_csv_place(c, first, &options->columns, err)) {
		csv_close(c);
		return NULL;
	}
	*fields = 0;
	for (size_t i = 0; i < c->places; i++)
		*fields |= field_of[c->place[i].role];
	return c;
}

const struct cs_format cs_format_csv = {
	.name = "csv",
	.title = "comma-separated values: time, key, size, op",
	.recognise = csv_recognise,
	.open = csv_open,
	.parse = csv_parse,
	.take = cs_csv_take,
	.close = csv_close,
};
