#ifndef WEIR_CORE_FILE_H
#define WEIR_CORE_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include "core/arena.h"
#include "core/buf.h"
#include "core/err.h"

/*
 * file.h - whole files in, whole files out, lines from large ones, folders.
 * Reading is gzip-transparent (magic 1f 8b) everywhere, and always capped.
 */

/* Appends the file's decompressed bytes to out.  More than max_bytes is an
 * error (WR_ELIMIT), so that a gzip bomb costs max_bytes at most. */
int wr_file_read(const char *path, size_t max_bytes, struct wr_buf *out, struct wr_err *err);

/* Writes to a temporary file in the same folder, syncs, renames: readers see
 * the old file or the new one, whole, also after a kill or a full disk.
 * Missing parent folders are made.  gzip when path ends in ".gz", unless the
 * bytes are gzip already.  A symbolic
 * link stays, and what it points to is replaced; a device or pipe (/dev/null,
 * /dev/stdout) is written to as it is.  The mode of an older file is kept. */
int wr_file_write(const char *path, const void *bytes, size_t n, struct wr_err *err);

/* Appends the bytes as a gzip file; the same bytes always give the same file. */
void wr_gzip(const void *bytes, size_t n, struct wr_buf *out);

int wr_make_dirs(const char *path, struct wr_err *err);
bool wr_is_dir(const char *path);
bool wr_is_file(const char *path);

/* Lines of a file of any size ("-" is standard input). */
struct wr_lines;
struct wr_lines *wr_lines_open(const char *path, struct wr_err *err);
/* The next line without its end (LF, CRLF or CR LF mixed), NUL-terminated; valid until the next call.
 * 1 = got one, 0 = end, -1 = error (a line above 1 MiB, damaged gzip, read error). */
int wr_lines_next(struct wr_lines *l, const char **line, size_t *n, struct wr_err *err);
unsigned long long wr_lines_number(const struct wr_lines *l);   /* of the last line, 1-based */
void wr_lines_close(struct wr_lines *l);                        /* accepts NULL */
/* For records without lines: the next n bytes (1 MiB at most) as they are and not taken; *got < n only at the
 * end.  Valid until the next call.  -1 with err as above. */
int wr_lines_peek(struct wr_lines *l, size_t n, const char **bytes, size_t *got, struct wr_err *err);
/* Takes n bytes that were seen, as one line. */
void wr_lines_skip(struct wr_lines *l, size_t n);

/*
 * Calls visit(path, user) for every regular file under root in byte order of
 * names, path = root joined with the relative path; root may itself be a file.
 * Hidden folders, and folders that hold no sources of the project
 * (node_modules, __pycache__, venv and build trees with CMakeCache.txt), are
 * left out; symbolic links are not followed.  A non-zero return of visit stops
 * the walk and is returned.  -1 with err if root or a folder below it cannot
 * be read: a gap would look like "nothing found".  root itself is never left out.
 */
typedef int wr_visit(const char *path, void *user, struct wr_err *err);
int wr_walk(const char *root, wr_visit *visit, void *user, struct wr_err *err);

/* a/b joined with one slash; "." as a is dropped; an absolute b wins. */
char *wr_path_join(struct wr_arena *arena, const char *a, const char *b);
/* path relative to root ("/x/y/z", "/x" -> "y/z"); path itself if it is not below root.
 * Both are made absolute and have "." and ".." folded first. */
char *wr_path_relative(struct wr_arena *arena, const char *path, const char *root);
char *wr_path_absolute(struct wr_arena *arena, const char *path);
/* The nearest of `name` in dir or above it, stopping at a repository root
 * (a folder with .git) or "/"; NULL if there is none. */
char *wr_find_upwards(struct wr_arena *arena, const char *dir, const char *name);

#endif
