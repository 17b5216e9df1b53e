/*
 * py_front.c - the Python front end by itself, for benchmarks and oracles.
 *
 *	py_front tokens|tree|unit REPEATS LIST     reads the files that LIST names, one per line, then
 *	                                           does the work REPEATS times; prints lines, bytes and
 *	                                           the least CPU seconds of one round
 *	py_front dump FILE...                      "file NAME", then what its tree holds: one line per
 *	                                           node, "Kind line column end-line end-column [f]",
 *	                                           f inside an f-string
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

/* The name of the node's class in CPython's ast, or NULL where the trees differ in shape. */
static const char *ast_name(const struct py_tree *tree, const struct py_node *n)
{
	bool async = n->flags & PY_F_ASYNC;

	switch (n->kind) {
	case PY_N_FUNCTION: return tree->defs[n->value].flags & PY_D_ASYNC ? "AsyncFunctionDef" : "FunctionDef";
	case PY_N_FOR: return async ? "AsyncFor" : "For";
	case PY_N_WITH: return async ? "AsyncWith" : "With";
	case PY_N_CLASS: return "ClassDef";
	case PY_N_RETURN: return "Return";
	case PY_N_DELETE: return "Delete";
	case PY_N_ASSIGN: return "Assign";
	case PY_N_AUGMENT: return "AugAssign";
	case PY_N_ANNOTATE: return "AnnAssign";
	case PY_N_WHILE: return "While";
	case PY_N_MATCH: return "Match";
	case PY_N_TRY: return "Try";
	case PY_N_HANDLER: return "ExceptHandler";
	case PY_N_RAISE: return "Raise";
	case PY_N_ASSERT: return "Assert";
	case PY_N_IMPORT: return "Import";
	case PY_N_IMPORT_FROM: return "ImportFrom";
	case PY_N_GLOBAL: return "Global";
	case PY_N_NONLOCAL: return "Nonlocal";
	case PY_N_EXPRESSION: return "Expr";
	case PY_N_PASS: return "Pass";
	case PY_N_BREAK: return "Break";
	case PY_N_CONTINUE: return "Continue";
	case PY_N_BOOLEAN: return "BoolOp";
	case PY_N_COMPARE: return "Compare";
	case PY_N_CONDITIONAL: return "IfExp";
	case PY_N_LAMBDA: return "Lambda";
	case PY_N_WALRUS: return "NamedExpr";
	case PY_N_AWAIT: return "Await";
	case PY_N_YIELD: return "Yield";
	case PY_N_YIELD_FROM: return "YieldFrom";
	case PY_N_CALL: return "Call";
	case PY_N_ATTRIBUTE: return "Attribute";
	case PY_N_SUBSCRIPT: return "Subscript";
	case PY_N_SLICE: return "Slice";
	case PY_N_STARRED: return "Starred";
	case PY_N_LIST: return "List";
	case PY_N_SET: return "Set";
	case PY_N_DICT: return "Dict";
	case PY_N_LIST_COMPREHENSION: return "ListComp";
	case PY_N_SET_COMPREHENSION: return "SetComp";
	case PY_N_DICT_COMPREHENSION: return "DictComp";
	case PY_N_GENERATOR: return "GeneratorExp";
	case PY_N_CLAUSE: return "comprehension";
	default: return NULL;
	}
}

/* Which nodes stand inside f-strings: kids have smaller numbers than what holds them. */
static char *inside_fstrings(const struct py_tree *tree)
{
	char *inside = wr_calloc(tree->n, 1);

	for (uint32_t i = 1; i < tree->n; i++) {
		const struct py_node *n = py_at(tree, i);

		for (uint32_t k = i; n->kind == PY_N_FSTRING && --k > 0 && py_at(tree, k)->start >= n->start;)
			inside[k] = 1;
	}
	return inside;
}

static void dump(struct py_front *f, const char *path, const struct wr_buf *bytes)
{
	char *inside;

	(void)path;
	tree(f, bytes);
	inside = inside_fstrings(&f->tree);
	for (uint32_t i = 1; i < f->tree.n; i++) {
		const struct py_node *n = py_at(&f->tree, i);
		const char *name = ast_name(&f->tree, n);

		if (!name)
			continue;
		fputs(name, stdout);
		place(f, n->start);
		place(f, n->end);
		puts(inside[i] ? " f" : "");
	}
	free(inside);
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
		{ "dump", dump }, { "errors", errors }, { "facts", facts }
	};
	static const struct { const char *name; do_work *work; } works[] = {
		{ "tokens", tokens }, { "tree", tree }, { "unit", unit }
	};

	for (size_t i = 0; i < 3; i++) {
		if (argc >= 3 && !strcmp(argv[1], prints[i].name))
			return show(prints[i].print, argv + 2);
		if (argc == 4 && !strcmp(argv[1], works[i].name))
			return measure(works[i].work, atoi(argv[2]), argv[3]);
	}
	fputs("usage: py_front tokens|tree|unit REPEATS LIST | dump|errors|facts FILE...\n", stderr);
	return 2;
}
