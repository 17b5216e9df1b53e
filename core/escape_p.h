#ifndef WEIR_CORE_ESCAPE_P_H
#define WEIR_CORE_ESCAPE_P_H

#include <stdbool.h>
#include <stddef.h>
#include "core/buf.h"

/* escape_p.h - text read character by character, for the escapers. */

struct wr_scan {
	const char *start, *at;
	size_t left;
	/* The character just read: its bytes, and its code point. */
	const char *bytes;
	size_t length;
	unsigned cp;
	bool valid;
};

struct wr_scan wr_scan_of(const char *s);
bool wr_scan_next(struct wr_scan *s);           /* false at the end */
char wr_scan_peek(const struct wr_scan *s);     /* the byte after the character just read, 0 at the end */

/* Whether the character just read is one that no context may pass on (text.h). */
bool wr_scan_must_be_shown(const struct wr_scan *s);
/* Appends it as \xNN or \u{NNNN}, with backslash (perhaps escaped itself) in front. */
void wr_scan_show(struct wr_buf *out, const struct wr_scan *s, const char *backslash);
void wr_scan_copy_or_show(struct wr_buf *out, const struct wr_scan *s);

/* The entity of a character that HTML and XML give a meaning, or NULL. */
const char *wr_entity(unsigned cp);

#endif
