/* file.c - whole files in, whole files out. */
#include "core/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "core/alloc.h"
#include "core/child_p.h"
#include "core/gzip_p.h"
#include "core/text.h"
#include "core/units.h"

static int too_large(const char *path, size_t max_bytes, struct wr_err *err)
{
	char limit[32];

	wr_format_size(limit, sizeof limit, (double)max_bytes);
	return wr_fail(err, WR_ELIMIT, "'%s' is larger than %s", path, limit);
}

#define CHUNK ((size_t)1 << 16)

static int read_gzip(int fd, const char *path, size_t max_bytes, struct wr_buf *out, struct wr_err *err)
{
	gzFile file = wr_gzip_attach(fd, path, err);
	size_t before = out->len;
	char chunk[CHUNK];
	long got = 0;

	if (!file)
		return -1;
	while ((got = wr_gzip_read(file, path, chunk, sizeof chunk, err)) > 0) {
		if ((size_t)got > max_bytes - (out->len - before)) {
			got = too_large(path, max_bytes, err);
			break;
		}
		wr_buf_add(out, chunk, (size_t)got);
	}
	gzclose_r(file);
	return got < 0 ? -1 : 0;
}

/* Appends what read() gives, at most CHUNK bytes: as it does. */
static ssize_t read_chunk(int fd, struct wr_buf *out)
{
	ssize_t got;

	out->data = wr_grow(out->data, out->len + 1, &out->cap, CHUNK, 1);
	do
		got = read(fd, out->data + out->len, CHUNK);
	while (got < 0 && errno == EINTR);
	out->len += got > 0 ? (size_t)got : 0;
	out->data[out->len] = '\0';
	return got;
}

static bool is_gzip(const char *bytes, size_t n)
{
	return n > 1 && (unsigned char)bytes[0] == 0x1f && (unsigned char)bytes[1] == 0x8b;
}

/* Most files are not compressed, and read without zlib, which copies them and takes new buffers for each. */
int wr_file_read(const char *path, size_t max_bytes, struct wr_buf *out, struct wr_err *err)
{
	int fd = wr_open_for_reading(path, err), result = 0;
	size_t before = out->len;
	off_t start;
	ssize_t got;

	if (fd < 0)
		return -1;
	start = lseek(fd, 0, SEEK_CUR);
	if (start < 0)
		return read_gzip(fd, path, max_bytes, out, err);
	got = read_chunk(fd, out);
	if (got > 0 && is_gzip(out->data + before, out->len - before) && lseek(fd, start, SEEK_SET) == start) {
		out->len = before;
		return read_gzip(fd, path, max_bytes, out, err);
	}
	while (got > 0 && out->len - before <= max_bytes)
		got = read_chunk(fd, out);
	if (got < 0)
		result = wr_fail(err, WR_EIO, "cannot read '%s': %s", path, strerror(errno));
	else if (out->len - before > max_bytes)
		result = too_large(path, max_bytes, err);
	close(fd);
	return result;
}

/* Makes one folder; that it is there already is as good. */
static int make_dir(const char *path, struct wr_err *err)
{
	if (mkdir(path, 0777) == 0 || wr_is_dir(path))
		return 0;
	return wr_fail(err, WR_EIO, "cannot make folder '%s': %s", path, strerror(errno));
}

int wr_make_dirs(const char *path, struct wr_err *err)
{
	char *copy = wr_strdup(path);
	int result = 0;

	for (char *slash = copy; *slash && (slash = strchr(slash + 1, '/')) && !result; ) {
		*slash = '\0';
		result = wr_is_dir(copy) ? 0 : make_dir(copy, err);
		*slash = '/';
	}
	if (!result && *copy && copy[strlen(copy) - 1] != '/')
		result = make_dir(copy, err);
	free(copy);
	return result;
}

static int make_parents(const char *path, struct wr_err *err)
{
	const char *slash = strrchr(path, '/');
	char *parent;
	int result;

	if (!slash || slash == path)
		return 0;
	parent = wr_strndup(path, (size_t)(slash - path));
	result = wr_make_dirs(parent, err);
	free(parent);
	return result;
}

