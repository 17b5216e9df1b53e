/* front.c - the C and C++ front end: a file, its flags, its unit. */
#include <stdlib.h>
#include <string.h>
#include "analyzer/c/database_p.h"
#include "analyzer/c/flags_p.h"
#include "analyzer/c/inputs_p.h"
#include "analyzer/c/parse_p.h"
#include "analyzer/c/walk_p.h"
#include "analyzer/front.h"
#include "core/alloc.h"
#include "core/file.h"
#include "core/model.h"

struct database { const char *path; struct an_c_database *entries; };

struct state {
	struct wr_arena *arena;         /* for the run */
	struct wr_arena *file_arena;    /* for one file */
	struct an_front_setup setup;
	struct database *databases;     /* by path; read when a file first needs it */
	size_t database_count, database_cap;
	struct an_builder *builder;
	CXIndex index;
	struct an_inputs *inputs;       /* to be told what is read, or NULL */
	struct an_c_includes *includes;
};

/* ---- compilation databases ---- */

/* The database at path, read once; NULL with err. */
static const struct an_c_database *open_database(struct state *s, const char *path, struct wr_err *err)
{
	struct an_c_database *entries;

	for (size_t i = 0; i < s->database_count; i++) {
		if (!strcmp(s->databases[i].path, path))
			return s->databases[i].entries;
	}
	entries = an_c_database_read(path, err);
	if (entries)
		*WR_PUSH(s->databases, s->database_count, s->database_cap) =
			(struct database){ wr_arena_strdup(s->arena, path), entries };
	return entries;
}

/* compile_commands.json in the folder or above it, or in "build" beside one of those; NULL if there is none. */
static const char *find_database(struct wr_arena *arena, const char *folder)
{
	const char *here = wr_find_upwards(arena, folder, AN_C_DATABASE_NAME);

	return here ? here : wr_find_upwards(arena, folder, "build/" AN_C_DATABASE_NAME);
}

static int open_first(struct state *s, struct wr_err *err)
{
	const char *path;

	if (s->setup.build_dir) {
		path = wr_path_join(s->arena, s->setup.build_dir, AN_C_DATABASE_NAME);
		return open_database(s, path, err) ? 0 : -1;
	}
	path = find_database(s->arena, s->setup.root);
	if (!path && s->setup.built_as)
		path = find_database(s->arena, s->setup.built_as);
	return !path || open_database(s, path, err) ? 0 : -1;
}

/* The nearest to the file, or to where it stands in the checkout that was built. */
static const char *nearest_database(struct state *s, const char *file)
{
	char *folder = wr_path_absolute(s->file_arena, file);
	const char *path;

	*strrchr(folder, '/') = '\0';
	path = find_database(s->file_arena, *folder ? folder : "/");
	if (path || !s->setup.built_as)
		return path;
	folder = an_c_as_built(s->file_arena, &s->setup, file);
	*strrchr(folder, '/') = '\0';
	return find_database(s->file_arena, *folder ? folder : "/");
}

/* The database that speaks of the file: *out, or NULL where there is none. */
static int database_for(struct state *s, const char *file, const struct an_c_database **out, struct wr_err *err)
{
	const char *path;

	*out = NULL;
	if (s->setup.build_dir) {
		*out = s->databases[0].entries;
		return 0;
	}
	path = nearest_database(s, file);
	if (path)
		*out = open_database(s, path, err);
	else if (s->database_count)
		*out = s->databases[0].entries;
	return path && !*out ? -1 : 0;
}

/* ---- the front end ---- */

static void close_state(void *state)
{
	struct state *s = state;

	if (!s)
		return;
	for (size_t i = 0; i < s->database_count; i++)
		an_c_database_free(s->databases[i].entries);
	free(s->databases);
	an_builder_free(s->builder);
	an_c_includes_free(s->includes);
	if (s->index)
		clang_disposeIndex(s->index);
	wr_arena_free(s->file_arena);
	wr_arena_free(s->arena);
	free(s);
}

static void *open_state(const struct an_front_setup *setup, struct wr_err *err)
{
	struct state *s;
	const char **flags;

	if (an_libclang_load(err))
		return NULL;
	s = wr_calloc(1, sizeof *s);
	s->arena = wr_arena_new();
	s->file_arena = wr_arena_new();
	s->setup = *setup;
	s->setup.root = wr_arena_strdup(s->arena, setup->root ? setup->root : ".");
	s->setup.built_as = wr_arena_strdup(s->arena, setup->built_as);
	s->setup.build_dir = wr_arena_strdup(s->arena, setup->build_dir);
	s->setup.flags = flags = wr_arena_array(s->arena, setup->flag_count + 1, sizeof *flags);
	for (size_t i = 0; i < setup->flag_count; i++)
		flags[i] = wr_arena_strdup(s->arena, setup->flags[i]);
	if (!open_first(s, err))
		return s;
	close_state(s);
	return NULL;
}

/* What the project's headers say in their comments, each a unit that has nothing else. */
static void add_headers(struct state *s, struct an_c_source *source, bool cpp, struct wr_buf *out)
{
	for (size_t i = 0; i < source->file_count; i++) {
		struct an_c_file *file = source->files[i];

		if (file == source->main || !file->project)
			continue;
		an_builder_reset(s->builder, cpp ? AN_CPP : AN_C, file->path);
		if (an_c_scan_comments(source, file, s->builder))
			an_builder_finish(s->builder, out);
	}
}

