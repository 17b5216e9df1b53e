/* walk.c - every source file under a folder, in an order that does not depend on the disk. */
#include "core/file.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include "core/alloc.h"

struct names {
	char **items;
	size_t n, cap;
};

static void free_names(struct names *names)
{
	for (size_t i = 0; i < names->n; i++)
		free(names->items[i]);
	free(names->items);
}

static int compare_names(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static int cannot_read(const char *path, struct wr_err *err)
{
	return wr_fail(err, WR_EIO, "cannot read folder '%s': %s", path, strerror(errno));
}

/* The names in a folder but "." and "..", in byte order. */
static int list_folder(const char *path, struct names *names, struct wr_err *err)
{
	DIR *dir = opendir(path);
	struct dirent *entry;
	int failed;

	if (!dir)
		return cannot_read(path, err);
	while ((errno = 0, entry = readdir(dir))) {
		if (strcmp(entry->d_name, ".") && strcmp(entry->d_name, ".."))
			*WR_PUSH(names->items, names->n, names->cap) = wr_strdup(entry->d_name);
	}
	failed = errno ? cannot_read(path, err) : 0;
	closedir(dir);
	if (names->n)
		qsort(names->items, names->n, sizeof *names->items, compare_names);
	return failed;
}

static bool holds(const char *folder, const char *name)
{
	struct wr_buf path = WR_BUF_INIT;
	bool found;

	wr_buf_printf(&path, "%s/%s", folder, name);
	found = wr_is_file(path.data);
	wr_buf_free(&path);
	return found;
}

/* Folders whose files were put there by a tool. */
static bool is_foreign(const char *path, const char *name)
{
	return name[0] == '.' || !strcmp(name, "node_modules") || !strcmp(name, "__pycache__") ||
	       !strcmp(name, "venv") || holds(path, "pyvenv.cfg") || holds(path, "CMakeCache.txt");
}

struct walk {
	struct wr_buf path;     /* the folder or file at hand */
	wr_visit *visit;
	void *user;
	struct wr_err *err;
};

static int walk_folder(struct walk *w);

static int walk_entry(struct walk *w, const char *name)
{
	struct stat st;

	/* Gone since its folder was listed: not there to be seen. */
	if (lstat(w->path.data, &st) != 0)
		return errno == ENOENT ? 0 : wr_fail(w->err, WR_EIO, "cannot read '%s': %s", w->path.data,
						      strerror(errno));
	if (S_ISREG(st.st_mode))
		return w->visit(w->path.data, w->user, w->err);
	if (S_ISDIR(st.st_mode) && !is_foreign(w->path.data, name))
		return walk_folder(w);
	return 0;
}

static int walk_folder(struct walk *w)
{
	struct names names = { 0, 0, 0 };
	size_t length = w->path.len;
	int result = list_folder(w->path.data, &names, w->err);

	for (size_t i = 0; i < names.n && !result; i++) {
		if (w->path.data[length - 1] != '/')
			wr_buf_char(&w->path, '/');
		wr_buf_str(&w->path, names.items[i]);
		result = walk_entry(w, names.items[i]);
		w->path.len = length;
		w->path.data[length] = '\0';
	}
	free_names(&names);
	return result;
}

int wr_walk(const char *root, wr_visit *visit, void *user, struct wr_err *err)
{
	struct walk w = { WR_BUF_INIT, visit, user, err };
	struct stat st;
	int result;

	if (stat(root, &st) != 0)
		return wr_fail(err, WR_EIO, "cannot read '%s': %s", root, strerror(errno));
	if (!S_ISDIR(st.st_mode))
		return visit(root, user, err);
	wr_buf_str(&w.path, root);
	result = walk_folder(&w);
	wr_buf_free(&w.path);
	return result;
}
