#ifndef WEIR_CORE_TEXT_H
#define WEIR_CORE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include "core/buf.h"

/*
 * text.h - one escaper per place where text from outside may end up.
 *
 * All text that comes from a repository under test (file names, messages,
 * benchmark names, cache keys, URLs) is hostile.  Every escaper takes any
 * bytes, valid UTF-8 or not, appends text that is inert in its context, and
 * shows what it cannot pass (control characters, invalid UTF-8, bidirectional
 * overrides U+202A..202E, U+2066..2069, U+200E, U+200F, U+061C, the line separators
 * U+2028, U+2029) as \xNN or \u{NNNN}; only wr_esc_json keeps their value, as \uNNNN.
 */

void wr_esc_html(struct wr_buf *out, const char *s);       /* between tags */
void wr_esc_attr(struct wr_buf *out, const char *s);       /* inside "..." of an attribute */
/* RFC 3986 path: '/' kept, the rest percent-encoded; "//" and ".." lose their meaning. */
void wr_esc_url_path(struct wr_buf *out, const char *s);
/* Inside "..."; also safe inside <script> (RFC 8259, '<' as \u003c). */
void wr_esc_json(struct wr_buf *out, const char *s);
void wr_esc_xml(struct wr_buf *out, const char *s);        /* text or attribute, XML 1.0 */
/* Running text and table cells of GitHub Markdown: no mention, link, HTML, pipe or
 * newline (a blank instead) survives. */
void wr_esc_markdown(struct wr_buf *out, const char *s);
/* A whole code span with a fence long enough, '|' escaped. */
void wr_esc_markdown_code(struct wr_buf *out, const char *s);
/* One line: newline becomes \n; no command to a CI runner ("::x::", "##[x]") survives. */
void wr_esc_terminal(struct wr_buf *out, const char *s);
void wr_esc_github_data(struct wr_buf *out, const char *s);     /* message of a ::command:: */
void wr_esc_github_property(struct wr_buf *out, const char *s); /* property of a ::command:: */

typedef void wr_escaper(struct wr_buf *out, const char *s);

/* Decodes one code point at s (n bytes left, n > 0).  Returns its length in
 * bytes, or 0 if the bytes are not well-formed UTF-8 (Unicode 15, table 3-7). */
size_t wr_utf8_decode(const char *s, size_t n, unsigned *code_point);
bool wr_utf8_valid(const char *s, size_t n);
/* Columns that s takes on a terminal: code points, wide East Asian ones twice. */
size_t wr_text_width(const char *s);

/* Inline, so that the length of a literal is known where they are called. */
static inline bool wr_starts_with(const char *s, const char *prefix)
{
	return !strncmp(s, prefix, strlen(prefix));
}
static inline bool wr_ends_with(const char *s, const char *suffix)
{
	size_t n = strlen(s), m = strlen(suffix);

	return n >= m && !memcmp(s + n - m, suffix, m);
}
bool wr_is_one_of(const char *s, const char *const *list);     /* list ends with NULL */
/* Shell-like match of the whole of s: '*' (any run, not '/'), '**' (any run;
 * with a '/' behind it any folders, also none), '?' (one character, not '/').
 * Time is the product of the lengths at most. */
bool wr_glob_match(const char *pattern, const char *s);

/* 64-bit FNV-1a with a finishing mix; the same on every machine and day. */
unsigned long long wr_hash(const void *bytes, size_t n, unsigned long long seed);
/* For tables in memory: several times as fast on more than a few bytes, but not the same on every machine. */
unsigned long long wr_hash_quick(const void *bytes, size_t n);

#endif