/* The unit of a parsed file, and those of its headers. */
static int add_units(struct state *s, CXTranslationUnit unit, const struct an_c_flags *flags, const char *path,
		     struct wr_buf *out, struct wr_err *err)
{
	struct an_c_walk w = { .b = s->builder, .arena = s->file_arena, .cpp = flags->cpp };

	if (an_c_source_init(&w.source, unit, s->file_arena, s->setup.root, path))
		return wr_fail(err, WR_EINPUT, "%s: libclang could not open it", path);
	w.generated = an_c_is_generated(&w.source, w.source.main);
	w.test_file = an_c_is_test_file(s->file_arena, path, s->setup.root);
	an_builder_reset(s->builder, flags->cpp ? AN_CPP : AN_C, path);
	for (size_t i = 0; i < flags->note_count; i++)
		an_add_diagnostic(s->builder, 1, 1, WR_WARNING, flags->notes[i]);
	an_c_names_init(&w.names, s->builder, &w.source, flags->cpp);
	an_c_types_init(&w.types, &w.names);
	an_c_walk_unit(&w, unit);
	an_set_lines(s->builder, an_c_count_lines(&w.source, w.source.main));
	an_c_scan_comments(&w.source, w.source.main, s->builder);
	an_c_diagnose(unit, s->builder);
	an_builder_finish(s->builder, out);
	add_headers(s, &w.source, flags->cpp, out);
	an_c_walk_free(&w);
	return 0;
}

static int read_file(void *state, const char *path, struct wr_buf *out, struct wr_err *err)
{
	struct state *s = state;
	const struct an_c_database *database;
	struct an_c_flags flags;
	CXTranslationUnit unit;
	int failed;

	wr_arena_reset(s->file_arena);
	if (!wr_is_file(path))
		return wr_fail(err, WR_EIO, "%s: there is no such file", path);
	if (database_for(s, path, &database, err))
		return -1;
	if (!s->index)
		s->index = an_c_index_new();
	if (!s->builder)
		s->builder = an_builder_new(AN_C, path);
	an_c_flags_make(s->file_arena, &s->setup, database, path, &flags);
	unit = an_c_parse(s->index, &flags, err);
	if (!unit)
		return -1;
	failed = add_units(s, unit, &flags, path, out, err);
	if (s->inputs && !failed)
		an_c_note_inputs(s->includes, unit, &flags);
	clang_disposeTranslationUnit(unit);
	return failed;
}

static enum an_in_build in_build(void *state, const char *path)
{
	struct state *s = state;
	const struct an_c_database *database;

	wr_arena_reset(s->file_arena);
	if (database_for(s, path, &database, NULL) || !database)
		return AN_BUILD_UNKNOWN;
	return an_c_database_entry(s->file_arena, &s->setup, database, path) ? AN_IN_BUILD : AN_NOT_IN_BUILD;
}

/* A database that was made elsewhere, or before files were removed, looks like one that was understood. */
static void tell(void *state, struct wr_run *run)
{
	struct state *s = state;

	for (size_t i = 0; i < s->database_count; i++) {
		size_t count = an_c_database_count(s->databases[i].entries);
		const char *first = NULL;
		size_t missing = an_c_database_missing(s->databases[i].entries, &first);

		if (missing && missing == count)
			wr_run_note(run, WR_WARNING, "%s: of the %zu files that it names none is there, the first: %s; "
				    "was it made in another folder?", s->databases[i].path, count, first);
		else if (missing)
			wr_run_note(run, WR_NOTE, "%s: %zu of the %zu files that it names are not there, the first: %s",
				    s->databases[i].path, missing, count, first);
	}
}

/* ---- for the cache ---- */

static void add_text(struct wr_buf *key, const char *text)
{
	wr_buf_add(key, text ? text : "", text ? strlen(text) + 1 : 1);
}

static bool make_key(void *state, const char *path, struct wr_buf *key)
{
	/* clang looks into these for more folders of headers. */
	static const char *const variables[] = { "CPATH", "C_INCLUDE_PATH", "CPLUS_INCLUDE_PATH" };
	struct state *s = state;
	const struct an_c_database *database;
	struct an_c_flags flags;
	CXString version = clang_getClangVersion();

	add_text(key, clang_getCString(version));
	clang_disposeString(version);
	wr_arena_reset(s->file_arena);
	if (database_for(s, path, &database, NULL))
		return false;
	an_c_flags_make(s->file_arena, &s->setup, database, path, &flags);
	add_text(key, path);
	add_text(key, flags.file);
	add_text(key, s->setup.root);
	add_text(key, flags.cpp ? "c++" : "c");
	for (size_t i = 0; i < flags.count; i++)
		add_text(key, flags.argv[i]);
	for (size_t i = 0; i < flags.note_count; i++)
		add_text(key, flags.notes[i]);
	for (size_t i = 0; i < sizeof variables / sizeof *variables; i++)
		add_text(key, getenv(variables[i]));
	return true;
}

static void note_inputs(void *state, struct an_inputs *in)
{
	struct state *s = state;

	s->inputs = in;
	an_c_includes_free(s->includes);
	s->includes = in ? an_c_includes_new(in) : NULL;
}

static const char *const extensions[] = { ".c", ".cc", ".cpp", ".cxx", ".c++", ".cppm", ".ccm", ".cxxm", ".c++m", ".ixx", NULL };

const struct an_front an_front_c = {
	.name = "c",
	.extensions = extensions,
	.open = open_state,
	.close = close_state,
	.read = read_file,
	.in_build = in_build,
	.key = make_key,
	.note_inputs = note_inputs,
	.tell = tell,
};
