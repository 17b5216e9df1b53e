/* flags.c - which options of a compiler's command line go to libclang. */
#include "analyzer/c/flags_p.h"

#include <string.h>
#include "core/file.h"
#include "core/text.h"

enum { RESPONSE_DEPTH = 4, RESPONSE_LIMIT = 1 << 20, ARGUMENT_LIMIT = 1 << 16 };

enum form { ALONE, JOINED, SEPARATE, EITHER };

enum value { TEXT, PATH };

static const struct option { const char *name; enum form form; enum value value; } options[] = {
#define OPTION(name, form, value) { name, form, value },
#define SKIP(name)
#include "analyzer/c/options.def"
#undef OPTION
#undef SKIP
};

static const char *const skipped[] = {
#define OPTION(name, form, value)
#define SKIP(name) name,
#include "analyzer/c/options.def"
#undef OPTION
#undef SKIP
};

struct maker {
	struct wr_arena *arena;
	struct an_c_flags *out;
	size_t cap;
	const struct an_front_setup *setup;
	const char *directory;          /* of the command */
	const char *language, *standard;
	size_t guessed;                 /* how many flags there were once a standard was guessed; 0 = none was */
};

static void add(struct maker *m, const char *flag)
{
	struct an_c_flags *f = m->out;

	if (f->count == m->cap) {
		const char **argv = wr_arena_array(m->arena, m->cap = m->cap ? m->cap * 2 : 64, sizeof *argv);

		if (f->count)
			memcpy(argv, f->argv, f->count * sizeof *argv);
		f->argv = argv;
	}
	f->argv[f->count++] = flag;
}

static void note(struct maker *m, const char *path, const char *problem)
{
	struct an_c_flags *f = m->out;

	if (f->note_count < sizeof f->notes / sizeof *f->notes)
		f->notes[f->note_count++] = wr_arena_printf(m->arena, "%s: %s", path, problem);
}

static bool fits(const struct option *o, const char *arg)
{
	if (o->form == ALONE || o->form == SEPARATE)
		return !strcmp(arg, o->name);
	return wr_starts_with(arg, o->name);
}

static const struct option *find_option(const char *arg)
{
	for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
		if (fits(&options[i], arg))
			return &options[i];
	}
	return NULL;
}

static bool takes_argument(const char *arg)
{
	for (size_t i = 0; i < sizeof skipped / sizeof *skipped; i++) {
		if (!strcmp(arg, skipped[i]))
			return true;
	}
	return false;
}

char *an_c_as_built(struct wr_arena *arena, const struct an_front_setup *setup, const char *path)
{
	char *relative;

	if (!setup->built_as)
		return wr_path_absolute(arena, path);
	relative = wr_path_relative(arena, path, setup->root ? setup->root : ".");
	return wr_path_absolute(arena, *relative == '/' ? relative : wr_path_join(arena, setup->built_as, relative));
}

const struct an_c_entry *an_c_database_entry(struct wr_arena *arena, const struct an_front_setup *setup,
					     const struct an_c_database *database, const char *path)
{
	const struct an_c_entry *entry = an_c_database_find(database, wr_path_absolute(arena, path));
	const char *built;

	if (entry || !setup->built_as)
		return entry;
	built = an_c_as_built(arena, setup, path);
	entry = an_c_database_find(database, built);
	if (entry || wr_is_file(built))
		return entry;
	/* It was moved or removed since: as it would be compiled there, or where it is now. */
	entry = an_c_database_neighbour(database, built, an_c_is_cpp(built));
	return entry ? entry : an_c_database_namesake(database, built);
}

/* What the command means in the checkout that was built stands below root too, unless the build made it. */
static const char *in_this_tree(struct maker *m, const char *path)
{
	const struct an_front_setup *setup = m->setup;
	const char *relative, *here;

	if (!setup->built_as)
		return path;
	relative = wr_path_relative(m->arena, path, setup->built_as);
	if (*relative == '/')
		return path;
	here = wr_path_absolute(m->arena, wr_path_join(m->arena, setup->root ? setup->root : ".", relative));
	return wr_is_dir(here) || wr_is_file(here) ? here : path;
}

/*
 * A path as the command means it, absolute.  -working-directory would do the same, but
 * clang_indexSourceFile obeys it by changing the working folder of the whole process.
 * "=/x" and "$SYSROOT/x" are relative to the system root.
 */
static const char *resolve(struct maker *m, const char *path)
{
	if (!*path || *path == '=' || *path == '$')
		return path;
	return in_this_tree(m, wr_path_absolute(m->arena, wr_path_join(m->arena, m->directory, path)));
}

