/* split.c - a command line to words, by the quoting rules of the shell. */
#include <string.h>
#include "analyzer/c/database_p.h"

static bool blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Copies what stands between quotes; returns the end behind the closing quote, or NULL. */
static const char *quoted(const char *s, char **out)
{
	char quote = *s++;

	while (*s && *s != quote) {
		/* Within "..." the backslash protects only what would end or change the text (POSIX, 2.2.3). */
		if (quote == '"' && *s == '\\' && s[1] && strchr("\"\\$`", s[1]))
			s++;
		*(*out)++ = *s++;
	}
	return *s ? s + 1 : NULL;
}

/* Copies one word to out; returns its end, or NULL. */
static const char *word(const char *s, char **out)
{
	while (*s && !blank(*s)) {
		if (*s == '\'' || *s == '"') {
			s = quoted(s, out);
			if (!s)
				return NULL;
			continue;
		}
		if (*s == '\\' && s[1])
			s++;
		*(*out)++ = *s++;
	}
	*(*out)++ = '\0';
	return s;
}

const char *const *an_c_split(struct wr_arena *arena, const char *line, size_t *count)
{
	size_t n = strlen(line), words = 0;
	/* A word of one letter and the blank behind it are the least there can be. */
	const char **list = wr_arena_array(arena, n / 2 + 2, sizeof *list);
	char *text = wr_arena_alloc(arena, n + 1);

	for (;;) {
		while (blank(*line))
			line++;
		if (!*line)
			break;
		list[words++] = text;
		line = word(line, &text);
		if (!line)
			return NULL;
	}
	list[words] = NULL;
	*count = words;
	return list;
}
