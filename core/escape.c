/*
 * escape.c - one escaper per place where text from outside may end up.
 *
 * Each is a loop over characters: what its context may not see is shown in
 * another spelling, the rest is copied.
 */
#include "core/text.h"

#include <string.h>

struct scan {
	const char *start, *at;
	size_t left;
	/* The character just read: its bytes, and its code point. */
	const char *bytes;
	size_t length;
	unsigned cp;
	bool valid;
};

static struct scan scan_of(const char *s)
{
	return (struct scan){ .start = s, .at = s, .left = strlen(s) };
}

static bool next(struct scan *s)
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

/* The byte after the character just read, 0 at the end. */
static char peek(const struct scan *s)
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

static bool must_be_shown(const struct scan *s)
{
	return !s->valid || s->cp < 0x20 || (s->cp >= 0x7F && s->cp <= 0x9F) || misleads(s->cp);
}

static void show(struct wr_buf *out, const struct scan *s, const char *backslash)
{
	if (!s->valid || s->cp < 0x80)
		wr_buf_printf(out, "%sx%02x", backslash, (unsigned char)*s->bytes);
	else
		wr_buf_printf(out, "%su{%04X}", backslash, s->cp);
}

static void copy_or_show(struct wr_buf *out, const struct scan *s)
{
	if (must_be_shown(s))
		show(out, s, "\\");
	else
		wr_buf_add(out, s->bytes, s->length);
}

/* The entity of a character that HTML and XML give a meaning, or NULL. */
static const char *entity(unsigned cp)
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

void wr_esc_html(struct wr_buf *out, const char *text)
{
	struct scan s = scan_of(text);

	while (next(&s)) {
		if (s.valid && entity(s.cp))
			wr_buf_str(out, entity(s.cp));
		else if (s.valid && (s.cp == '\n' || s.cp == '\t'))
			wr_buf_char(out, *s.bytes);
		else
			copy_or_show(out, &s);
	}
}

