#ifndef WEIR_ANALYZER_PYTHON_TOKENS_P_H
#define WEIR_ANALYZER_PYTHON_TOKENS_P_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "analyzer/python/names_p.h"
#include "analyzer/python/source_p.h"

/*
 * tokens_p.h - a file as an array of tokens, Python 3.8 to 3.14.
 *
 * The interiors of f-strings and t-strings are tokens too (PEP 701, PEP 750):
 * FSTRING_START, then FSTRING_MIDDLE for text and { expression ! : } for fields,
 * then FSTRING_END.  Comments and blank lines leave none.
 *
 * What is lexically wrong is repaired and noted in `errors`: unknown characters are
 * dropped, strings end at their line, brackets that were never closed are closed
 * where the next statement must begin.
 */

enum py_token_kind {
#define TOKEN(kind, text) PY_##kind,
#include "analyzer/python/tokens.def"
#undef TOKEN
	PY_FIRST_KEYWORD,
	PY_BEFORE_KEYWORDS = PY_FIRST_KEYWORD - 1,
#define KEYWORD(kind, text) PY_##kind,
#define BUILTIN(id, text)
#define KNOWN(id, text)
#include "analyzer/python/names.def"
#undef KEYWORD
#undef BUILTIN
#undef KNOWN
	PY_TOKEN_KINDS
};

/* The value of STRING and FSTRING_START. */
enum py_string_flags {
	PY_STRING_BYTES = 1,
	PY_STRING_RAW = 2,
	PY_STRING_TEMPLATE = 4,         /* t"..." */
	PY_STRING_TRIPLE = 8,
	PY_STRING_OPEN = 16,            /* never closed: ends at its line */
	PY_STRING_PREFIX = 32           /* times the number of letters before the quote */
};

/* The value of NUMBER. */
enum { PY_NUMBER_INTEGER, PY_NUMBER_OTHER };

struct py_token {
	uint32_t start, end;    /* offsets in the source */
	uint32_t kind : 8;      /* enum py_token_kind */
	uint32_t value : 24;    /* NAME: its number; STRING, FSTRING_START, NUMBER: see above */
};

struct py_comment { uint32_t start, end; };

/* A mistake in the source.  Messages are constants. */
struct py_error {
	uint32_t at;            /* offset */
	uint32_t def;           /* function it was met in (tree_p.h), or PY_NOWHERE: find it by offset */
	const char *message;
	const char *detail;     /* put between quotes behind the message, or NULL */
};
#define PY_NOWHERE UINT32_MAX
#define PY_ERRORS_MAX 200

struct py_errors { struct py_error items[PY_ERRORS_MAX]; size_t n; };   /* further ones are dropped */

struct py_tokens {
	struct py_token *items; /* the last one is END */
	size_t n, cap;
	uint32_t *lines;        /* offsets where lines begin; [0] is 0 */
	size_t line_count, line_cap;
	struct py_comment *comments;    /* those that say "weir:" */
	size_t comment_count, comment_cap;
	struct py_errors errors;
	uint32_t python2;       /* 1 + offset of what only Python 2 has, 0 = nothing */
};

/* Fills *tokens (a zeroed struct, or one used before). */
void an_py_tokenize(const struct py_source *source, struct py_names *names, struct py_tokens *tokens);
void an_py_tokens_free(struct py_tokens *tokens);

void an_py_error(struct py_errors *errors, uint32_t at, uint32_t def, const char *message, const char *detail);
/* "(", "def", "newline": for messages. */
const char *an_py_token_text(enum py_token_kind kind);

#endif
