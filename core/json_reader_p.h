#ifndef WEIR_CORE_JSON_READER_P_H
#define WEIR_CORE_JSON_READER_P_H

#include <stdbool.h>
#include <stddef.h>
#include <cjson/cJSON.h>
#include "core/err.h"

/*
 * json_reader_p.h - members of a JSON tree whose shape is known, read with
 * their types checked.
 *
 * The first thing that is wrong is kept, with the place where it is
 * ("findings[3].chain[0].line"), and everything after it reads as empty or 0, so that
 * a caller need not check each step but only `failed`, at the end and before
 * it hands on what it has put together.
 */

struct wr_reader {              /* set name, err and user, zero the rest */
	const char *name;       /* of the file, for messages */
	struct wr_err *err;
	void *user;
	bool failed;
	char place[160];        /* "findings[3].chain[0]", "" at the top */
};

/* Fails: "NAME: PLACE.key: what". */
void wr_wrong(struct wr_reader *r, const char *key, const char *what);

const cJSON *wr_may_have(const cJSON *object, const char *key);        /* NULL if absent */
const cJSON *wr_must_have(struct wr_reader *r, const cJSON *object, const char *key);

/* need_: it is wrong if the member is absent; may_: that gives NULL, NaN or 0. */
const char *wr_need_string(struct wr_reader *r, const cJSON *object, const char *key);
const char *wr_may_string(struct wr_reader *r, const cJSON *object, const char *key);
double wr_need_number(struct wr_reader *r, const cJSON *object, const char *key);
double wr_may_number(struct wr_reader *r, const cJSON *object, const char *key);
/* item (of key) as a finite number; null, a number that is not known, and NULL give NaN. */
double wr_as_number(struct wr_reader *r, const cJSON *item, const char *key);
double wr_may_count(struct wr_reader *r, const cJSON *object, const char *key, double max);    /* whole, 0..max */
int wr_need_name(struct wr_reader *r, const cJSON *object, const char *key, int (*from)(const char *));

/* Goes to PLACE.key[index], or PLACE.key for an index < 0; returns what wr_leave needs. */
size_t wr_enter(struct wr_reader *r, const char *key, long index);
void wr_leave(struct wr_reader *r, size_t before);
/* The object object.key, entered; NULL, and not entered, if it is absent or something else. */
const cJSON *wr_enter_object(struct wr_reader *r, const cJSON *object, const char *key, size_t *before);

/* list itself, or NULL if it is none (which is wrong) or NULL. */
const cJSON *wr_as_list(struct wr_reader *r, const cJSON *list, const char *key);
size_t wr_list_length(const cJSON *list);       /* 0 for NULL */

typedef void wr_read_item(struct wr_reader *r, const cJSON *item, void *out);
/* Calls read(r, item, out + i * size) for each item of the list, of which each must be an object. */
void wr_read_list(struct wr_reader *r, const cJSON *list, const char *key, wr_read_item *read,
		  void *out, size_t size);

#endif
