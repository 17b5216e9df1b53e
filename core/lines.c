/* lines.c - the lines of a file that need not fit into memory. */
#include "core/file.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include "core/alloc.h"
#include "core/gzip_p.h"

#define LONGEST (1u << 20)
#define CHUNK   (1u << 16)

struct wr_lines {
	gzFile file;
	char *path;
	unsigned long long number;
	size_t begin, end;      /* of what is in buf and was not handed out */
	bool at_end;            /* nothing more can be read */
	char buf[LONGEST + CHUNK];
};

struct wr_lines *wr_lines_open(const char *path, struct wr_err *err)
{
	gzFile file = wr_gzip_open(path, err);
	struct wr_lines *l;

	if (!file)
		return NULL;
	l = wr_malloc(sizeof *l);
	l->file = file;
	l->path = wr_strdup(path);
	l->number = 0;
	l->begin = l->end = 0;
	l->at_end = false;
	return l;
}

void wr_lines_close(struct wr_lines *l)
{
	if (!l)
		return;
	gzclose_r(l->file);
	free(l->path);
	free(l);
}

unsigned long long wr_lines_number(const struct wr_lines *l)
{
	return l->number;
}

/* Moves what is left (LONGEST at most) to the front and adds a chunk behind it. */
static int fill(struct wr_lines *l, struct wr_err *err)
{
	size_t left = l->end - l->begin;
	long got;

	memmove(l->buf, l->buf + l->begin, left);
	l->begin = 0;
	l->end = left;
	got = wr_gzip_read(l->file, l->path, l->buf + left, CHUNK - 1, err);
	if (got < 0)
		return -1;
	l->end += (size_t)got;
	l->at_end = got == 0;
	return 0;
}

/* The end of the next line, reading on until there is one; NULL with err. */
static char *find_end(struct wr_lines *l, struct wr_err *err)
{
	size_t searched = 0;

	for (;;) {
		char *begin = l->buf + l->begin;
		size_t left = l->end - l->begin;
		char *end = memchr(begin + searched, '\n', left - searched);

		if (end ? end - begin > LONGEST : left > LONGEST) {
			wr_fail_at(err, WR_ELIMIT, l->path, (unsigned)(l->number + 1), 0,
				   "line is longer than 1 MiB");
			return NULL;
		}
		if (end || l->at_end)
			return end ? end : begin + left;
		searched = left;
		if (fill(l, err) != 0)
			return NULL;
	}
}

int wr_lines_next(struct wr_lines *l, const char **line, size_t *n, struct wr_err *err)
{
	char *end = find_end(l, err), *begin;

	if (!end)
		return -1;
	begin = l->buf + l->begin;
	if (l->begin == l->end)
		return 0;
	l->begin = (size_t)(end - l->buf) + (end < l->buf + l->end);
	l->number++;
	if (end > begin && end[-1] == '\r')
		end--;
	*end = '\0';
	*line = begin;
	*n = (size_t)(end - begin);
	return 1;
}

int wr_lines_peek(struct wr_lines *l, size_t n, const char **bytes, size_t *got, struct wr_err *err)
{
	assert(n <= LONGEST);
	while (l->end - l->begin < n && !l->at_end)
		if (fill(l, err) != 0)
			return -1;
	*bytes = l->buf + l->begin;
	*got = l->end - l->begin < n ? l->end - l->begin : n;
	return 0;
}

void wr_lines_skip(struct wr_lines *l, size_t n)
{
	assert(n <= l->end - l->begin);
	l->begin += n;
	l->number++;
}
