/* json.c - reading through cJSON with limits and places, writing as a stream. */
#include "core/json.h"

#include <assert.h>
#include <math.h>
#include <string.h>
#include "core/file.h"
#include "core/text.h"
#include "core/units.h"

enum { DEPTH_LIMIT = 64 };

/* ---- reading ---- */

/* Fails at text[at], with its line and its column in code points. */
static int fail_at(struct wr_err *err, const char *name, const char *text, size_t at, const char *what)
{
	unsigned line = 1, column = 1;

	for (size_t i = 0; i < at; i++) {
		if (text[i] == '\n') {
			line++;
			column = 1;
		} else if (((unsigned char)text[i] & 0xC0) != 0x80) {
			column++;
		}
	}
	return wr_fail_at(err, WR_EINPUT, name, line, column, "%s", what);
}

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* The index just past the string that begins at text[at]; n + 1 if it is not closed. */
static size_t skip_string(const char *text, size_t n, size_t at)
{
	for (at++; at < n && text[at] != '"'; at++)
		if (text[at] == '\\')
			at++;
	return at < n ? at + 1 : n + 1;
}

/* A control character or an escaped NUL: cJSON lets both pass, the one against
 * RFC 8259, the other cutting the string short. */
static int check_string(const char *text, size_t from, size_t to, const char *name, struct wr_err *err)
{
	for (size_t i = from; i < to; i++) {
		if ((unsigned char)text[i] < 0x20)
			return fail_at(err, name, text, i, "a control character in a string must be escaped");
		if (text[i] != '\\')
			continue;
		if (to - i > 6 && !memcmp(text + i, "\\u0000", 6))
			return fail_at(err, name, text, i, "strings with a NUL character are not supported");
		i++;
	}
	return 0;
}

/* What must be known before cJSON recurses: its own limit of depth is a build
 * option.  open_at_end is the number of brackets that are not closed. */
static int check_limits(const char *text, size_t n, const char *name, size_t *open_at_end,
			struct wr_err *err)
{
	size_t depth = 0;

	for (size_t i = 0; i < n; i++) {
		char c = text[i];

		if (c == '"') {
			size_t end = skip_string(text, n, i);

			if (end > n)
				return fail_at(err, name, text, i, "this string is not closed (truncated?)");
			if (check_string(text, i, end, name, err))
				return -1;
			i = end - 1;
		} else if (c == '{' || c == '[') {
			if (++depth > DEPTH_LIMIT)
				return fail_at(err, name, text, i, "nested deeper than 64 levels");
		} else if ((c == '}' || c == ']') && depth) {
			depth--;
		}
	}
	*open_at_end = depth;
	return 0;
}

static size_t end_of_text(const char *text, size_t n)
{
	while (n && is_space(text[n - 1]))
		n--;
	return n;
}

cJSON *wr_json_parse(const char *text, size_t n, const char *name, struct wr_err *err)
{
	const char *end = NULL;
	size_t used, open_at_end = 0, length = end_of_text(text, n);
	cJSON *tree;

	if (check_limits(text, length, name, &open_at_end, err))
		return NULL;
	if (!length) {
		fail_at(err, name, text, 0, "empty, but JSON was expected");
		return NULL;
	}
	tree = cJSON_ParseWithLengthOpts(text, length, &end, false);
	used = end ? (size_t)(end - text) : 0;
	if (tree && used == length)
		return tree;
	while (used < length && is_space(text[used]))
		used++;
	if (tree)
		fail_at(err, name, text, used, "text after the end of the JSON value");
	else if (open_at_end && used + 1 >= length)
		fail_at(err, name, text, length, "the JSON text ends too early (truncated?)");
	else
		fail_at(err, name, text, used, "not valid JSON");
	cJSON_Delete(tree);
	return NULL;
}

cJSON *wr_json_read(const char *path, size_t max_bytes, struct wr_err *err)
{
	struct wr_buf bytes = WR_BUF_INIT;
	cJSON *tree = NULL;

	if (!wr_file_read(path, max_bytes, &bytes, err)) {
		wr_buf_add(&bytes, "", 0);
		tree = wr_json_parse(bytes.data, bytes.len, path, err);
	}
	wr_buf_free(&bytes);
	return tree;
}