/* Past the driver, which would rather take a precompiled header of the same name, made by another compiler. */
static void add_include_file(struct maker *m, const char *file)
{
	const char *here = resolve(m, file);

	add(m, "-Xclang");
	add(m, "-include");
	add(m, "-Xclang");
	add(m, wr_is_file(here) ? here : file);         /* else it is searched for like any other header */
}

static void add_option(struct maker *m, const struct option *o, const char *const *argv, bool separate)
{
	const char *value = separate ? argv[1] : argv[0] + strlen(o->name);

	if (o->value == PATH)
		value = resolve(m, value);
	if (separate) {
		add(m, argv[0]);
		add(m, value);
	} else {
		add(m, o->value == PATH ? wr_arena_printf(m->arena, "%s%s", o->name, value) : argv[0]);
	}
}

/* Handles the option at argv[0]; returns how many words it took. */
static size_t take_option(struct maker *m, const char *const *argv)
{
	const struct option *o;
	size_t words = argv[1] ? 2 : 1;

	if (!strcmp(argv[0], "-x")) {
		m->language = argv[1];
		return words;
	}
	if (wr_starts_with(argv[0], "-x")) {
		m->language = argv[0] + 2;
		return 1;
	}
	if (wr_starts_with(argv[0], "-std=") || wr_starts_with(argv[0], "--std=")) {
		m->standard = strchr(argv[0], '=') + 1;
		return 1;
	}
	if (takes_argument(argv[0]))
		return words;
	if (!strcmp(argv[0], "-include") && words == 2) {
		add_include_file(m, argv[1]);
		return 2;
	}
	o = find_option(argv[0]);
	if (!o)
		return 1;
	if (o->form != SEPARATE && (o->form != EITHER || strcmp(argv[0], o->name))) {
		add_option(m, o, argv, false);
		return 1;
	}
	if (words == 2)
		add_option(m, o, argv, true);
	return words;
}

static void take_list(struct maker *m, const char *const *argv, int depth);

/* @file: more arguments, as gcc and clang read them. */
static void take_response(struct maker *m, const char *name, int depth)
{
	struct wr_buf text = WR_BUF_INIT;
	const char *path = wr_path_join(m->arena, m->directory, name);
	const char *const *argv;
	size_t n;

	if (depth == RESPONSE_DEPTH) {
		note(m, path, "response files name each other too deeply");
		return;
	}
	if (wr_file_read(path, RESPONSE_LIMIT, &text, NULL)) {
		note(m, path, "this response file cannot be read; the flags in it are missing");
		wr_buf_free(&text);
		return;
	}
	argv = an_c_split(m->arena, text.data, &n);
	if (argv)
		take_list(m, argv, depth + 1);
	else
		note(m, path, "a quote in this response file is not closed; the flags in it are missing");
	wr_buf_free(&text);
}

/* The list without "-Xclang": what that protects from the driver is judged like all else. */
static const char *const *without_xclang(struct wr_arena *arena, const char *const *argv)
{
	const char **list;
	size_t n = 0, kept = 0;

	while (argv[n])
		n++;
	list = wr_arena_array(arena, n + 1, sizeof *list);
	for (size_t i = 0; i < n; i++) {
		if (strcmp(argv[i], "-Xclang"))
			list[kept++] = argv[i];
	}
	return list;
}

static void take_list(struct maker *m, const char *const *argv, int depth)
{
	argv = without_xclang(m->arena, argv);
	while (*argv && m->out->count < ARGUMENT_LIMIT) {
		if (**argv == '@')
			take_response(m, *argv++ + 1, depth);
		else if (**argv == '-')
			argv += take_option(m, argv);
		else
			argv++;         /* the source file, a linker's input, a wrapper like ccache */
	}
}

/* -x and -std, where they suit each other: libclang refuses a file for -std=c++20 on C. */
static void add_language(struct maker *m, const char *fallback)
{
	const char *language = m->language ? m->language : "";
	bool cpp_standard = m->standard && strstr(m->standard, "++");

	if (wr_starts_with(language, "c++"))
		m->out->cpp = true;
	else if (!strcmp(language, "c") || !strcmp(language, "c-header"))
		m->out->cpp = false;
	if (m->out->cpp)
		add(m, !strcmp(language, "c++-module") || an_c_is_module(m->out->file) ? "-xc++-module" : "-xc++");
	else
		add(m, "-xc");
	if (m->standard && cpp_standard == m->out->cpp)
		add(m, wr_arena_printf(m->arena, "-std=%s", m->standard));
	else if (fallback)
		add(m, fallback);
}

