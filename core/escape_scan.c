/* escape_scan.c - text read character by character, for the escapers. */
#include "core/escape_p.h"

#include <string.h>
#include "core/text.h"

struct wr_scan wr_scan_of(const char *s)
{
	return (struct wr_scan){ .start = s, .at = s, .left = strlen(s) };
}

bool wr_scan_next(struct wr_scan *s)
{
	if (!s->left)
		return false;
	s->bytes = s->at;
	s->length = wr_utf8_decode(s->at, s->left, &s->cp);
	s->valid = s->length > 0;
	s->length += !s->valid;
	s->at += s->length;
	s->left -= s->length;
	return true;
}

char wr_scan_peek(const struct wr_scan *s)
{
	return s->left ? *s->at : '\0';
}

/* Turns the direction of text around, or breaks a line: a reader would see
 * something else than what is there. */
static bool misleads(unsigned cp)
{
	return (cp >= 0x202A && cp <= 0x202E) || (cp >= 0x2066 && cp <= 0x2069) || cp == 0x200E ||
	       cp == 0x200F || cp == 0x061C || cp == 0x2028 || cp == 0x2029;
}

bool wr_scan_must_be_shown(const struct wr_scan *s)
{
	return !s->valid || s->cp < 0x20 || (s->cp >= 0x7F && s->cp <= 0x9F) || misleads(s->cp);
}

void wr_scan_show(struct wr_buf *out, const struct wr_scan *s, const char *backslash)
{
	if (!s->valid || s->cp < 0x80)
		wr_buf_printf(out, "%sx%02x", backslash, (unsigned char)*s->bytes);
	else
		wr_buf_printf(out, "%su{%04X}", backslash, s->cp);
}

void wr_scan_copy_or_show(struct wr_buf *out, const struct wr_scan *s)
{
	if (wr_scan_must_be_shown(s))
		wr_scan_show(out, s, "\\");
	else
		wr_buf_add(out, s->bytes, s->length);
}

const char *wr_entity(unsigned cp)
{
	switch (cp) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	case '\'':
		return "&#39;";
	}
	return NULL;
}
