#ifndef WEIR_CORE_YAML_H
#define WEIR_CORE_YAML_H

#include <stdbool.h>
#include <stddef.h>
#include "core/arena.h"
#include "core/err.h"

/*
 * yaml.h - YAML (libyaml) decoded into structs by tables.
 *
 * A table row says key, kind, where in the struct the value goes, and one
 * line of help; unknown keys, wrong kinds and values out of range are errors
 * with file, line and column.  Anchors and aliases, merge keys and tags are
 * refused: a configuration that a reviewer must trust says what it means.
 * Depth at most 32, one document per file, at most 4 MiB.
 */

enum wr_field_kind {
	WR_FIELD_STRING,        /* const char * */
	WR_FIELD_BOOL,          /* bool */
	WR_FIELD_INT,           /* long long, min..max */
	WR_FIELD_NUMBER,        /* double, min..max */
	WR_FIELD_DURATION,      /* double seconds, min..max */
	WR_FIELD_SIZE,          /* double bytes, min..max */
	WR_FIELD_RATE,          /* double per second, min..max */
	WR_FIELD_RATIO,         /* double 0..1 ("3%"), min..max */
	WR_FIELD_CHOICE,        /* int, index into choices */
	WR_FIELD_STRINGS,       /* struct wr_strings; a single scalar is a list of one */
	WR_FIELD_STRUCT,        /* a nested struct in place, described by table */
	WR_FIELD_LIST,          /* struct wr_list of structs of item_size, described by table */
	WR_FIELD_MAP            /* the same from a mapping; the key goes to the first member, a const char * */
};

struct wr_mark { unsigned line, column; };      /* 1-based */
struct wr_strings { const char **items; size_t n; const struct wr_mark *marks; };       /* marks: of each item, or NULL */
struct wr_list { void *items; size_t n; };

struct wr_field {
	const char *key;        /* NULL ends the table */
	enum wr_field_kind kind;
	size_t offset;
	const char *help;       /* one line, for the reference */
	bool required;
	double min, max;        /* both 0: no limits */
	const char *const *choices;     /* NULL-ended, for WR_FIELD_CHOICE */
	const struct wr_field *table;   /* for STRUCT, LIST, MAP */
	size_t item_size;               /* for LIST, MAP */
	const void *item_default;       /* for LIST, MAP; may be NULL */
	/* Where the mark (struct wr_mark) of the value is kept; its offset plus 1,
	 * 0 for nowhere.  In a LIST or MAP: in each item; in a STRUCT: in the nested
	 * one; else: in the struct that has the field. */
	size_t mark_offset_plus_1;
};

/*
 * Decodes the file or text into *out.  Fields that are absent keep what *out
 * held (the caller writes the defaults first; items of lists and maps start as a
 * copy of *item_default, or zeroed where that is NULL).  Strings and lists
 * are put into arena.  On failure *out may be half filled.
 */
int wr_yaml_read(const char *path, const struct wr_field *table, void *out,
		 struct wr_arena *arena, struct wr_err *err);
int wr_yaml_parse(const char *text, size_t n, const char *name, const struct wr_field *table,
		  void *out, struct wr_arena *arena, struct wr_err *err);

#endif