const char *wr_json_string(const cJSON *object, const char *key, const char *fallback)
{
	const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, key);

	return cJSON_IsString(item) ? item->valuestring : fallback;
}

double wr_json_number(const cJSON *object, const char *key, double fallback)
{
	const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, key);

	return cJSON_IsNumber(item) ? item->valuedouble : fallback;
}

bool wr_json_bool(const cJSON *object, const char *key, bool fallback)
{
	const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, key);

	return cJSON_IsBool(item) ? cJSON_IsTrue(item) : fallback;
}

/* ---- writing ---- */

static void new_line(struct wr_json *w)
{
	if (!w->indent)
		return;
	wr_buf_char(w->out, '\n');
	for (int i = 0; i < w->indent * w->depth; i++)
		wr_buf_char(w->out, ' ');
}

/* Before every value and key: the comma, the line, and the check of the order. */
static void place(struct wr_json *w, bool is_key)
{
	if (w->after_key) {
		assert(!is_key);
		w->after_key = false;
		return;
	}
	assert(w->depth ? is_key == (w->open[w->depth - 1] == '{') : !is_key && !w->need_comma);
	if (w->need_comma)
		wr_buf_char(w->out, ',');
	if (w->depth)
		new_line(w);
}

void wr_json_begin(struct wr_json *w, char open)
{
	assert(open == '{' || open == '[');
	assert(w->depth < (int)sizeof w->open);
	place(w, false);
	wr_buf_char(w->out, open);
	w->open[w->depth++] = open;
	w->need_comma = false;
}

void wr_json_end(struct wr_json *w)
{
	assert(w->depth > 0 && !w->after_key);
	w->depth--;
	if (w->need_comma)
		new_line(w);
	wr_buf_char(w->out, w->open[w->depth] == '{' ? '}' : ']');
	w->need_comma = true;
}

static void quoted(struct wr_json *w, const char *s)
{
	wr_buf_char(w->out, '"');
	wr_esc_json(w->out, s);
	wr_buf_char(w->out, '"');
}

void wr_json_key(struct wr_json *w, const char *key)
{
	place(w, true);
	quoted(w, key);
	wr_buf_str(w->out, w->indent ? ": " : ":");
	w->after_key = true;
}

void wr_json_add_string(struct wr_json *w, const char *s)
{
	if (!s) {
		wr_json_add_null(w);
		return;
	}
	place(w, false);
	quoted(w, s);
	w->need_comma = true;
}

static void bare(struct wr_json *w, const char *text)
{
	place(w, false);
	wr_buf_str(w->out, text);
	w->need_comma = true;
}

void wr_json_add_number(struct wr_json *w, double v)
{
	char digits[40];

	bare(w, wr_format_exact(digits, sizeof digits, v));
}

void wr_json_add_int(struct wr_json *w, long long v)
{
	place(w, false);
	wr_buf_printf(w->out, "%lld", v);
	w->need_comma = true;
}

void wr_json_add_bool(struct wr_json *w, bool v)
{
	bare(w, v ? "true" : "false");
}

void wr_json_add_null(struct wr_json *w)
{
	bare(w, "null");
}

void wr_json_set_string(struct wr_json *w, const char *key, const char *s)
{
	wr_json_key(w, key);
	wr_json_add_string(w, s);
}

void wr_json_set_number(struct wr_json *w, const char *key, double v)
{
	wr_json_key(w, key);
	wr_json_add_number(w, v);
}

void wr_json_set_int(struct wr_json *w, const char *key, long long v)
{
	wr_json_key(w, key);
	wr_json_add_int(w, v);
}

void wr_json_set_bool(struct wr_json *w, const char *key, bool v)
{
	wr_json_key(w, key);
	wr_json_add_bool(w, v);
}

void wr_json_open(struct wr_json *w, const char *key, char open)
{
	wr_json_key(w, key);
	wr_json_begin(w, open);
}
