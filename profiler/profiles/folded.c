/* folded.c - "main;parse;next 42" per line: stackcollapse-*.pl of FlameGraph, py-spy -f raw, inferno, austin. */
#include "profiler/profiles_p.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { LINES_LOOKED_AT = 50 };

/* The last blank of a line with a number behind it; NULL if there is none. */
static const char *count_in(const char *line, size_t n)
{
	size_t end = n, at;

	while (end && (line[end - 1] == '\r' || line[end - 1] == ' '))
		end--;
	for (at = end; at && isdigit((unsigned char)line[at - 1]); at--)
		;
	return at < end && at && line[at - 1] == ' ' ? line + at - 1 : NULL;
}

/* A comment, as austin writes, or nothing. */
static bool says_nothing(const char *line, size_t n)
{
	return n == 0 || *line == '#' || (n == 1 && *line == '\r');
}

static bool is_of(const char *bytes, size_t n)
{
	const char *at = bytes, *end = bytes + n;
	bool has_stack = false;

	if (strlen(bytes) != n)
		return false;
	for (int i = 0; i < LINES_LOOKED_AT && at < end; i++) {
		size_t length = strcspn(at, "\n");

		if (!says_nothing(at, length) && !count_in(at, length))
			return false;
		has_stack |= memchr(at, ';', length) != NULL;
		at += length + (at[length] == '\n');
	}
	return has_stack;
}

static int read(struct pf_profile *p, const char *bytes, size_t n, struct wr_err *err)
{
	unsigned number = 1;

	for (const char *at = bytes; at < bytes + n; number++) {
		size_t length = strcspn(at, "\n");
		const char *count = count_in(at, length);

		if (!says_nothing(at, length) && !count)
			return wr_fail_at(err, WR_EINPUT, pf_profile_path(p), number, 0, "a stack and a count were expected");
		/* py-spy has samples without a stack. */
		if (count)
			pf_profile_add_stack(p, count == at ? "[unknown]" :
					     wr_arena_strndup(pf_profile_arena(p), at, (size_t)(count - at)), strtod(count, NULL));
		at += length + (at[length] == '\n');
	}
	return 0;
}

const struct pf_profile_format pf_profile_folded = { "folded", "folded stacks (FlameGraph, py-spy -f raw)", is_of, read };
