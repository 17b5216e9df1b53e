#ifndef WEIR_ANALYZER_EFFECTS_H
#define WEIR_ANALYZER_EFFECTS_H

#include <stdint.h>
#include "analyzer/unit.h"

/*
 * effects.h - what a call does that costs, and the knowledge of libraries.
 *
 * Knowledge is data: knowledge/<language or library>.def, one line per API.
 */

enum an_effect {                        /* bits */
	AN_QUERIES = 1 << 0,            /* sends a statement to a database */
	AN_CONNECTS = 1 << 1,           /* opens a network or database connection */
	AN_BLOCKS = 1 << 2,             /* waits: network, disk, sleep, a child process */
	AN_OPENS = 1 << 3,              /* opens a file */
	AN_READS = 1 << 4,              /* does file I/O */
	AN_SPAWNS = 1 << 5,             /* starts a process */
	AN_COMMITS = 1 << 6,            /* ends a transaction or syncs to disk */
	AN_ALLOCATES = 1 << 7,
	AN_LOCKS = 1 << 8,
	AN_SLEEPS = 1 << 9,
	AN_COMPILES = 1 << 10,          /* compiles a pattern; subject = the pattern */
	AN_PARSES = 1 << 11,            /* parses a document; subject = the text */
	AN_SEARCHES = 1 << 12,          /* walks the subject to find something: linear in it */
	AN_WALKS = 1 << 13,             /* walks the subject to its end (strlen): linear in it */
	AN_SORTS = 1 << 14,
	AN_NETWORK = 1 << 15,           /* an HTTP or RPC round trip */
	AN_PURE = 1 << 16,              /* changes nothing, same result for the same arguments */
	AN_WAITS = 1 << 17,             /* waits for something to happen: the heart of an event loop */
	AN_SHIFTS = 1 << 18,            /* moves what stands behind a place of the subject: linear in it */
	AN_APPENDS = 1 << 19,           /* walks the subject, a text, to its end to add to it */
	AN_RESIZES = 1 << 20            /* moves the subject to a larger place of a given size */
};
#define AN_EFFECT_COUNT 21

const char *an_effect_name(uint32_t one_bit);   /* "query", "connect", "block", ... for users and messages */
uint32_t an_effect_from(const char *name);      /* 0 if there is none */

/* Which value an effect is about (the haystack, the pattern, the text). */
enum an_subject { AN_SUBJECT_NONE = -2, AN_SUBJECT_RECEIVER = -1, AN_SUBJECT_ARG0 = 0 /* , 1, 2, ... */ };

struct an_api {
	uint8_t language;       /* enum an_language; C knowledge also holds for C++ */
	const char *name;       /* "strlen", "std::find", "dbapi.Cursor.execute", "list.index" */
	uint32_t effects;       /* enum an_effect bits */
	int subject;            /* enum an_subject */
};

/* The entry for a call's name, or NULL.  O(1).  C++ falls back on C ("std::strlen"), a Python
 * manager ("shop.models.Order.objects.get") on "?.objects.get". */
const struct an_api *an_api_find(enum an_language language, const char *name);
/* For a method of a receiver of unknown type ("?.execute"): the entry that the receiver's own
 * name ("self.cursor") suggests, or NULL.  A finding that rests on it is less certain. */
const struct an_api *an_api_guess(enum an_language language, const char *name, const char *receiver);

/* Type of the result of calling `name` ("sqlite3.connect" -> "dbapi.Connection",
 * "open" -> "io.File", "re.compile" -> "re.Pattern"), or NULL.  Used by the binders. */
const char *an_api_returns(enum an_language language, const char *name);
/* The class that a library class is known as ("psycopg2.extensions.cursor" ->
 * "dbapi.Cursor"), or NULL when it stands for itself. */
const char *an_api_class(enum an_language language, const char *name);

#endif
