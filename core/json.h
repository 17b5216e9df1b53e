#ifndef WEIR_CORE_JSON_H
#define WEIR_CORE_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <cjson/cJSON.h>
#include "core/buf.h"
#include "core/err.h"

/*
 * json.h - reading through cJSON with limits and places, writing as a stream.
 *
 * Reading: depth at most 64, errors name file, line and column.
 * The writer is not an object model: begin, key, value, end, in order; a
 * wrong order is a bug and asserts.  Output is minified unless indent is set.
 */

/* Parses text (n bytes, need not be NUL-terminated).  name is used in errors.
 * The result is the caller's: cJSON_Delete.  Trailing text is an error. */
cJSON *wr_json_parse(const char *text, size_t n, const char *name, struct wr_err *err);
/* Reads a file, gzip or plain, of at most max_bytes decompressed. */
cJSON *wr_json_read(const char *path, size_t max_bytes, struct wr_err *err);

/* Typed members; the fallback is returned where the member is absent or of
 * another type.  Strings live as long as the tree. */
const char *wr_json_string(const cJSON *object, const char *key, const char *fallback);
double wr_json_number(const cJSON *object, const char *key, double fallback);
bool wr_json_bool(const cJSON *object, const char *key, bool fallback);

struct wr_json {                /* the writer; set out and indent, zero the rest */
	struct wr_buf *out;
	int indent;             /* spaces per level; 0 = one line */
	int depth;
	char open[64];          /* '{' or '[' per level */
	bool need_comma, after_key;
};

void wr_json_begin(struct wr_json *w, char open);       /* '{' or '[' */
void wr_json_end(struct wr_json *w);                    /* closes the innermost */
void wr_json_key(struct wr_json *w, const char *key);
void wr_json_add_string(struct wr_json *w, const char *s);      /* NULL gives null */
void wr_json_add_number(struct wr_json *w, double v);           /* NaN, inf give null */
void wr_json_add_int(struct wr_json *w, long long v);
void wr_json_add_bool(struct wr_json *w, bool v);
void wr_json_add_null(struct wr_json *w);
/* key and value in one call */
void wr_json_set_string(struct wr_json *w, const char *key, const char *s);
void wr_json_set_number(struct wr_json *w, const char *key, double v);
void wr_json_set_int(struct wr_json *w, const char *key, long long v);
void wr_json_set_bool(struct wr_json *w, const char *key, bool v);
void wr_json_open(struct wr_json *w, const char *key, char open); /* key, then begin */

#endif
