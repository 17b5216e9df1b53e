#include "report/source_p.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/alloc.h"
#include "core/arena.h"
#include "core/buf.h"
#include "report/fingerprint_p.h"
#include "report/place_p.h"

#define FILE_MAX (4 << 20)
#define ALL_MAX (128 << 20)

struct rp_source {
	const char *path;               /* clean, see rp_inside */
	char *text;                     /* lines NUL-terminated; NULL = cannot be read */
	size_t *starts;                 /* of the lines in text */
	size_t line_count, line_cap;
	uint64_t *hashes;               /* of the lines as GitHub counts them */
	size_t hash_count;
};

struct rp_sources {
	struct wr_arena *arena;         /* of the paths */
	int root;                       /* descriptor, -1 = none */
	struct rp_source **files;       /* each of its own, so that pointers stay valid */
	size_t count, cap;
	size_t bytes;
};

struct rp_sources *rp_sources_new(const char *root)
{
	struct rp_sources *s = wr_calloc(1, sizeof *s);

	s->arena = wr_arena_new();
	s->root = root ? open(root, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
	return s;
}

static void free_source(struct rp_source *f)
{
	free(f->text);
	free(f->starts);
	free(f->hashes);
	free(f);
}

void rp_sources_free(struct rp_sources *s)
{
	if (!s)
		return;
	if (s->root >= 0)
		close(s->root);
	for (size_t i = 0; i < s->count; i++)
		free_source(s->files[i]);
	free(s->files);
	wr_arena_free(s->arena);
	free(s);
}

/* Opens path below root part by part; a symbolic link anywhere is refused. */
static int open_below(int root, const char *path)
{
	int at = root;

	for (;;) {
		size_t n = strcspn(path, "/");
		bool last = !path[n];
		char *part = wr_strndup(path, n);
		/* Opening a FIFO must not wait for its writer. */
		int flags = O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | (last ? 0 : O_DIRECTORY);
		int next = openat(at, part, flags);

		free(part);
		if (at != root)
			close(at);
		if (next < 0 || last)
			return next;
		at = next;
		path += n + 1;
	}
}

static char *read_all(int fd, size_t size)
{
	char *text = wr_malloc(size + 1);
	size_t got = 0;

	while (got < size) {
		ssize_t n = read(fd, text + got, size - got);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			break;
		got += (size_t)n;
	}
	if (got < size) {               /* it shrank, or an error: half a file would mislead */
		free(text);
		return NULL;
	}
	text[size] = '\0';
	return text;
}

static void split_lines(struct rp_source *f, size_t size)
{
	for (size_t i = 0; i < size;) {
		char *end = memchr(f->text + i, '\n', size - i);
		size_t next = end ? (size_t)(end - f->text) + 1 : size;

		*WR_PUSH(f->starts, f->line_count, f->line_cap) = i;
		if (end)
			*end = '\0';
		if (end && end > f->text + i && end[-1] == '\r')
			end[-1] = '\0';
		i = next;
	}
}

static void load(struct rp_sources *s, struct rp_source *f)
{
	struct stat st;
	int fd = s->root < 0 ? -1 : open_below(s->root, f->path);

	if (fd < 0)
		return;
	if (!fstat(fd, &st) && S_ISREG(st.st_mode) && st.st_size >= 0 && st.st_size <= FILE_MAX &&
	    s->bytes + (size_t)st.st_size <= ALL_MAX)
		f->text = read_all(fd, (size_t)st.st_size);
	close(fd);
	if (!f->text)
		return;
	s->bytes += (size_t)st.st_size;
	f->hashes = rp_line_hashes(f->text, (size_t)st.st_size, &f->hash_count);
	split_lines(f, (size_t)st.st_size);
}

const struct rp_source *rp_source(struct rp_sources *s, const char *path)
{
	const char *inside = rp_inside(s->arena, path);
	struct rp_source *f;

	if (!inside)
		return NULL;
	for (size_t i = 0; i < s->count; i++)
		if (!strcmp(s->files[i]->path, inside))
			return s->files[i]->text ? s->files[i] : NULL;
	f = wr_calloc(1, sizeof *f);
	f->path = inside;
	load(s, f);
	*WR_PUSH(s->files, s->count, s->cap) = f;
	return f->text ? f : NULL;
}

const char *rp_source_line(const struct rp_source *f, unsigned line)
{
	return line >= 1 && line <= f->line_count ? f->text + f->starts[line - 1] : NULL;
}

char *rp_source_hash(const struct rp_source *f, unsigned line, char buf[40])
{
	return line >= 1 && line <= f->hash_count ? rp_line_fingerprint(f->hashes, line - 1, buf) : NULL;
}
