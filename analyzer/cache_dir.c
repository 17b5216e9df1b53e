/* cache_dir.c - the folder of the cache. */
#include "analyzer/cache_dir_p.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include "analyzer/analyzer.h"
#include "core/alloc.h"
#include "core/arena.h"
#include "core/file.h"

#define ENTRY_DIGITS 16
#define ABANDONED 3600          /* seconds after which a half-written entry has no writer any more */

const char *an_cache_default_dir(struct wr_arena *arena)
{
	const char *own = getenv("WEIR_CACHE_DIR"), *base = getenv("XDG_CACHE_HOME"), *home = getenv("HOME");

	if (own && *own)
		return wr_path_absolute(arena, own);
	if (base && *base == '/')
		return wr_path_join(arena, base, "weir");
	return home && *home == '/' ? wr_path_join(arena, home, ".cache/weir") : NULL;
}

static void put_once(struct wr_arena *arena, const char *dir, const char *name, const char *text)
{
	const char *path = wr_path_join(arena, dir, name);

	/* Only a hint for others: a cache without it works as well. */
	if (!wr_is_file(path))
		(void)wr_file_write(path, text, strlen(text), NULL);
}

int an_cache_dir_make(const char *dir, struct wr_err *err)
{
	struct wr_arena *arena = wr_arena_new();
	const char *units = wr_path_join(arena, dir, AN_CACHE_UNITS);
	int result = wr_is_dir(units) ? 0 : wr_make_dirs(units, err);

	if (!result && access(units, R_OK | W_OK | X_OK))
		result = wr_fail(err, WR_EIO, "%s: no permission to use this folder as cache", dir);
	if (!result) {
		put_once(arena, dir, "CACHEDIR.TAG", "Signature: 8a477f597d28d172789f06886806bc55\n"
			 "# This folder holds the cache of weir. See https://bford.info/cachedir/\n");
		put_once(arena, dir, ".gitignore", "*\n");
	}
	wr_arena_free(arena);
	return result;
}

static bool write_all(int file, const char *bytes, size_t n)
{
	while (n) {
		ssize_t done = write(file, bytes, n);

		if (done <= 0)
			return false;
		bytes += done;
		n -= (size_t)done;
	}
	return true;
}

void an_cache_dir_put(const char *path, const void *bytes, size_t n)
{
	char temporary[4200];
	int file;
	bool whole;

	snprintf(temporary, sizeof temporary, "%s.XXXXXX", path);
	file = mkstemp(temporary);
	if (file < 0)
		return;
	whole = write_all(file, bytes, n);
	if (close(file) || !whole || rename(temporary, path))
		(void)unlink(temporary);
}

/* ---- keeping it small ---- */

struct kept { char name[ENTRY_DIGITS + 1]; time_t used; size_t size; };
struct listing { struct kept *items; size_t n, cap, bytes; };

static bool is_hex(const char *s, size_t n)
{
	return strspn(s, "0123456789abcdef") == n;
}

/* Only what this program wrote is counted or removed. */
static void list_one(struct listing *l, int folder, const char *name)
{
	struct stat st;
	struct kept k;

	if (!is_hex(name, ENTRY_DIGITS) || fstatat(folder, name, &st, AT_SYMLINK_NOFOLLOW) || !S_ISREG(st.st_mode))
		return;
	if (name[ENTRY_DIGITS] == '.' && strlen(name) == ENTRY_DIGITS + 7 && time(NULL) - st.st_mtime > ABANDONED)
		(void)unlinkat(folder, name, 0);
	if (name[ENTRY_DIGITS])
		return;
	memcpy(k.name, name, sizeof k.name);
	k.used = st.st_mtime;
	k.size = (size_t)st.st_size;
	l->bytes += k.size;
	*WR_PUSH(l->items, l->n, l->cap) = k;
}

static int by_use(const void *a, const void *b)
{
	const struct kept *x = a, *y = b;

	return x->used != y->used ? (x->used > y->used) - (x->used < y->used) : strcmp(x->name, y->name);
}

void an_cache_dir_prune(const char *units, size_t limit)
{
	struct listing l = { 0 };
	DIR *dir = opendir(units);
	struct dirent *e;

	if (!dir)
		return;
	while ((e = readdir(dir)))
		list_one(&l, dirfd(dir), e->d_name);
	if (l.bytes > limit) {
		qsort(l.items, l.n, sizeof *l.items, by_use);
		/* To nine tenths, so that not every run has to. */
		for (size_t i = 0; i < l.n && l.bytes > limit - limit / 10; i++) {
			if (!unlinkat(dirfd(dir), l.items[i].name, 0))
				l.bytes -= l.items[i].size;
		}
	}
	closedir(dir);
	free(l.items);
}
