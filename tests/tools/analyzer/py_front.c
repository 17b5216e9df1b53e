/*
 * py_front.c - the Python front end by itself, for benchmarks and oracles.
 *
 *	py_front read|tokens|tree|unit REPEATS LIST
 *	                                           reads the files that LIST names, one per line, then
 *	                                           does the work REPEATS times; prints lines, bytes, the
 *	                                           least CPU seconds of one round, and bytes of the trees;
 *	                                           "read" reads the files again and counts their lines
 *	py_front errors FILE...                    "file NAME", then "line column message"
 *	py_front facts FILE...                     "file NAME", then its unit, one line per record
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include "analyzer/python/front_p.h"
#include "core/alloc.h"
#include "core/file.h"

/* Reads a file and the padding that the front end wants behind it, which does not count. */
static int read_padded(const char *path, struct wr_buf *bytes, struct wr_err *err)
{
	static const char padding[PY_PADDING];
	int bad = wr_file_read(path, PY_SOURCE_MAX, bytes, err);

	if (bad)
		return bad;
	wr_buf_add(bytes, padding, sizeof padding);
	bytes->len -= sizeof padding;
	return 0;
}

struct file { char *path; struct wr_buf bytes; };
struct files { struct file *items; size_t n, cap; };

/* The least that whoever reads files must do: the bytes, and where lines end. */
static void read_and_count(struct py_front *f, const struct file *file)
{
	static char bytes[PY_SOURCE_MAX];
	int fd = open(file->path, O_RDONLY);
	ssize_t n = fd < 0 ? -1 : read(fd, bytes, sizeof bytes);
	const char *end = bytes + (n < 0 ? 0 : n);

	close(fd);
	f->tokens.line_count = 0;
	for (const char *p = bytes; (p = memchr(p, '\n', (size_t)(end - p))); p++)
		f->tokens.line_count++;
}

static void read_tokens(struct py_front *f, const struct wr_buf *bytes)
{
	an_py_source_set(&f->source, bytes->data, bytes->len);
	an_py_names_reset(&f->names);
	an_py_tokenize(&f->source, &f->names, &f->tokens);
}

static void read_tree(struct py_front *f, const struct wr_buf *bytes)
{
	read_tokens(f, bytes);
	an_py_parse(&f->source, &f->names, &f->tokens, &f->tree);
}

static void tokens(struct py_front *f, const struct file *file)
{
	read_tokens(f, &file->bytes);
}

static void tree(struct py_front *f, const struct file *file)
{
	read_tree(f, &file->bytes);
}

static void unit(struct py_front *f, const struct file *file)
{
	wr_buf_clear(&f->bytes);
	an_py_read(f, "module.py", file->bytes.data, file->bytes.len, &f->bytes);
}

static int read_files(const char *list, struct files *files)
{
	struct wr_err err;
	struct wr_lines *lines = wr_lines_open(list, &err);
	const char *line;
	size_t n;
	int got = lines ? 1 : -1;

	while (lines && (got = wr_lines_next(lines, &line, &n, &err)) > 0) {
		struct file *file = WR_PUSH(files->items, files->n, files->cap);

		*file = (struct file){ .path = wr_strdup(line), .bytes = WR_BUF_INIT };
		if (read_padded(line, &file->bytes, &err)) {
			got = -1;
			break;
		}
	}
	wr_lines_close(lines);
	if (got < 0)
		fprintf(stderr, "%s\n", err.message);
	return got;
}

static double cpu_seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

typedef void do_work(struct py_front *, const struct file *);

