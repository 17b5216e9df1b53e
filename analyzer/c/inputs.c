/* inputs.c - what a translation unit was made of. */
#include "analyzer/c/inputs_p.h"

#include <glob.h>
#include <stdlib.h>
#include <string.h>
#include "core/alloc.h"
#include "core/text.h"

/* One name in an #include: between quotes it is first sought beside its own file. */
struct include { uint32_t name; bool quoted, absolute; };

struct includer {
	uint32_t path, folder;  /* path 0 = not read yet */
	struct include *items;
	size_t n, cap;
};

struct an_c_includes {
	struct an_inputs *in;
	struct includer *files;         /* by the number of their path */
	size_t file_cap;
	uint32_t *sought;               /* by name, with quotes or without: the unit for which it was sought last */
	size_t sought_cap;
	uint32_t unit;
	uint32_t *folders;              /* of the unit being noted: those for quoted names alone first */
	size_t folder_count, folder_cap, quoted_count;
	uint32_t *system;               /* where clang looks in the end */
	size_t system_count, system_cap;
};

static void add_system(struct an_c_includes *x, const char *folder)
{
	*WR_PUSH(x->system, x->system_count, x->system_cap) = an_inputs_name(x->in, folder);
}

struct an_c_includes *an_c_includes_new(struct an_inputs *in)
{
	struct an_c_includes *x = wr_calloc(1, sizeof *x);
	glob_t found;

	x->in = in;
	add_system(x, "/usr/local/include");
	if (WEIR_CLANG_RESOURCE_DIR[0])
		add_system(x, WEIR_CLANG_RESOURCE_DIR "/include");
	if (!glob("/usr/include/*-linux-*", 0, NULL, &found)) {
		for (size_t i = 0; i < found.gl_pathc; i++)
			add_system(x, found.gl_pathv[i]);
		globfree(&found);
	}
	add_system(x, "/usr/include");
	return x;
}

void an_c_includes_free(struct an_c_includes *x)
{
	if (!x)
		return;
	for (size_t i = 0; i < x->file_cap; i++)
		free(x->files[i].items);
	free(x->files);
	free(x->sought);
	free(x->folders);
	free(x->system);
	free(x);
}

/* ---- the names in a file ---- */

static const char *skip_blanks(const char *s, const char *end)
{
	while (s < end && (*s == ' ' || *s == '\t'))
		s++;
	return s;
}

/* At points where <name> or "name" may stand. */
static void add_name(struct an_c_includes *x, struct includer *file, const char *at, const char *end)
{
	char name[4096];
	const char *close;
	size_t n;

	at = skip_blanks(at, end);
	if (at == end || (*at != '<' && *at != '"'))
		return;
	close = memchr(at + 1, *at == '<' ? '>' : '"', (size_t)(end - at - 1));
	n = close ? (size_t)(close - at - 1) : 0;
	if (!n || n >= sizeof name || memchr(at, '\n', n) || memchr(at, '\0', n))
		return;
	memcpy(name, at + 1, n);
	name[n] = '\0';
	*WR_PUSH(file->items, file->n, file->cap) =
		(struct include){ an_inputs_name(x->in, name), *at == '"', name[0] == '/' };
}

/* Behind '#': include, include_next, import. */
static void scan_directive(struct an_c_includes *x, struct includer *file, const char *at, const char *end)
{
	static const char *const words[] = { "include_next", "include", "import" };

	at = skip_blanks(at, end);
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		size_t n = strlen(words[i]);

		if ((size_t)(end - at) > n && !memcmp(at, words[i], n)) {
			add_name(x, file, at + n, end);
			return;
		}
	}
}

static void scan(struct an_c_includes *x, struct includer *file, const char *text, size_t n)
{
	static const char has[] = "__has_include";
	const char *end = text + n, *at = text;

	while (at < end && (at = memchr(at, '#', (size_t)(end - at))))
		scan_directive(x, file, ++at, end);
	for (at = text; (at = memmem(at, (size_t)(end - at), has, sizeof has - 1)); at = skip_blanks(at, end)) {
		at += sizeof has - 1;
		if (end - at > 5 && !memcmp(at, "_next", 5))
			at += 5;
		at = skip_blanks(at, end);
		if (at < end && *at == '(')
			add_name(x, file, at + 1, end);
	}
}

static struct includer *includer_of(struct an_c_includes *x, uint32_t number)
{
	if (number >= x->file_cap) {
		size_t cap = (size_t)number * 2;

		x->files = wr_realloc(x->files, cap * sizeof *x->files);
		memset(x->files + x->file_cap, 0, (cap - x->file_cap) * sizeof *x->files);
		x->file_cap = cap;
	}
	return &x->files[number];
}

