/* gzip.c - see gzip_p.h. */
#include "core/gzip_p.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/file.h"

int wr_open_for_reading(const char *path, struct wr_err *err)
{
	int fd = strcmp(path, "-") ? open(path, O_RDONLY | O_CLOEXEC) : dup(STDIN_FILENO);
	struct stat st;

	if (fd < 0)
		return wr_fail(err, WR_EIO, "cannot open '%s': %s", path, strerror(errno));
	if (fstat(fd, &st) == 0 && S_ISDIR(st.st_mode)) {
		close(fd);
		return wr_fail(err, WR_EIO, "cannot read '%s': it is a folder", path);
	}
	return fd;
}

gzFile wr_gzip_attach(int fd, const char *path, struct wr_err *err)
{
	gzFile file = gzdopen(fd, "rb");

	if (!file) {
		wr_fail(err, WR_EIO, "cannot read '%s': out of memory", path);
		close(fd);
		return NULL;
	}
	gzbuffer(file, 1 << 17);
	return file;
}

gzFile wr_gzip_open(const char *path, struct wr_err *err)
{
	int fd = wr_open_for_reading(path, err);

	return fd < 0 ? NULL : wr_gzip_attach(fd, path, err);
}

long wr_gzip_read(gzFile file, const char *path, void *buf, unsigned n, struct wr_err *err)
{
	int got, code;
	const char *why;

	errno = 0;
	got = gzread(file, buf, n);
	if (got == (int)n)
		return got;
	/* zlib hands out what it has of a truncated file and says so only here. */
	why = gzerror(file, &code);
	if (code == Z_ERRNO)
		return wr_fail(err, WR_EIO, "cannot read '%s': %s", path, strerror(errno));
	if (code == Z_BUF_ERROR)
		return wr_fail(err, WR_EINPUT, "'%s' is a truncated gzip file", path);
	if (got < 0 || code != Z_OK)
		return wr_fail(err, WR_EINPUT, "'%s' is a damaged gzip file: %s", path, why);
	return got;
}

void wr_gzip(const void *bytes, size_t n, struct wr_buf *out)
{
	z_stream z = { .next_in = (Bytef *)bytes };
	unsigned char chunk[1 << 14];
	int state = deflateInit2(&z, Z_DEFAULT_COMPRESSION, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);

	assert(state == Z_OK);
	do {
		if (!z.avail_in) {
			z.avail_in = n < 1 << 30 ? (uInt)n : 1 << 30;
			n -= z.avail_in;
		}
		z.next_out = chunk;
		z.avail_out = sizeof chunk;
		state = deflate(&z, n ? Z_NO_FLUSH : Z_FINISH);
		wr_buf_add(out, chunk, sizeof chunk - z.avail_out);
	} while (state != Z_STREAM_END);
	deflateEnd(&z);
}
