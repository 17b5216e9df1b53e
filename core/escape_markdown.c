/* escape_markdown.c - text from outside into the Markdown of GitHub. */
#include "core/text.h"

#include <string.h>
#include "core/escape_p.h"

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

static bool follows_word(const struct wr_scan *s, const char *word)
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

static bool would_link(const struct wr_scan *s)
{
	switch (s->cp) {
	case '@':
	case '#':
		return true;
	case ':':
		return wr_scan_peek(s) == '/' || follows_word(s, "mailto") || follows_word(s, "xmpp");
	case '.':
		return follows_word(s, "www");
	case '-':
		return is_ascii_digit(wr_scan_peek(s)) && follows_word(s, "gh");
	}
	return false;
}

/* Lists, headings, rules and code blocks begin with these; a line "::" or
 * "##[" is a command to the runner if the Markdown goes to a job's log. */
static bool opens_block(const struct wr_scan *s)
{
	return s->bytes == s->start && strchr("+-=:", *s->bytes);
}

static void markdown_character(struct wr_buf *out, const struct wr_scan *s)
{
	if (s->cp == '|') {
		wr_buf_str(out, "&#124;");
		return;
	}
	if (s->cp == '&' || s->cp == '<' || s->cp == '>') {
		wr_buf_str(out, wr_entity(s->cp));
		return;
	}
	if (strchr("\\`*_[]~#$!", *s->bytes) || opens_block(s))
		wr_buf_char(out, '\\');
	wr_buf_char(out, *s->bytes);
	if (would_link(s))
		wr_buf_str(out, zero_width_space);
}

/* "1. " and "1) " begin a list where the digits are all that stands before. */
static bool ends_list_number(const struct wr_scan *s)
{
	if ((s->cp != '.' && s->cp != ')') || s->bytes == s->start)
		return false;
	for (const char *c = s->start; c < s->bytes; c++)
		if (!is_ascii_digit(*c))
			return false;
	return true;
}

static bool is_blank(const struct wr_scan *s)
{
	return s->valid && (s->cp == ' ' || s->cp == '\t' || s->cp == '\n' || s->cp == '\r');
}

void wr_esc_markdown(struct wr_buf *out, const char *text)
{
	struct wr_scan s = wr_scan_of(text);
	bool at_start = true;

	while (wr_scan_next(&s)) {
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
		if (wr_scan_must_be_shown(&s))
			wr_scan_show(out, &s, "\\\\");
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
static void code_backslashes(struct wr_buf *out, struct wr_scan *s)
{
	size_t n = 1;

	while (wr_scan_peek(s) == '\\') {
		wr_scan_next(s);
		n++;
	}
	for (size_t i = 0; i < n; i++)
		wr_buf_str(out, wr_scan_peek(s) == '|' ? "\\\\" : "\\");
}

void wr_esc_markdown_code(struct wr_buf *out, const char *text)
{
	struct wr_scan s = wr_scan_of(text);
	size_t fence = longest_run(text, '`') + 1;

	for (size_t i = 0; i < fence; i++)
		wr_buf_char(out, '`');
	/* One blank on each side is taken off again by the reader; it keeps
	 * backticks at the ends apart from the fence. */
	wr_buf_char(out, ' ');
	while (wr_scan_next(&s)) {
		if (is_blank(&s))
			wr_buf_char(out, ' ');
		else if (s.valid && s.cp == '\\')
			code_backslashes(out, &s);
		else if (s.valid && s.cp == '|')
			wr_buf_str(out, "\\|");
		else
			wr_scan_copy_or_show(out, &s);
	}
	wr_buf_char(out, ' ');
	for (size_t i = 0; i < fence; i++)
		wr_buf_char(out, '`');
}
