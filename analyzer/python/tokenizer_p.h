#ifndef WEIR_ANALYZER_PYTHON_TOKENIZER_P_H
#define WEIR_ANALYZER_PYTHON_TOKENIZER_P_H

#include "analyzer/python/tokens_p.h"
#include "core/alloc.h"

/* tokenizer_p.h - the state that the parts of the tokenizer share.
 * Scanners take the place to read at and return the place to go on. */

#define PY_INDENT_MAX 100       /* levels, as in CPython */
#define PY_FSTRING_MAX 100      /* f-strings in fields of f-strings */

struct py_indent { uint32_t column, alternative; };     /* with tabs to 8, with tabs as 1 */

struct py_bracket {
	uint32_t token;         /* of the opening bracket */
	uint8_t closer;         /* kind of the closing one */
	bool field;             /* the { of an f-string */
	bool spec;              /* a field whose format spec has begun */
};

struct py_fstring {
	uint32_t token;         /* FSTRING_START */
	uint32_t depth;         /* brackets outside */
	char quote;
	bool triple, raw;
};

struct py_tokenizer {
	const char *text, *end;
	const struct py_source *source;
	struct py_names *names;
	struct py_token *items;         /* of *out, which gets them at the end */
	size_t n, cap;
	struct py_tokens *out;
	struct py_bracket *brackets;
	size_t depth, bracket_cap;
	struct py_indent indents[PY_INDENT_MAX];
	unsigned indent;                /* of the current block; indents[0] is the margin */
	struct py_fstring fstrings[PY_FSTRING_MAX];
	unsigned fstring_count;
	bool suspect;                   /* a string was cut at its line inside brackets */
	size_t reread, reread_max;      /* bytes read once more after mistakes: bounds the work */
};

static inline void py_push(struct py_tokenizer *t, unsigned kind, const char *start, const char *end,
			   uint32_t value)
{
	*PY_PUSH(t->items, t->n, t->cap) = (struct py_token){
		.start = (uint32_t)(start - t->text), .end = (uint32_t)(end - t->text),
		.kind = kind & 0xff, .value = value & 0xffffff };
}

/* A line begins at p. */
static inline void py_line(struct py_tokenizer *t, const char *p)
{
	struct py_tokens *out = t->out;

	*PY_PUSH(out->lines, out->line_count, out->line_cap) = (uint32_t)(p - t->text);
}

void an_py_lexical_error(struct py_tokenizer *t, const char *at, const char *message, const char *detail);
void an_py_python2(struct py_tokenizer *t, const char *at);
/* Takes back all tokens from `token` on, and lines that begin behind `at`; false if too much was read twice. */
bool an_py_take_back(struct py_tokenizer *t, size_t token, const char *from, const char *at);

/* lines.c: p stands at the first column of a line. */
const char *an_py_logical_line(struct py_tokenizer *t, const char *p);
const char *an_py_line_in_brackets(struct py_tokenizer *t, const char *p);
/* The keyword at p, inside brackets: where to go on if it begins a line and can never stand inside
 * brackets, so that they were not closed; otherwise NULL. */
const char *an_py_keyword_in_brackets(struct py_tokenizer *t, const char *p, unsigned kind);
/* The file ends inside brackets at p: where to go on, or NULL. */
const char *an_py_end_in_brackets(struct py_tokenizer *t, const char *p);
const char *an_py_skip_comment(struct py_tokenizer *t, const char *p);
const char *an_py_close_bracket(struct py_tokenizer *t, const char *p, unsigned kind);

/* strings.c: start is where the prefix begins, p the quote. */
const char *an_py_string(struct py_tokenizer *t, const char *start, const char *p);
/* Text of the innermost f-string from p on. */
const char *an_py_fstring_text(struct py_tokenizer *t, const char *p);

/* numbers.c: p stands at a digit, or at a dot before one. */
const char *an_py_number(struct py_tokenizer *t, const char *p);

/* identifiers.c */
bool an_py_identifier_start(unsigned code_point);       /* XID_Start or '_', and what Python adds */
bool an_py_identifier_part(unsigned code_point);        /* XID_Continue, and what Python adds */

#endif
