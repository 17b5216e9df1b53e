/* module_name.c - the dotted name of a file's module. */
#include "analyzer/python/module_name_p.h"

#include <string.h>
#include "core/file.h"

#define LEVELS_MAX 32

static bool is_package(struct wr_arena *arena, const char *folder)
{
	return wr_is_file(wr_path_join(arena, folder, "__init__.py"));
}

/* The last part of a path, which is cut off from it. */
static const char *cut_last(char *path)
{
	char *slash = strrchr(path, '/');

	if (!slash)
		return NULL;
	*slash = '\0';
	return slash + 1;
}

/* The packages around the file: "app.db." for /src/app/db/store.py. */
static const char *find_prefix(struct wr_arena *arena, const char *folder)
{
	char *path = wr_path_absolute(arena, folder);
	const char *prefix = "";

	for (unsigned level = 0; level < LEVELS_MAX && *path && is_package(arena, path); level++) {
		const char *last = cut_last(path);

		if (!last || !*last)
			break;
		prefix = wr_arena_printf(arena, "%s.%s", last, prefix);
	}
	return prefix;
}

static const char *folder_of(struct wr_arena *arena, const char *path)
{
	const char *slash = strrchr(path, '/');

	if (!slash)
		return ".";
	return slash == path ? "/" : wr_arena_strndup(arena, path, (size_t)(slash - path));
}

/* The packages of the folder read last are kept: files come folder by folder. */
static const char *prefix_of(struct an_py_folder *known, struct wr_arena *arena, const char *folder)
{
	if (!known->arena)
		known->arena = wr_arena_new();
	if (!known->folder || strcmp(known->folder, folder)) {
		const char *prefix = find_prefix(arena, folder);

		wr_arena_reset(known->arena);
		known->folder = wr_arena_strdup(known->arena, folder);
		known->prefix = wr_arena_strdup(known->arena, prefix);
	}
	return known->prefix;
}

const char *an_py_module_name(struct an_py_folder *known, struct wr_arena *arena, const char *path, bool *is_init)
{
	const char *prefix = prefix_of(known, arena, folder_of(arena, path));
	const char *slash = strrchr(path, '/'), *file = slash ? slash + 1 : path, *dot = strchr(file, '.');
	size_t n = dot ? (size_t)(dot - file) : strlen(file);

	*is_init = n == 8 && !strncmp(file, "__init__", 8);
	if (*is_init && *prefix)
		return wr_arena_strndup(arena, prefix, strlen(prefix) - 1);
	return wr_arena_printf(arena, "%s%.*s", prefix, (int)n, file);
}

void an_py_folder_free(struct an_py_folder *known)
{
	wr_arena_free(known->arena);
	*known = (struct an_py_folder){ 0 };
}
