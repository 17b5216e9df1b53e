/*
 * valkey.c - Valkey's MONITOR TRACE in CSV (valkey-io/valkey, pull request 3655):
 * microseconds, sequence number, database, command, "key", READ, WRITE or
 * DELETE, and more about the value, of which the last is its size in memory.
 *
 * Keys are quoted with backslashes, as in MONITOR; keys of different databases
 * are different keys.
 */
#include <stdlib.h>
#include <string.h>
#include "core/alloc.h"
#include "core/buf.h"
#include "cachesim/csv_p.h"
#include "cachesim/quoted_p.h"

enum { TIME, SEQUENCE, DATABASE, COMMAND, KEY, ACCESS, COLUMNS = 10 };

struct valkey { struct wr_buf key; };

/* The field at `at`.  Returns where the next one begins, NULL at the end of the line. */
static const char *take(const char *at, const char *end, struct cs_csv_field *f, const char *line)
{
	const char *comma = memchr(at, ',', (size_t)(end - at));

	f->text = at;
	f->offset = (size_t)(at - line);
	f->n = (size_t)((comma ? comma : end) - at);
	return comma ? comma + 1 : NULL;
}

static bool fail(struct cs_damage *damage, size_t offset, const char *why)
{
	*damage = (struct cs_damage){ offset, why };
	return false;
}

static bool split(const char *line, size_t n, struct cs_csv_field *f, struct wr_buf *key,
		  struct cs_damage *damage)
{
	const char *at = line, *end = line + n;

	for (unsigned i = 0; i < COLUMNS; i++) {
		if (!at)
			return fail(damage, n, "the line has too few columns");
		if (i == KEY && at < end && *at == '"') {
			f[KEY].offset = (size_t)(at - line);
			at = cs_unquote(at, end, key);
			if (!at || at >= end || *at != ',')
				return fail(damage, f[KEY].offset, "the key is not quoted to its end");
			at++;
			continue;
		}
		if (i == KEY)
			return fail(damage, (size_t)(at - line), "the key is not quoted");
		at = take(at, end, &f[i], line);
	}
	return at ? fail(damage, (size_t)(at - line), "the line has too many columns") : true;
}

static bool access_of(const struct cs_csv_field *f, enum cs_operation *operation)
{
	static const struct { const char *word; enum cs_operation operation; } words[] = {
		{ "READ", CS_READ }, { "WRITE", CS_WRITE }, { "DELETE", CS_DELETE },
	};

	for (size_t i = 0; i < 3; i++) {
		if (cs_csv_same(words[i].word, f->text, f->n)) {
			*operation = words[i].operation;
			return true;
		}
	}
	return false;
}

static bool interpret(const struct cs_csv_field *f, struct wr_buf *key, struct cs_request *out,
		      struct cs_damage *damage)
{
	const struct cs_csv_field *size = &f[COLUMNS - 1];
	const char *why;

	if (!cs_csv_number(f[TIME].text, f[TIME].n, &out->time) || out->time < 0)
		return fail(damage, f[TIME].offset, "the time is not a number of microseconds");
	out->time *= 1e-6;
	if (!access_of(&f[ACCESS], &out->operation))
		return fail(damage, f[ACCESS].offset, "the access is none of READ, WRITE, DELETE");
	why = cs_csv_size(size->text, size->n, &out->size);
	if (why)
		return fail(damage, size->offset, why);
	if (f[DATABASE].n != 1 || *f[DATABASE].text != '0') {
		wr_buf_char(key, '\0');
		wr_buf_add(key, f[DATABASE].text, f[DATABASE].n);
	}
	out->key = key->data ? key->data : "";
	out->key_length = key->len;
	return true;
}

static enum cs_line valkey_parse(void *state, const char *line, size_t n, struct cs_request *out,
				 struct cs_damage *damage)
{
	struct valkey *v = state;
	struct cs_csv_field f[COLUMNS] = { 0 };

	*out = (struct cs_request){ 0 };
	wr_buf_clear(&v->key);
	return split(line, n, f, &v->key, damage) && interpret(f, &v->key, out, damage)
	       ? CS_LINE_REQUEST : CS_LINE_DAMAGED;
}

static void *valkey_open(const struct cs_first_line *first, const struct cs_trace_options *options,
			 unsigned *fields, struct wr_err *err)
{
	(void)first, (void)options, (void)err;
	*fields = CS_HAS_TIME | CS_HAS_SIZE | CS_HAS_OPERATION;
	return wr_calloc(1, sizeof(struct valkey));
}

static void valkey_close(void *state)
{
	struct valkey *v = state;

	wr_buf_free(&v->key);
	free(v);
}

static bool valkey_recognise(const char *line, size_t n)
{
	struct valkey v = { 0 };
	struct cs_request ignored;
	struct cs_damage damage;
	bool is = valkey_parse(&v, line, n, &ignored, &damage) == CS_LINE_REQUEST;

	wr_buf_free(&v.key);
	return is;
}

const struct cs_format cs_format_valkey = {
	.name = "valkey",
	.title = "Valkey's MONITOR TRACE in CSV",
	.confirmed = true,
	.recognise = valkey_recognise,
	.open = valkey_open,
	.parse = valkey_parse,
	.close = valkey_close,
};
