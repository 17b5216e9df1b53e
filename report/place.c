#include "report/place_p.h"

#include <string.h>

void rp_place(struct wr_buf *out, const struct wr_location *at)
{
	if (!at->path)
		return;
	wr_buf_str(out, at->path);
	if (!at->line)
		return;
	wr_buf_printf(out, ":%u", at->line);
	if (at->column)
		wr_buf_printf(out, ":%u", at->column);
}

const char *rp_placed(struct wr_arena *arena, const struct wr_location *at, const char *message)
{
	struct wr_buf text = WR_BUF_INIT;
	const char *copy;

	if (!at->path)
		return message;
	rp_place(&text, at);
	wr_buf_str(&text, ": ");
	wr_buf_str(&text, message);
	copy = wr_arena_strndup(arena, text.data, text.len);
	wr_buf_free(&text);
	return copy;
}

const char *rp_inside(struct wr_arena *arena, const char *path)
{
	char *clean, *end;

	if (!path || path[0] == '/')
		return NULL;
	clean = end = wr_arena_alloc(arena, strlen(path) + 2);
	while (*path) {
		size_t n = strcspn(path, "/");

		if (n == 2 && !memcmp(path, "..", 2))
			return NULL;
		if (n > 0 && !(n == 1 && *path == '.')) {
			memcpy(end, path, n);
			end += n;
			*end++ = '/';
		}
		path += n + (path[n] == '/');
	}
	if (end == clean)
		return NULL;
	end[-1] = '\0';
	return clean;
}

const char *rp_in_repository(struct wr_arena *arena, const char *prefix, const char *path)
{
	const char *clean = rp_inside(arena, prefix);

	return clean ? wr_arena_printf(arena, "%s/%s", clean, path) : path;
}
