#ifndef WEIR_CACHESIM_FORMAT_P_H
#define WEIR_CACHESIM_FORMAT_P_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "cachesim/cachesim.h"
#include "core/err.h"

/*
 * format_p.h - adding a trace format: formats/<name>.c that defines
 * `const struct cs_format cs_format_<name>`, and its line in formats.def.
 * A format turns lines into requests; reader.c does the rest.
 */

struct cs_request {
	const char *key;                /* any bytes; valid until the next call; NULL: the key is `number` */
	size_t key_length;
	uint64_t number;
	double time;                    /* seconds, any origin */
	uint32_t size;                  /* bytes; 0 = not told: as the last time */
	float ttl;                      /* seconds; as in struct cs_trace */
	enum cs_operation operation;
	bool lives_on;                  /* no request: what was written just before has this ttl from now on */
	bool more;                      /* the line holds another request: it is parsed again */
};

enum { CS_HAS_TIME = 1, CS_HAS_SIZE = 2, CS_HAS_OPERATION = 4, CS_HAS_TTL = 8, CS_SOME_SIZES = 16 };

enum cs_line { CS_LINE_REQUEST, CS_LINE_NOTHING, CS_LINE_DAMAGED };

struct cs_damage {
	size_t offset;                  /* in the line, bytes */
	const char *why;                /* "the time is not a number"; a constant */
};

struct cs_first_line {
	const char *path;               /* of the file, for messages */
	unsigned number;                /* 1-based; blank lines may stand before it */
	const char *text;
	size_t n;
};

struct cs_format {
	const char *name;               /* "csv" */
	const char *title;
	bool confirmed;                 /* a first line "OK" is none of the trace */
	size_t record;                  /* 0: lines of text; else "lines" are so many bytes each */
	/* Is this the first line of such a file, or for records up to 64 of them?  Asked in the order of
	 * formats.def. */
	bool (*recognise)(const char *line, size_t n);
	/* State for one file, told by its first line, which is parsed afterwards
	 * like the others.  *fields: which CS_HAS_... the requests will have;
	 * CS_SOME_SIZES with CS_HAS_SIZE: writes tell them, and some of those.
	 * NULL with err. */
	void *(*open)(const struct cs_first_line *first, const struct cs_trace_options *options,
		      unsigned *fields, struct wr_err *err);
	enum cs_line (*parse)(void *state, const char *line, size_t n, struct cs_request *out,
			      struct cs_damage *damage);
	/* The same, faster, for a line as most are, with its end and at least 8 bytes behind that: returns
	 * what follows the line, or NULL, and then parse sees it.  Fills number or key, and the fields that
	 * the requests have; what it leaves is 0.  NULL: there is none. */
	const char *(*take)(void *state, const char *line, struct cs_request *out);
	void (*close)(void *state);
};

#define FORMAT(name) extern const struct cs_format cs_format_##name;
#include "cachesim/formats.def"
#undef FORMAT

const struct cs_format *cs_format_find(const char *name);                       /* or NULL */
/* By its first line, or, with `records`, by its first bytes; or NULL. */
const struct cs_format *cs_format_recognise(const char *line, size_t n, bool records);

#endif
