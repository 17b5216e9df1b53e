/* target_python.c - reads which Python a project requires, by the line that says so. */
#include "analyzer/target_python_p.h"

#include <stdlib.h>
#include <string.h>
#include "core/arena.h"
#include "core/file.h"

#define SIZE_MAX_READ (1 << 20)

static const char *skip_blanks(const char *at, const char *end)
{
	while (at < end && (*at == ' ' || *at == '\t'))
		at++;
	return at;
}

/* Behind "key" and "=" (":" is the same in setup.cfg), if the line begins so; else NULL. */
static const char *value_of(const char *line, const char *end, const char *key)
{
	size_t n = strlen(key);
	const char *at = skip_blanks(line, end);

	if ((size_t)(end - at) <= n || memcmp(at, key, n))
		return NULL;
	at = skip_blanks(at + n, end);
	return at < end && (*at == '=' || *at == ':') ? at + 1 : NULL;
}

/* The least version of ">=3.9,<4", "^3.8", "~=3.10", "==3.11.*", ">3.7": an upper bound says nothing. */
static unsigned least_version(const char *at, const char *end)
{
	for (; at < end; at++) {
		char text[8];
		size_t n = 0;
		const char *digits;

		if (*at == '<' || *at == '!') {
			while (at + 1 < end && at[1] != ',')
				at++;
			continue;
		}
		if (end - at < 3 || at[0] != '3' || at[1] != '.' || at[2] < '0' || at[2] > '9')
			continue;
		for (digits = at + 2; digits < end && n < sizeof text - 1 && *digits >= '0' && *digits <= '9'; digits++)
			text[n++] = *digits;
		text[n] = '\0';
		return (unsigned)atoi(text) < 100 ? (unsigned)atoi(text) : 0;
	}
	return 0;
}

unsigned an_required_python_in(const char *text, size_t n)
{
	static const char *const keys[] = { "requires-python", "python_requires", "python" };
	const char *end = text + n;

	for (size_t k = 0; k < sizeof keys / sizeof *keys; k++) {
		for (const char *line = text; line < end;) {
			const char *newline = memchr(line, '\n', (size_t)(end - line)), *stop = newline ? newline : end;
			const char *value = value_of(line, stop, keys[k]);
			unsigned version = value ? least_version(value, stop) : 0;

			if (version)
				return version;
			line = stop + 1;
		}
	}
	return 0;
}

unsigned an_required_python(const char *root)
{
	static const char *const files[] = { "pyproject.toml", "setup.cfg" };
	struct wr_arena *arena = wr_arena_new();
	unsigned version = 0;

	for (size_t i = 0; !version && i < sizeof files / sizeof *files; i++) {
		const char *path = wr_path_join(arena, root, files[i]);
		struct wr_buf text = WR_BUF_INIT;
		struct wr_err err;

		if (wr_is_file(path) && !wr_file_read(path, SIZE_MAX_READ, &text, &err))
			version = an_required_python_in(text.data, text.len);
		wr_buf_free(&text);
	}
	wr_arena_free(arena);
	return version;
}
