/* guess.c - where the headers of a project may be, when nobody says. */
#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include "analyzer/c/flags_p.h"
#include "core/file.h"
#include "core/text.h"

enum { FLAG_LIMIT = 128, LOOK_LIMIT = 512 };    /* flags given to libclang, folders looked into */

struct guess {
	struct wr_arena *arena;
	const char *flags[FLAG_LIMIT];
	size_t count, looked;
};

static void add(struct guess *g, const char *option, const char *folder)
{
	const char *flag = wr_arena_printf(g->arena, "%s%s", option, *folder ? folder : "/");

	for (size_t i = 0; i < g->count; i++) {
		if (!strcmp(g->flags[i], flag))
			return;
	}
	if (g->count < FLAG_LIMIT)
		g->flags[g->count++] = flag;
}

static void add_if_there(struct guess *g, const char *folder, const char *name)
{
	const char *path = wr_path_join(g->arena, folder, name);

	if (wr_is_dir(path))
		add(g, "-I", path);
}

static bool is_header(const char *name)
{
	return wr_ends_with(name, ".h") || wr_ends_with(name, ".hpp") || wr_ends_with(name, ".hh");
}

static bool holds_headers(const char *folder)
{
	DIR *dir = opendir(folder);
	struct dirent *e;
	bool found = false;

	while (dir && !found && (e = readdir(dir)))
		found = is_header(e->d_name);
	if (dir)
		closedir(dir);
	return found;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The folders right below one, in order of their names. */
static size_t list_folders(struct guess *g, const char *folder, const char **list, size_t limit)
{
	DIR *dir = opendir(folder);
	struct dirent *e;
	size_t n = 0;

	while (dir && n < limit && (e = readdir(dir))) {
		const char *path = wr_path_join(g->arena, folder, e->d_name);

		if (e->d_name[0] != '.' && (e->d_type == DT_DIR || (e->d_type == DT_UNKNOWN && wr_is_dir(path))))
			list[n++] = path;
	}
	if (dir)
		closedir(dir);
	qsort(list, n, sizeof *list, by_name);
	return n;
}

/* lib/ beside tools/: those of the folders below that have headers in them.  Behind the system's, so
 * that a string.h of the project does not take the place of <string.h>. */
static void add_neighbours(struct guess *g, const char *folder)
{
	const char *list[LOOK_LIMIT];
	size_t n = list_folders(g, folder, list, LOOK_LIMIT - g->looked);

	g->looked += n;
	for (size_t i = 0; i < n; i++) {
		if (!holds_headers(list[i]))
			continue;
		add(g, "-iquote", list[i]);
		add(g, "-idirafter", list[i]);
	}
}

static bool is_below(const char *folder, const char *root)
{
	size_t n = strlen(root);

	return wr_starts_with(folder, root) && (!folder[n] || folder[n] == '/' || !strcmp(root, "/"));
}

const char *const *an_c_guess_includes(struct wr_arena *arena, const char *file, const char *root, size_t *count)
{
	struct guess *g = wr_arena_alloc(arena, sizeof *g);
	char *folder = wr_arena_strdup(arena, file), *slash;

	g->arena = arena;
	/* What is nearer comes first. */
	while ((slash = strrchr(folder, '/'))) {
		*slash = '\0';
		if (!is_below(folder, root))
			break;
		add(g, "-I", folder);
		add_if_there(g, folder, "include");
		if (!strcmp(folder, root))
			add_if_there(g, folder, "src");
		add_neighbours(g, *folder ? folder : "/");
	}
	*count = g->count;
	return g->flags;
}