void wr_esc_attr(struct wr_buf *out, const char *text)
{
	struct scan s = scan_of(text);

	while (next(&s)) {
		if (s.valid && entity(s.cp))
			wr_buf_str(out, entity(s.cp));
		else if (s.valid && (s.cp == '\n' || s.cp == '\t' || s.cp == '`'))
			wr_buf_printf(out, "&#%u;", s.cp);
		else
			copy_or_show(out, &s);
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
	struct scan s = scan_of(text);

	while (next(&s)) {
		if (!s.valid)
			show(out, &s, "\\\\");
		else if (json_letter(s.cp))
			wr_buf_printf(out, "\\%c", json_letter(s.cp));
		else if (must_be_shown(&s) || s.cp == '<')
			wr_buf_printf(out, "\\u%04x", s.cp);
		else
			wr_buf_add(out, s.bytes, s.length);
	}
}

void wr_esc_xml(struct wr_buf *out, const char *text)
{
	struct scan s = scan_of(text);

	while (next(&s)) {
		if (s.valid && entity(s.cp))
			wr_buf_str(out, entity(s.cp));
		else if (s.valid && (s.cp == '\n' || s.cp == '\r' || s.cp == '\t'))
			wr_buf_printf(out, "&#%u;", s.cp);
		else if (s.valid && (s.cp == 0xFFFE || s.cp == 0xFFFF))
			show(out, &s, "\\");            /* not a Char of XML 1.0 */
		else
			copy_or_show(out, &s);
	}
}

/*
 * GitHub links mentions, issues and bare addresses after Markdown is
 * rendered, so a backslash does not stop it: a zero-width space between the
 * sign and what follows does.
 */
static const char *const zero_width_space = "\xE2\x80\x8B";

static bool is_ascii_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool follows_word(const struct scan *s, const char *word)
{
	size_t n = strlen(word);
	const char *before = s->bytes - s->start < (ptrdiff_t)n ? NULL : s->bytes - n;

	if (!before)
		return false;
	for (size_t i = 0; i < n; i++)
		if ((before[i] | 0x20) != word[i])
			return false;
	return true;
}

static bool would_link(const struct scan *s)
{
	switch (s->cp) {
	case '@':
	case '#':
		return true;
	case ':':
		return peek(s) == '/' || follows_word(s, "mailto") || follows_word(s, "xmpp");
	case '.':
		return follows_word(s, "www");
	case '-':
		return is_ascii_digit(peek(s)) && follows_word(s, "gh");
	}
	return false;
}

/* Lists, headings, rules and code blocks begin with these; a line "::" or
 * "##[" is a command to the runner if the Markdown goes to a job's log. */
static bool opens_block(const struct scan *s)
{
	return s->bytes == s->start && strchr("+-=:", *s->bytes);
}

static void markdown_character(struct wr_buf *out, const struct scan *s)
{
	if (s->cp == '|') {
		wr_buf_str(out, "&#124;");
		return;
	}
	if (s->cp == '&' || s->cp == '<' || s->cp == '>') {
		wr_buf_str(out, entity(s->cp));
		return;
	}
	if (strchr("\\`*_[]~#$!", *s->bytes) || opens_block(s))
		wr_buf_char(out, '\\');
	wr_buf_char(out, *s->bytes);
	if (would_link(s))
		wr_buf_str(out, zero_width_space);
}

/* "1. " and "1) " begin a list where the digits are all that stands before. */
static bool ends_list_number(const struct scan *s)
{
	if ((s->cp != '.' && s->cp != ')') || s->bytes == s->start)
		return false;
	for (const char *c = s->start; c < s->bytes; c++)
		if (!is_ascii_digit(*c))
			return false;
	return true;
}

static bool is_blank(const struct scan *s)
{
	return s->valid && (s->cp == ' ' || s->cp == '\t' || s->cp == '\n' || s->cp == '\r');
}

void wr_esc_markdown(struct wr_buf *out, const char *text)
{
	struct scan s = scan_of(text);
	bool at_start = true;

	while (next(&s)) {
		if (is_blank(&s)) {
			/* Blanks at the start would make a code block, or hide that what
			 * follows is at the start. */
			if (at_start)
				s.start = s.at;
			else
				wr_buf_char(out, ' ');
			continue;
		}
		at_start = false;
		if (must_be_shown(&s))
			show(out, &s, "\\\\");
		else if (s.cp >= 0x80)
			wr_buf_add(out, s.bytes, s.length);
		else if (ends_list_number(&s))
			wr_buf_printf(out, "\\%c", (char)s.cp);
		else
			markdown_character(out, &s);
	}
}

static size_t longest_run(const char *text, char c)
{
	size_t longest = 0, run = 0;

	for (; *text; text++) {
		run = *text == c ? run + 1 : 0;
		if (run > longest)
			longest = run;
	}
	return longest;
}

/* In a table cell "\|" is a bar but "\\|" may end the cell: an odd number of
 * backslashes before the bar is safe in every reading. */
static void code_backslashes(struct wr_buf *out, struct scan *s)
{
	size_t n = 1;

	while (peek(s) == '\\') {
		next(s);
		n++;
	}
	for (size_t i = 0; i < n; i++)
		wr_buf_str(out, peek(s) == '|' ? "\\\\" : "\\");
}

void wr_esc_markdown_code(struct wr_buf *out, const char *text)
{
	struct scan s = scan_of(text);
	size_t fence = longest_run(text, '`') + 1;

	for (size_t i = 0; i < fence; i++)
		wr_buf_char(out, '`');
	/* One blank on each side is taken off again by the reader; it keeps
	 * backticks at the ends apart from the fence. */
	wr_buf_char(out, ' ');
	while (next(&s)) {
		if (is_blank(&s))
			wr_buf_char(out, ' ');
		else if (s.valid && s.cp == '\\')
			code_backslashes(out, &s);
		else if (s.valid && s.cp == '|')
			wr_buf_str(out, "\\|");
		else
			copy_or_show(out, &s);
	}
	wr_buf_char(out, ' ');
	for (size_t i = 0; i < fence; i++)
		wr_buf_char(out, '`');
}

static bool only_blanks_before(const struct scan *s)
{
	for (const char *c = s->start; c < s->bytes; c++)
		if (*c != ' ')
			return false;
	return true;
}

/* In a job's log "::" at the start of a line and "##[" anywhere are commands
 * to the runner. */
static bool is_runner_command(const struct scan *s)
{
	return (s->cp == ':' && peek(s) == ':' && only_blanks_before(s)) ||
	       (s->cp == '#' && s->bytes > s->start && s->bytes[-1] == '#');
}

void wr_esc_terminal(struct wr_buf *out, const char *text)
{
	struct scan s = scan_of(text);

	while (next(&s)) {
		if (s.valid && (s.cp == '\n' || s.cp == '\r' || s.cp == '\t'))
			wr_buf_printf(out, "\\%c", json_letter(s.cp));
		else if (s.valid && is_runner_command(&s))
			show(out, &s, "\\");
		else
			copy_or_show(out, &s);
	}
}

static void github_character(struct wr_buf *out, const struct scan *s, const char *percent_encoded)
{
	if (s->valid && s->cp && s->cp < 0x80 && strchr(percent_encoded, *s->bytes))
		wr_buf_printf(out, "%%%02X", s->cp);
	else
		copy_or_show(out, s);
}

void wr_esc_github_data(struct wr_buf *out, const char *text)
{
	struct scan s = scan_of(text);

	while (next(&s))
		github_character(out, &s, "%\r\n");
}

void wr_esc_github_property(struct wr_buf *out, const char *text)
{
	struct scan s = scan_of(text);

	while (next(&s))
		github_character(out, &s, "%\r\n:,");
}