static void add_common(struct maker *m)
{
	static const char *const common[] = {
		"-w", "-ferror-limit=0",
		/* What gcc 12 only warns of is no error of the user's. */
		"-Wno-error=implicit-function-declaration", "-Wno-error=implicit-int",
		"-Wno-error=int-conversion", "-Wno-error=incompatible-function-pointer-types",
	};

	for (size_t i = 0; i < sizeof common / sizeof *common; i++)
		add(m, common[i]);
	if (WEIR_CLANG_RESOURCE_DIR[0] && wr_is_dir(WEIR_CLANG_RESOURCE_DIR))
		add(m, "-resource-dir=" WEIR_CLANG_RESOURCE_DIR);
}

static void from_entry(struct maker *m, const struct an_c_entry *entry)
{
	const char *const *argv = entry->arguments;
	size_t n;

	if (!argv)
		argv = an_c_split(m->arena, entry->command, &n);
	m->directory = entry->directory;
	if (argv && *argv)
		take_list(m, argv + 1, 0);
	else
		note(m, entry->file, "its command in " AN_C_DATABASE_NAME " is empty or has a quote that is not closed");
	add_language(m, NULL);
}

/* Does a flag before the n-th name the folder already?  clang would forget it for one that makes it a system folder. */
static bool is_named(const struct an_c_flags *f, size_t n, const char *folder)
{
	for (size_t i = 0; i < n; i++) {
		if (wr_ends_with(f->argv[i], folder) && (!strcmp(f->argv[i], folder) || wr_starts_with(f->argv[i], "-i") ||
							 !strcmp(f->argv[i] + 2, folder)))
			return true;
	}
	return false;
}

static void from_setup(struct maker *m, const struct an_front_setup *setup)
{
	const char **argv = wr_arena_array(m->arena, setup->flag_count + 1, sizeof *argv);
	const char *const *guessed;
	size_t n, own;

	m->directory = wr_path_absolute(m->arena, setup->root ? setup->root : ".");
	if (setup->flag_count)
		memcpy(argv, setup->flags, setup->flag_count * sizeof *argv);
	take_list(m, argv, 0);
	add_language(m, m->out->cpp ? "-std=gnu++20" : "-std=gnu17");
	m->guessed = m->standard ? 0 : m->out->count;
	guessed = an_c_guess_includes(m->arena, m->out->file, m->directory, &n);
	own = m->out->count;
	for (size_t i = 0; i < n; i++) {
		if (!is_named(m->out, own, strchr(guessed[i], '/')))
			add(m, guessed[i]);
	}
}

/* A header with the ending of both languages speaks that of the sources beside it. */
static bool speaks_cpp(const struct an_c_database *database, const char *file)
{
	if (!wr_ends_with(file, ".h"))
		return an_c_is_cpp(file);
	return database && !an_c_database_neighbour(database, file, false) &&
	       an_c_database_neighbour(database, file, true);
}

void an_c_flags_make(struct wr_arena *arena, const struct an_front_setup *setup,
		     const struct an_c_database *database, const char *path, struct an_c_flags *out)
{
	struct maker m = { .arena = arena, .out = out, .setup = setup };
	const struct an_c_entry *entry = NULL;

	*out = (struct an_c_flags){ .file = wr_path_absolute(arena, path) };
	out->cpp = speaks_cpp(database, out->file);
	if (database)
		entry = an_c_database_entry(arena, setup, database, path);
	if (database && !entry && !setup->flag_count)
		entry = an_c_database_neighbour(database, an_c_as_built(arena, setup, path), out->cpp);
	if (entry)
		from_entry(&m, entry);
	else
		from_setup(&m, setup);
	add_common(&m);
	out->guessed = m.guessed ? &out->argv[m.guessed - 1] : NULL;
}

bool an_c_flags_newer(struct an_c_flags *flags)
{
	if (!flags->guessed)
		return false;
	*flags->guessed = flags->cpp ? "-std=gnu++23" : "-std=gnu23";
	flags->guessed = NULL;
	return true;
}

void an_c_flags_plain(struct an_c_flags *flags)
{
	size_t kept = 0;

	for (size_t i = 0; i < flags->count; i++) {
		const char *flag = flags->argv[i];

		if (&flags->argv[i] == flags->guessed)
			flags->guessed = &flags->argv[kept];
		if (!strcmp(flag, "-target"))
			i++;
		else if (!wr_starts_with(flag, "-m") && !wr_starts_with(flag, "--target="))
			flags->argv[kept++] = flag;
	}
	flags->count = kept;
}
