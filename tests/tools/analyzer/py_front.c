/*
 * py_front.c - the Python front end by itself, for benchmarks and oracles.
 *
 *	py_front tokens|tree|unit REPEATS LIST     reads the files that LIST names, one per line, then
 *	                                           does the work REPEATS times; prints lines, bytes and
 *	                                           the least CPU seconds of one round
 *	py_front errors FILE...                    "file NAME", then "line column message"
 *	py_front facts FILE...                     "file NAME", then its unit, one line per record
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
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

static void tokens(struct py_front *f, const struct wr_buf *bytes)
{
	an_py_source_set(&f->source, bytes->data, bytes->len);
	an_py_names_reset(&f->names);
	an_py_tokenize(&f->source, &f->names, &f->tokens);
}

static void tree(struct py_front *f, const struct wr_buf *bytes)
{
	tokens(f, bytes);
	an_py_parse(&f->source, &f->names, &f->tokens, &f->tree);
}

static void unit(struct py_front *f, const struct wr_buf *bytes)
{
	wr_buf_clear(&f->bytes);
	an_py_read(f, "module.py", bytes->data, bytes->len, &f->bytes);
}

struct files { struct wr_buf *items; size_t n, cap; };

static int read_files(const char *list, struct files *files)
{
	struct wr_err err;
	struct wr_lines *lines = wr_lines_open(list, &err);
	const char *line;
	size_t n;
	int got = lines ? 1 : -1;

	while (lines && (got = wr_lines_next(lines, &line, &n, &err)) > 0) {
		struct wr_buf *file = WR_PUSH(files->items, files->n, files->cap);

		*file = (struct wr_buf)WR_BUF_INIT;
		if (read_padded(line, file, &err)) {
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

typedef void do_work(struct py_front *, const struct wr_buf *);

static int measure(do_work *work, int repeats, const char *list)
{
	struct files files = { 0 };
	struct py_front *front = an_py_front_new();
	double best = 1e9;
	size_t lines = 0, bytes = 0;

	if (read_files(list, &files))
		return 1;
	for (int round = 0; round < repeats; round++) {
		double start = cpu_seconds();

		lines = bytes = 0;
		for (size_t i = 0; i < files.n; i++) {
			work(front, &files.items[i]);
			lines += front->tokens.line_count;
			bytes += files.items[i].len;
		}
		if (cpu_seconds() - start < best)
			best = cpu_seconds() - start;
	}
	printf("%zu %zu %.6f\n", lines, bytes, best);
	for (size_t i = 0; i < files.n; i++)
		wr_buf_free(&files.items[i]);
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
	tree(f, bytes);
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
		{ "tokens", tokens }, { "tree", tree }, { "unit", unit }
	};

	for (size_t i = 0; i < sizeof prints / sizeof *prints; i++) {
		if (argc >= 3 && !strcmp(argv[1], prints[i].name))
			return show(prints[i].print, argv + 2);
	}
	for (size_t i = 0; i < sizeof works / sizeof *works; i++) {
		if (argc == 4 && !strcmp(argv[1], works[i].name))
			return measure(works[i].work, atoi(argv[2]), argv[3]);
	}
	fputs("usage: py_front tokens|tree|unit REPEATS LIST | errors|facts FILE...\n", stderr);
	return 2;
}
