/* path.c - names of files and folders; only wr_find_upwards looks at the disk. */
#include "core/file.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "core/text.h"

bool wr_is_dir(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

bool wr_is_file(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISREG(st.st_mode);
}

char *wr_path_join(struct wr_arena *arena, const char *a, const char *b)
{
	size_t n = strlen(a);

	if (b[0] == '/' || !n || !strcmp(a, "."))
		return wr_arena_strdup(arena, b);
	return wr_arena_printf(arena, a[n - 1] == '/' ? "%s%s" : "%s/%s", a, b);
}

/* Folds "//", "." and ".." of an absolute path in place. */
static void fold(char *path)
{
	char *out = path, *part = path;

	while (*part) {
		size_t n;

		part += strspn(part, "/");
		n = strcspn(part, "/");
		if (n == 2 && part[0] == '.' && part[1] == '.') {
			while (out > path && *--out != '/')
				;
		} else if (n && !(n == 1 && part[0] == '.')) {
			*out++ = '/';
			memmove(out, part, n);
			out += n;
		}
		part += n;
	}
	if (out == path)
		*out++ = '/';
	*out = '\0';
}

static char *working_folder(struct wr_arena *arena)
{
	size_t size = 256;
	char *buf;

	do {
		size *= 2;
		buf = wr_arena_alloc(arena, size);
		if (getcwd(buf, size))
			return buf;
	} while (size < 1 << 20);
	/* The working folder was removed: nothing relative can be found any more. */
	return wr_arena_strdup(arena, "/");
}

char *wr_path_absolute(struct wr_arena *arena, const char *path)
{
	char *result;

	if (path[0] == '/')
		result = wr_arena_strdup(arena, path);
	else
		result = wr_arena_printf(arena, "%s/%s", working_folder(arena), path);
	fold(result);
	return result;
}

static char *relative(struct wr_arena *arena, const char *path, const char *root)
{
	const char *full = wr_path_absolute(arena, path), *base = wr_path_absolute(arena, root);
	size_t n = strlen(base);

	if (!strcmp(full, base))
		return wr_arena_strdup(arena, ".");
	if (!strcmp(base, "/"))
		return wr_arena_strdup(arena, full + 1);
	if (!wr_starts_with(full, base) || full[n] != '/')
		return wr_arena_strdup(arena, path);
	return wr_arena_strdup(arena, full + n + 1);
}

/* What stands below the working folder and says so plainly, "./src/a.c" or "src/a.c", or NULL. */
static const char *plainly_below(const char *path)
{
	while (path[0] == '.' && path[1] == '/')
		path += 2;
	return *path && *path != '/' && *path != '.' && !strstr(path, "//") && !strstr(path, "/.") && path[strlen(path) - 1] != '/' ?
	       path : NULL;
}

char *wr_path_relative(struct wr_arena *arena, const char *path, const char *root)
{
	const char *plain = !strcmp(root, ".") ? plainly_below(path) : NULL;

	return plain ? wr_arena_strdup(arena, plain) : relative(arena, path, root);
}

static bool exists(const char *path)
{
	struct stat st;

	return lstat(path, &st) == 0;
}

char *wr_find_upwards(struct wr_arena *arena, const char *dir, const char *name)
{
	char *folder = wr_path_absolute(arena, dir);

	for (;;) {
		char *found = wr_path_join(arena, folder, name), *slash = strrchr(folder, '/');

		if (wr_is_file(found) || wr_is_dir(found))
			return found;
		if (!folder[1] || exists(wr_path_join(arena, folder, ".git")))
			return NULL;
		slash[slash == folder] = '\0';
	}
}
