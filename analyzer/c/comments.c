/* comments.c - finds the comments of a C file, for what they tell weir. */
#include <string.h>
#include "analyzer/c/source_p.h"

struct scan {
	struct an_builder *b;
	const char *at, *end;
	uint32_t line;
	bool own_line;          /* nothing but blanks so far on this line */
};

/* Moves to `to`, counting lines. */
static void move(struct scan *s, const char *to)
{
	while (s->at < to) {
		if (*s->at++ == '\n')
			s->line++;
	}
}

static const char *find(const struct scan *s, const char *what)
{
	const char *hit = memmem(s->at, (size_t)(s->end - s->at), what, strlen(what));

	return hit ? hit : s->end;
}

static void comment(struct scan *s)
{
	bool block = s->at[1] == '*';
	const char *start = s->at, *stop;
	uint32_t line = s->line;

	s->at += 2;
	stop = find(s, block ? "*/" : "\n");
	if (block && stop < s->end)
		stop += 2;
	an_scan_suppression(s->b, start, (size_t)(stop - start), line, s->own_line);
	move(s, stop);
}

/* A string or character literal; an end of line ends it too, so that a stray quote in an #error is no trap. */
static void literal(struct scan *s)
{
	char quote = *s->at++;

	while (s->at < s->end && *s->at != quote && *s->at != '\n') {
		if (*s->at == '\\' && s->at + 1 < s->end)
			move(s, s->at + 1);
		move(s, s->at + 1);
	}
	if (s->at < s->end && *s->at == quote)
		s->at++;
}

static bool opens_comment(const struct scan *s)
{
	return s->end - s->at >= 2 && s->at[0] == '/' && (s->at[1] == '/' || s->at[1] == '*');
}

/* 1'000'000 */
static bool separates_digits(const struct scan *s)
{
	return *s->at == '\'' && s->at[-1] >= '0' && s->at[-1] <= '9';
}

static void one(struct scan *s)
{
	char c = *s->at;

	if (opens_comment(s)) {
		comment(s);
	} else if (c == '"' || (c == '\'' && (s->own_line || !separates_digits(s)))) {
		s->own_line = false;
		literal(s);
	} else if (c == '\n') {
		s->own_line = true;
		move(s, s->at + 1);
	} else {
		s->own_line &= c == ' ' || c == '\t' || c == '\r';
		s->at++;
	}
}

uint32_t an_c_count_lines(struct an_c_source *source, struct an_c_file *file)
{
	const char *text = an_c_file_text(source, file), *at = text, *end = text + file->size;
	uint32_t lines = 0;

	while (at < end && (at = memchr(at, '\n', (size_t)(end - at)))) {
		lines++;
		at++;
	}
	return lines + (file->size && end[-1] != '\n');
}

bool an_c_scan_comments(struct an_c_source *source, struct an_c_file *file, struct an_builder *b)
{
	const char *text = an_c_file_text(source, file);
	struct scan s = { .b = b, .at = text, .end = text + file->size, .line = 1, .own_line = true };

	/* Hardly any file has one; all the others cost one search. */
	if (!memmem(text, file->size, "weir: ignore", strlen("weir: ignore")))
		return false;
	while (s.at < s.end)
		one(&s);
	return an_builder_count(b, AN_SUPPRESSIONS) > 1;
}
