#ifndef WEIR_CACHESIM_CSV_P_H
#define WEIR_CACHESIM_CSV_P_H

#include <stdbool.h>
#include <stddef.h>
#include "cachesim/cachesim.h"
#include "cachesim/format_p.h"
#include "core/buf.h"
#include "core/err.h"

/* csv_p.h - what formats/csv.c (lines) and csv_columns.c (which column is what) share. */

enum cs_csv_role { CS_TIME, CS_KEY, CS_SIZE, CS_OPERATION, CS_TTL, CS_ROLES };

struct cs_csv {
	char delimiter;
	bool skip;                      /* the next line is the header */
	struct cs_csv_place {
		int column;             /* 0-based */
		enum cs_csv_role role;
	} place[CS_ROLES];              /* in the order of columns */
	size_t places;
	double time_unit, ttl_unit;     /* seconds */
	struct wr_buf unquoted;
};

struct cs_csv_field {
	const char *text;
	size_t n;
	size_t offset;                  /* in the line */
	bool doubled;                   /* quoted, with "" inside */
};

/* Reads the field at *at and moves *at behind its delimiter, NULL at the end
 * of the line.  false: *damage says why not. */
bool cs_csv_next(char delimiter, const char *line, const char **at, const char *end, struct cs_csv_field *f,
		 struct cs_damage *damage);
/* Takes off the blanks around it. */
void cs_csv_trim(struct cs_csv_field *f);
/* Is text[0..n) this word, in any case? */
bool cs_csv_same(const char *word, const char *text, size_t n);
/* A finite decimal number, the whole of s. */
bool cs_csv_number(const char *s, size_t n, double *v);

/* What a word such as GET, set or delete does, in any case.  false: it is none of those known. */
bool cs_csv_operation(const char *text, size_t n, enum cs_operation *operation);
/* A whole number up to 2^32 - 1; nothing is 0.  NULL, or why not. */
const char *cs_csv_size(const char *text, size_t n, uint32_t *size);

/* cs_format.take of a struct cs_csv (csv_plain.c). */
const char *cs_csv_take(void *state, const char *line, struct cs_request *out);

/* Finds out from the first line and the options which column holds what and
 * whether that line is a header: fills place, places, skip and time_unit.
 * -1 with err if the key's column is not known. */
int cs_csv_place(struct cs_csv *csv, const struct cs_first_line *first, const struct cs_columns *columns,
		 struct wr_err *err);

#endif
