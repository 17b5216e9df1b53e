/* front.c - the Python front end: no Python is needed. */
#include "analyzer/front.h"

#include <stdlib.h>
#include "analyzer/python/front_p.h"
#include "core/alloc.h"
#include "core/file.h"

struct py_front *an_py_front_new(void)
{
	struct py_front *f = wr_calloc(1, sizeof *f);

	f->out = an_builder_new(AN_PYTHON, "");
	f->binder.arena = wr_arena_new();
	return f;
}

void an_py_front_free(struct py_front *f)
{
	if (!f)
		return;
	wr_buf_free(&f->bytes);
	an_builder_free(f->out);
	an_py_source_free(&f->source);
	an_py_names_free(&f->names);
	an_py_tokens_free(&f->tokens);
	an_py_tree_free(&f->tree);
	an_py_binder_free(&f->binder);
	an_py_emitter_free(&f->emitter);
	an_py_folder_free(&f->folder);
	free(f);
}

/* The names that the file goes by: its module's, and the package that relative imports start from. */
static void name_module(struct py_binder *b, const char *name, bool is_init)
{
	b->module = an_py_path_from(b, name);
	b->package = is_init ? b->module : b->paths[b->module].parent;
}

void an_py_read(struct py_front *f, const char *path, const char *bytes, size_t n, struct wr_buf *out)
{
	struct py_binder *b = &f->binder;
	const char *module;
	bool is_init;

	an_py_source_set(&f->source, bytes, n);
	an_py_names_reset(&f->names);
	an_py_tokenize(&f->source, &f->names, &f->tokens);
	an_py_parse(&f->source, &f->names, &f->tokens, &f->tree);
	an_builder_reset(f->out, AN_PYTHON, path);
	wr_arena_reset(b->arena);
	an_py_pairs_reset(&b->pairs);
	b->tree = &f->tree;
	b->names = &f->names;
	b->out = f->out;
	an_py_paths_reset(b);
	an_py_types_reset(b);
	module = an_py_module_name(&f->folder, b->arena, path, &is_init);
	name_module(b, module, is_init);
	/* Where the whole tree lies says nothing: one below a folder "tests" holds no tests for that. */
	b->is_test = an_py_is_test_path(f->root ? wr_path_relative(b->arena, path, f->root) : path);
	an_py_bind(b);
	an_py_emit(&f->emitter, b, path);
	an_builder_finish(f->out, out);
}

static void *open_front(const struct an_front_setup *setup, struct wr_err *err)
{
	struct py_front *f = an_py_front_new();

	(void)err;
	f->root = setup->root;
	f->binder.skip_tests = true;
	return f;
}

static void close_front(void *state)
{
	an_py_front_free(state);
}

static int read_file(void *state, const char *path, struct wr_buf *out, struct wr_err *err)
{
	struct py_front *f = state;
	static const char padding[PY_PADDING];
	size_t n;

	wr_buf_clear(&f->bytes);
	if (wr_file_read(path, PY_SOURCE_MAX, &f->bytes, err))
		return -1;
	n = f->bytes.len;
	wr_buf_add(&f->bytes, padding, sizeof padding);
	an_py_read(f, path, f->bytes.data, n, out);
	return 0;
}

static const char *const extensions[] = { ".py", ".pyw", NULL };

const struct an_front an_front_python = {
	.name = "python",
	.extensions = extensions,
	.open = open_front,
	.close = close_front,
	.read = read_file,
};
