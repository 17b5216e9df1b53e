#ifndef WEIR_CACHESIM_KEYCLASS_P_H
#define WEIR_CACHESIM_KEYCLASS_P_H

#include <stddef.h>
#include <stdint.h>
#include "cachesim/cachesim.h"
#include "core/buf.h"

/*
 * keyclass_p.h - what kinds of keys a trace has: "user:81723:cart" is a
 * "user:*:cart", "page/17?ref=4" a "page" with a '*' behind the slash.
 *
 * A key's parts are what lies between ':', '/', '|', '#' and ','; one with a
 * digit, or longer than 24 bytes, is a '*', and from the fourth on all are.
 * Where that gives more than 64 kinds, only the first part counts; the keys of
 * what is still more than 64 are "(other)".
 */

struct cs_kinds {                       /* texts, numbered */
	char **name;
	uint32_t count, cap;
};

struct cs_keyclasses {                  /* start from all zero */
	struct wr_buf text;             /* of the keys that have no id yet, one behind the other */
	uint32_t *length;               /* of each; UINT32_MAX = a number */
	size_t pending, cap;            /* pending: up to the last text; numbers behind it are not noted */
	struct cs_kinds fine, coarse;
	uint16_t *of[2];                /* [unique] numbers in fine and coarse */
	uint32_t unique;
	size_t unique_cap;
	bool texts;                     /* there are keys that are no numbers */
};

/* A key that is the i-th without an id; digits alone are a number.  Others that are numbers need not be added. */
void cs_keyclasses_add(struct cs_keyclasses *c, size_t i, const char *key, size_t n);
/* The ids of the n keys that had none; `unique` ids are given now. */
void cs_keyclasses_number(struct cs_keyclasses *c, const uint32_t *ids, size_t n, uint32_t unique);
/* Puts class_of, class_name and class_count into the trace, if it has keys that are no numbers. */
void cs_keyclasses_take(struct cs_keyclasses *c, struct cs_trace *t);
void cs_keyclasses_free(struct cs_keyclasses *c);

#endif
