/*
 * escape.c - one escaper per place where text from outside may end up.
 *
 * Each is a loop over characters: what its context may not see is shown in
 * another spelling, the rest is copied.  Markdown has a file of its own.
 */
#include "core/text.h"

#include <string.h>
#include "core/escape_p.h"

void wr_esc_html(struct wr_buf *out, const char *text)
{
	struct wr_scan s = wr_scan_of(text);

	while (wr_scan_next(&s)) {
		if (s.valid && wr_entity(s.cp))
			wr_buf_str(out, wr_entity(s.cp));
		else if (s.valid && (s.cp == '\n' || s.cp == '\t'))
			wr_buf_char(out, *s.bytes);
		else
			wr_scan_copy_or_show(out, &s);
	}
}

void wr_esc_attr(struct wr_buf *out, const char *text)
{
	struct wr_scan s = wr_scan_of(text);

	while (wr_scan_next(&s)) {
		if (s.valid && wr_entity(s.cp))
			wr_buf_str(out, wr_entity(s.cp));
		else if (s.valid && (s.cp == '\n' || s.cp == '\t' || s.cp == '`'))
			wr_buf_printf(out, "&#%u;", s.cp);
		else
			wr_scan_copy_or_show(out, &s);
	}
}

static bool is_unreserved(unsigned cp)
{
	return (cp >= 'a' && cp <= 'z') || (cp >= 'A' && cp <= 'Z') || (cp >= '0' && cp <= '9') ||
	       cp == '-' || cp == '.' || cp == '_' || cp == '~';
}

/* A segment ".." climbs, also when it is written %2E%2E (WHATWG URL, 4.4). */
static bool is_climb(const char *text, const char *at)
{
	return (at == text || at[-1] == '/') && at[0] == '.' && at[1] == '.' && (at[2] == '/' || at[2] == '\0');
}

void wr_esc_url_path(struct wr_buf *out, const char *text)
{
	for (const char *c = text; *c; c++) {
		unsigned char byte = (unsigned char)*c;

		if (is_climb(text, c)) {
			wr_buf_str(out, "%252E%252E");
			c++;
		} else if (byte == '/' && c > text && c[-1] == '/') {
			wr_buf_str(out, "%2F");         /* "//host" would name another server */
		} else if (is_unreserved(byte) || byte == '/') {
			wr_buf_char(out, *c);
		} else {
			wr_buf_printf(out, "%%%02X", byte);
		}
	}
}

static char json_letter(unsigned cp)
{
	switch (cp) {
	case '"':
	case '\\':
		return (char)cp;
	case '\n':
		return 'n';
	case '\r':
		return 'r';
	case '\t':
		return 't';
	case '\b':
		return 'b';
	case '\f':
		return 'f';
	}
	return '\0';
}

/* What must be shown keeps its value, as \uNNNN; only invalid bytes become text. */
void wr_esc_json(struct wr_buf *out, const char *text)
{
	struct wr_scan s = wr_scan_of(text);

	while (wr_scan_next(&s)) {
		if (!s.valid)
			wr_scan_show(out, &s, "\\\\");
		else if (json_letter(s.cp))
			wr_buf_printf(out, "\\%c", json_letter(s.cp));
		else if (wr_scan_must_be_shown(&s) || s.cp == '<')
			wr_buf_printf(out, "\\u%04x", s.cp);
		else
			wr_buf_add(out, s.bytes, s.length);
	}
}

void wr_esc_xml(struct wr_buf *out, const char *text)
{
	struct wr_scan s = wr_scan_of(text);

	while (wr_scan_next(&s)) {
		if (s.valid && wr_entity(s.cp))
			wr_buf_str(out, wr_entity(s.cp));
		else if (s.valid && (s.cp == '\n' || s.cp == '\r' || s.cp == '\t'))
			wr_buf_printf(out, "&#%u;", s.cp);
		else if (s.valid && (s.cp == 0xFFFE || s.cp == 0xFFFF))
			wr_scan_show(out, &s, "\\");            /* not a Char of XML 1.0 */
		else
			wr_scan_copy_or_show(out, &s);
	}
}

static bool only_blanks_before(const struct wr_scan *s)
{
	for (const char *c = s->start; c < s->bytes; c++)
		if (*c != ' ')
			return false;
	return true;
}

/* In a job's log "::" at the start of a line and "##[" anywhere are commands
 * to the runner. */
static bool is_runner_command(const struct wr_scan *s)
{
	return (s->cp == ':' && wr_scan_peek(s) == ':' && only_blanks_before(s)) ||
	       (s->cp == '#' && s->bytes > s->start && s->bytes[-1] == '#');
}

void wr_esc_terminal(struct wr_buf *out, const char *text)
{
	struct wr_scan s = wr_scan_of(text);

	while (wr_scan_next(&s)) {
		if (s.valid && (s.cp == '\n' || s.cp == '\r' || s.cp == '\t'))
			wr_buf_printf(out, "\\%c", json_letter(s.cp));
		else if (s.valid && is_runner_command(&s))
			wr_scan_show(out, &s, "\\");
		else
			wr_scan_copy_or_show(out, &s);
	}
}

static void github_character(struct wr_buf *out, const struct wr_scan *s, const char *percent_encoded)
{
	if (s->valid && s->cp && s->cp < 0x80 && strchr(percent_encoded, *s->bytes))
		wr_buf_printf(out, "%%%02X", s->cp);
	else
		wr_scan_copy_or_show(out, s);
}

void wr_esc_github_data(struct wr_buf *out, const char *text)
{
	struct wr_scan s = wr_scan_of(text);

	while (wr_scan_next(&s))
		github_character(out, &s, "%\r\n");
}

void wr_esc_github_property(struct wr_buf *out, const char *text)
{
	struct wr_scan s = wr_scan_of(text);

	while (wr_scan_next(&s))
		github_character(out, &s, "%\r\n:,");
}