static int measure(do_work *work, int repeats, const char *list)
{
	struct files files = { 0 };
	struct py_front *front = an_py_front_new();
	double best = 1e9;
	size_t lines = 0, bytes = 0, tree_bytes = 0;

	if (read_files(list, &files))
		return 1;
	for (int round = 0; round < repeats; round++) {
		double start = cpu_seconds();

		lines = bytes = tree_bytes = 0;
		for (size_t i = 0; i < files.n; i++) {
			work(front, &files.items[i]);
			lines += front->tokens.line_count;
			bytes += files.items[i].bytes.len;
			tree_bytes += front->tree.n * sizeof *front->tree.nodes +
				      front->tree.def_count * sizeof *front->tree.defs;
		}
		if (cpu_seconds() - start < best)
			best = cpu_seconds() - start;
	}
	printf("%zu %zu %.6f %zu\n", lines, bytes, best, tree_bytes);
	for (size_t i = 0; i < files.n; i++) {
		wr_buf_free(&files.items[i].bytes);
		free(files.items[i].path);
	}
	free(files.items);
	an_py_front_free(front);
	return 0;
}

static void place(const struct py_front *f, uint32_t offset)
{
	size_t low = 0, high = f->tokens.line_count;

	while (high - low > 1) {
		size_t middle = (low + high) / 2;

		if (f->tokens.lines[middle] <= offset)
			low = middle;
		else
			high = middle;
	}
	printf(" %zu %u", low + 1, offset - f->tokens.lines[low]);
}

static void errors(struct py_front *f, const char *path, const struct wr_buf *bytes)
{
	(void)path;
	read_tree(f, bytes);
	for (size_t i = 0; i < f->tokens.errors.n; i++) {
		const struct py_error *e = &f->tokens.errors.items[i];

		place(f, e->at);
		printf(" %s %s\n", e->message, e->detail ? e->detail : "");
	}
	if (f->tokens.python2) {
		place(f, f->tokens.python2 - 1);
		puts(" Python 2");
	}
}

static void facts(struct py_front *f, const char *path, const struct wr_buf *bytes)
{
	struct wr_buf whole = WR_BUF_INIT, text = WR_BUF_INIT;
	struct wr_err err;

	an_py_read(f, path, bytes->data, bytes->len, &whole);
	if (an_unit_check(whole.data, whole.len, &err))
		printf("bad unit: %s\n", err.message);
	else
		an_unit_dump((const an_unit *)(const void *)whole.data, &text);
	fputs(text.data ? text.data : "", stdout);
	wr_buf_free(&whole);
	wr_buf_free(&text);
}

typedef void print_file(struct py_front *f, const char *path, const struct wr_buf *bytes);

static int show(print_file *print, char **paths)
{
	struct py_front *front = an_py_front_new();
	struct wr_buf bytes = WR_BUF_INIT;
	struct wr_err err;
	int bad = 0;

	for (; *paths && !bad; paths++) {
		wr_buf_clear(&bytes);
		bad = read_padded(*paths, &bytes, &err);
		if (bad)
			break;
		printf("file %s\n", *paths);
		print(front, *paths, &bytes);
	}
	if (bad)
		fprintf(stderr, "%s\n", err.message);
	wr_buf_free(&bytes);
	an_py_front_free(front);
	return bad ? 1 : 0;
}

int main(int argc, char **argv)
{
	static const struct { const char *name; print_file *print; } prints[] = {
		{ "errors", errors }, { "facts", facts }
	};
	static const struct { const char *name; do_work *work; } works[] = {
		{ "read", read_and_count }, { "tokens", tokens }, { "tree", tree }, { "unit", unit }
	};

	for (size_t i = 0; i < sizeof prints / sizeof *prints; i++) {
		if (argc >= 3 && !strcmp(argv[1], prints[i].name))
			return show(prints[i].print, argv + 2);
	}
	for (size_t i = 0; i < sizeof works / sizeof *works; i++) {
		if (argc == 4 && !strcmp(argv[1], works[i].name))
			return measure(works[i].work, atoi(argv[2]), argv[3]);
	}
	fputs("usage: py_front read|tokens|tree|unit REPEATS LIST | errors|facts FILE...\n", stderr);
	return 2;
}