static int write_gzip(int fd, const char *bytes, size_t n)
{
	gzFile file = gzdopen(dup(fd), "wb");
	int failed = 0;

	if (!file)
		return -1;
	while (n && !failed) {
		unsigned part = n < 1 << 20 ? (unsigned)n : 1 << 20;

		failed = gzwrite(file, bytes, part) != (int)part;
		bytes += part;
		n -= part;
	}
	return gzclose_w(file) != Z_OK || failed ? -1 : 0;
}

struct content {
	const void *bytes;
	size_t n;
	bool gzip;
};

static int write_content(int fd, const struct content *c)
{
	errno = 0;
	return c->gzip ? write_gzip(fd, c->bytes, c->n) : wr_write_all(fd, c->bytes, c->n);
}

static int cannot_write(const char *path, struct wr_err *err)
{
	return wr_fail(err, WR_EIO, "cannot write '%s': %s", path,
		       errno ? strerror(errno) : "compression failed");
}

/* A new file beside `path`; its name is put into temp. */
static int open_beside(const char *path, mode_t mode, struct wr_buf *temp)
{
	int fd = -1;

	for (unsigned attempt = 0; attempt < 1000 && fd < 0; attempt++) {
		wr_buf_clear(temp);
		wr_buf_printf(temp, "%s.tmp-%ld-%u", path, (long)getpid(), attempt);
		fd = open(temp->data, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
		if (fd < 0 && errno != EEXIST)
			break;
	}
	return fd;
}

/* The rename itself is kept only once the folder is on disk; not every file
 * system can do that, and the file is whole either way. */
static void sync_folder_of(const char *path)
{
	const char *slash = strrchr(path, '/');
	char *folder = slash ? wr_strndup(path, (size_t)(slash - path) + 1) : wr_strdup(".");
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd >= 0) {
		fsync(fd);
		close(fd);
	}
	free(folder);
}

/* old: what is there already, or NULL. */
static int replace(const char *path, const struct stat *old, const struct content *c, struct wr_err *err)
{
	struct wr_buf temp = WR_BUF_INIT;
	int fd = open_beside(path, 0666, &temp), result = 0;

	if (fd < 0) {
		result = cannot_write(path, err);
	} else {
		if (old)
			(void)!fchmod(fd, old->st_mode & 07777);
		if (write_content(fd, c) != 0 || fsync(fd) != 0)
			result = cannot_write(path, err);
		if (close(fd) != 0 && !result)
			result = cannot_write(path, err);
		if (!result && rename(temp.data, path) != 0)
			result = cannot_write(path, err);
		if (result)
			unlink(temp.data);
		else
			sync_folder_of(path);
	}
	wr_buf_free(&temp);
	return result;
}

/* Devices and pipes (/dev/null, /dev/stdout) are written to, never replaced. */
static int write_in_place(const char *path, const struct content *c, struct wr_err *err)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC), result = 0;

	if (fd < 0)
		return cannot_write(path, err);
	if (write_content(fd, c) != 0)
		result = cannot_write(path, err);
	close(fd);
	return result;
}

int wr_file_write(const char *path, const void *bytes, size_t n, struct wr_err *err)
{
	bool compressed = n >= 2 && !memcmp(bytes, "\x1f\x8b", 2);
	struct content c = { bytes, n, wr_ends_with(path, ".gz") && !compressed };
	struct stat st;
	char *target;
	int result;

	if (stat(path, &st) != 0)
		return make_parents(path, err) != 0 ? -1 : replace(path, NULL, &c, err);
	if (S_ISDIR(st.st_mode))
		return wr_fail(err, WR_EIO, "cannot write '%s': it is a folder", path);
	if (!S_ISREG(st.st_mode))
		return write_in_place(path, &c, err);
	/* What a symbolic link points to is replaced, not the link. */
	target = realpath(path, NULL);
	if (!target)
		return cannot_write(path, err);
	result = replace(target, &st, &c, err);
	free(target);
	return result;
}