/* The file's names, read from its text once. */
static void read_names(struct an_c_includes *x, struct includer *file, const char *path, const char *text, size_t n)
{
	const char *slash = strrchr(path, '/');
	char *folder = wr_strndup(path, slash ? (size_t)(slash - path) : 0);

	file->folder = an_inputs_name(x->in, slash ? folder : ".");
	free(folder);
	scan(x, file, text, n);
}

/* ---- seeking them ---- */

static void add_folder(struct an_c_includes *x, const char *folder)
{
	*WR_PUSH(x->folders, x->folder_count, x->folder_cap) = an_inputs_name(x->in, folder);
}

/* The arguments of one option, "-I x" and "-Ix". */
static void add_folders(struct an_c_includes *x, const struct an_c_flags *flags, const char *option)
{
	for (size_t i = 0; i < flags->count; i++) {
		const char *flag = flags->argv[i];

		if (!strcmp(flag, option) && i + 1 < flags->count)
			add_folder(x, flags->argv[++i]);
		else if (wr_starts_with(flag, option))
			add_folder(x, flag + strlen(option));
	}
}

/* In the order in which clang looks into them. */
static void list_folders(struct an_c_includes *x, const struct an_c_flags *flags)
{
	x->folder_count = 0;
	add_folders(x, flags, "-iquote");
	x->quoted_count = x->folder_count;
	add_folders(x, flags, "-I");
	add_folders(x, flags, "-isystem");
	for (size_t i = 0; i < x->system_count; i++)
		*WR_PUSH(x->folders, x->folder_count, x->folder_cap) = x->system[i];
	add_folders(x, flags, "-idirafter");
}

/* Marks the name as sought for this unit; false if it was already. */
static bool first_time(struct an_c_includes *x, const struct include *i)
{
	size_t at = (size_t)i->name * 2 + i->quoted;

	if (at >= x->sought_cap) {
		size_t cap = at * 2 + 2;

		x->sought = wr_realloc(x->sought, cap * sizeof *x->sought);
		memset(x->sought + x->sought_cap, 0, (cap - x->sought_cap) * sizeof *x->sought);
		x->sought_cap = cap;
	}
	if (x->sought[at] == x->unit)
		return false;
	x->sought[at] = x->unit;
	return true;
}

static void seek(struct an_c_includes *x, uint32_t folder, const struct include *i)
{
	if (i->absolute)
		folder = an_inputs_name(x->in, "");
	if (((i->absolute || i->quoted) && an_inputs_seek(x->in, folder, i->name)) || i->absolute || !first_time(x, i))
		return;
	for (size_t f = i->quoted ? 0 : x->quoted_count; f < x->folder_count; f++) {
		if (an_inputs_seek(x->in, x->folders[f], i->name))
			return;
	}
}

struct visit { struct an_c_includes *x; CXTranslationUnit unit; };

/* libclang seeks a file's text among all places of the unit: it is asked once for each file that does not change. */
static const struct includer *note_file(const struct visit *v, CXFile included, const char *path)
{
	uint32_t number = an_inputs_name(v->x->in, path);
	struct includer *file = includer_of(v->x, number);
	CXFileUniqueID id;
	const char *text;
	size_t n = 0;

	if (file->path && !clang_getFileUniqueID(included, &id) && an_inputs_again(v->x->in, number, (long long)id.data[2]))
		return file;
	text = clang_getFileContents(v->unit, included, &n);
	if (!text)
		return NULL;
	an_inputs_file(v->x->in, number, text, n);
	if (!file->path)
		read_names(v->x, file, path, text, n);
	file->path = number;
	return file;
}

static void visit(CXFile included, CXSourceLocation *stack, unsigned depth, CXClientData data)
{
	struct visit *v = data;
	CXString name = clang_getFileName(included);
	const struct includer *file = clang_getCString(name) ? note_file(v, included, clang_getCString(name)) : NULL;

	(void)stack;
	(void)depth;
	for (size_t i = 0; file && i < file->n; i++)
		seek(v->x, file->folder, &file->items[i]);
	clang_disposeString(name);
}

void an_c_note_inputs(struct an_c_includes *x, CXTranslationUnit unit, const struct an_c_flags *flags)
{
	x->unit++;
	list_folders(x, flags);
	clang_getInclusions(unit, visit, &(struct visit){ x, unit });
}
