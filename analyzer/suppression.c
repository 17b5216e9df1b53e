/* suppression.c - reads `weir: ignore[rule, rule] reason` in a comment. */
#include <string.h>
#include "analyzer/builder.h"

#define MARK "weir: ignore"

static bool blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

/* The reason: the rest of the line without the comment's end. */
static an_str reason_at(struct an_builder *b, const char *s, const char *end)
{
	const char *stop = memchr(s, '\n', (size_t)(end - s));

	if (stop)
		end = stop;
	while (s < end && blank(*s))
		s++;
	if (end - s >= 2 && end[-1] == '/' && end[-2] == '*')
		end -= 2;
	while (end > s && blank(end[-1]))
		end--;
	return an_intern_n(b, s, (size_t)(end - s));
}

/* Adds one suppression per name between s and end ("rule, rule"). */
static void add_rules(struct an_builder *b, const char *s, const char *end, uint32_t line, an_str reason,
		      bool own_line)
{
	while (s < end) {
		const char *comma = memchr(s, ',', (size_t)(end - s));
		const char *stop = comma ? comma : end;
		const char *last = stop;
		an_str rule;

		while (s < last && blank(*s))
			s++;
		while (last > s && blank(last[-1]))
			last--;
		rule = an_intern_n(b, s, (size_t)(last - s));
		if (rule)
			an_add_suppression(b, line, an_builder_text(b, rule), an_builder_text(b, reason), own_line);
		s = stop + 1;
	}
}

static uint32_t newlines(const char *s, const char *end)
{
	uint32_t n = 0;

	while (s < end && (s = memchr(s, '\n', (size_t)(end - s)))) {
		n++;
		s++;
	}
	return n;
}

/* One directive; at points behind MARK.  Returns where to look on. */
static const char *scan_one(struct an_builder *b, const char *text, const char *at, const char *end, uint32_t line,
			    bool own_line)
{
	const char *close;

	if (at == end || *at != '[') {
		an_add_suppression(b, line + newlines(text, at), "", "", own_line);
		return at;
	}
	close = memchr(at, ']', (size_t)(end - at));
	if (!close)
		return end;
	/* A comment of several lines on lines of its own stands above the code: its last line counts. */
	add_rules(b, at + 1, close, line + newlines(text, own_line ? end : at), reason_at(b, close + 1, end),
		  own_line);
	return close + 1;
}

void an_scan_suppression(struct an_builder *b, const char *text, size_t n, uint32_t line, bool own_line)
{
	const char *end = text + n, *at = text;

	while ((at = memmem(at, (size_t)(end - at), MARK, strlen(MARK)))) {
		/* `weir: ignore[rule]` in quotes only speaks of it. */
		bool quoted = at > text && strchr("`'\"", at[-1]);

		at += strlen(MARK);
		if (!quoted)
			at = scan_one(b, text, at, end, line, own_line);
	}
}
