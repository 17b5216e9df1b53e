/* database.c - compile_commands.json, sorted by file. */
#include "analyzer/c/database_p.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "core/alloc.h"
#include "core/file.h"
#include "core/json.h"

enum { DATABASE_LIMIT = 1 << 30 };      /* bytes: a million files still fit */

struct an_c_database {
	struct wr_arena *arena;
	struct an_c_entry *entries;     /* by file; equal files in their order */
	size_t count;
};

static int fail(struct wr_err *err, const char *path, const struct an_c_entry *entry, const char *what)
{
	return wr_fail(err, WR_EINPUT, "%s: entry %zu %s", path, entry->index + 1, what);
}

static int read_arguments(struct wr_arena *arena, const cJSON *list, const char *path, struct an_c_entry *entry,
			  struct wr_err *err)
{
	size_t n = (size_t)cJSON_GetArraySize(list), i = 0;
	const char **arguments = wr_arena_array(arena, n + 1, sizeof *arguments);
	const cJSON *item;

	cJSON_ArrayForEach(item, list) {
		if (!cJSON_IsString(item))
			return fail(err, path, entry, "has an argument that is not a string");
		arguments[i++] = wr_arena_strdup(arena, item->valuestring);
	}
	entry->arguments = arguments;
	return 0;
}

static int read_entry(struct wr_arena *arena, const cJSON *item, const char *path, const char *folder,
		      struct an_c_entry *entry, struct wr_err *err)
{
	const char *file = wr_json_string(item, "file", NULL);
	const char *directory = wr_json_string(item, "directory", ".");
	const char *command = wr_json_string(item, "command", NULL);
	const cJSON *arguments = cJSON_GetObjectItemCaseSensitive(item, "arguments");

	if (!cJSON_IsObject(item))
		return fail(err, path, entry, "is not an object");
	if (!file || !*file)
		return fail(err, path, entry, "has no \"file\"");
	entry->directory = wr_path_absolute(arena, wr_path_join(arena, folder, directory));
	entry->file = wr_path_absolute(arena, wr_path_join(arena, entry->directory, file));
	if (cJSON_IsArray(arguments))
		return read_arguments(arena, arguments, path, entry, err);
	if (!command)
		return fail(err, path, entry, "has neither \"command\" nor \"arguments\"");
	entry->command = wr_arena_strdup(arena, command);
	return 0;
}

static int by_file(const void *a, const void *b)
{
	const struct an_c_entry *x = a, *y = b;
	int order = strcmp(x->file, y->file);

	return order ? order : (x->index > y->index) - (x->index < y->index);
}

/* Sorts, keeping the first of several entries of a file. */
static void sort_entries(struct an_c_database *d)
{
	size_t kept = 0;

	qsort(d->entries, d->count, sizeof *d->entries, by_file);
	for (size_t i = 0; i < d->count; i++) {
		if (!kept || strcmp(d->entries[kept - 1].file, d->entries[i].file))
			d->entries[kept++] = d->entries[i];
	}
	d->count = kept;
}

static int read_entries(struct an_c_database *d, const cJSON *list, const char *path, struct wr_err *err)
{
	char *folder = wr_path_absolute(d->arena, path), *slash = strrchr(folder, '/');
	const cJSON *item;

	if (!cJSON_IsArray(list))
		return wr_fail_at(err, WR_EINPUT, path, 1, 1, "a compilation database is a list of entries");
	slash[slash == folder] = '\0';
	d->entries = wr_arena_array(d->arena, (size_t)cJSON_GetArraySize(list) + 1, sizeof *d->entries);
	cJSON_ArrayForEach(item, list) {
		d->entries[d->count].index = d->count;
		if (read_entry(d->arena, item, path, folder, &d->entries[d->count], err))
			return -1;
		d->count++;
	}
	sort_entries(d);
	return 0;
}

struct an_c_database *an_c_database_read(const char *path, struct wr_err *err)
{
	cJSON *list = wr_json_read(path, DATABASE_LIMIT, err);
	struct an_c_database *d;
	int failed;

	if (!list)
		return NULL;
	d = wr_calloc(1, sizeof *d);
	d->arena = wr_arena_new();
	failed = read_entries(d, list, path, err);
	cJSON_Delete(list);
	if (!failed)
		return d;
	an_c_database_free(d);
	return NULL;
}

void an_c_database_free(struct an_c_database *d)
{
	if (!d)
		return;
	wr_arena_free(d->arena);
	free(d);
}

size_t an_c_database_count(const struct an_c_database *d)
{
	return d->count;
}

/* The first entry that is not before file. */
static size_t position(const struct an_c_database *d, const char *file)
{
	size_t low = 0, high = d->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (strcmp(d->entries[middle].file, file) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

const struct an_c_entry *an_c_database_find(const struct an_c_database *d, const char *file)
{
	size_t i = position(d, file);

	return i < d->count && !strcmp(d->entries[i].file, file) ? &d->entries[i] : NULL;
}

/* The folder with its slash. */
static size_t folder_length(const char *file)
{
	const char *slash = strrchr(file, '/');

	return slash ? (size_t)(slash - file) + 1 : 0;
}

static bool neighbours(const struct an_c_entry *e, const char *file, size_t folder, bool cpp)
{
	return folder_length(e->file) == folder && !strncmp(e->file, file, folder) && an_c_is_cpp(e->file) == cpp;
}

const struct an_c_entry *an_c_database_neighbour(const struct an_c_database *d, const char *file, bool cpp)
{
	size_t folder = folder_length(file), at = position(d, file);

	/* Files of a folder stand together, but for those of its sub-folders between them. */
	for (size_t i = at; i < d->count && !strncmp(d->entries[i].file, file, folder); i++) {
		if (neighbours(&d->entries[i], file, folder, cpp))
			return &d->entries[i];
	}
	for (size_t i = at; i-- > 0 && !strncmp(d->entries[i].file, file, folder);) {
		if (neighbours(&d->entries[i], file, folder, cpp))
			return &d->entries[i];
	}
	return NULL;
}

const struct an_c_entry *an_c_database_namesake(const struct an_c_database *d, const char *file)
{
	const char *name = file + folder_length(file);

	for (size_t i = 0; i < d->count; i++) {
		if (!strcmp(d->entries[i].file + folder_length(d->entries[i].file), name))
			return &d->entries[i];
	}
	return NULL;
}

size_t an_c_database_missing(const struct an_c_database *d, const char **first)
{
	size_t n = 0;

	for (size_t i = 0; i < d->count; i++) {
		if (wr_is_file(d->entries[i].file))
			continue;
		if (!n++)
			*first = d->entries[i].file;
	}
	return n;
}

static bool ends_in(const char *path, const char *const *endings)
{
	const char *dot = strrchr(path, '.');

	for (; dot && *endings; endings++) {
		if (!strcasecmp(dot, *endings))
			return true;
	}
	return false;
}

bool an_c_is_module(const char *path)
{
	static const char *const endings[] = { ".cppm", ".ccm", ".cxxm", ".c++m", ".ixx", NULL };

	return ends_in(path, endings);
}

bool an_c_is_cpp(const char *path)
{
	static const char *const endings[] = { ".cc", ".cpp", ".cxx", ".c++", ".hpp", ".hh", ".hxx", NULL };
	const char *dot = strrchr(path, '.');

	return ends_in(path, endings) || an_c_is_module(path) || (dot && !strcmp(dot, ".C"));
}
