/* source.c - files, places and the text there. */
#include "analyzer/c/source_p.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "core/alloc.h"
#include "core/file.h"
#include "core/text.h"

/* Names a header the way the main files are named: from root. */
static const char *name_header(struct an_c_source *s, const char *path, bool *below)
{
	const char *full = wr_path_absolute(s->arena, path);
	const char *relative = wr_path_relative(s->arena, full, s->root);

	*below = relative[0] != '/';
	return *below ? wr_path_join(s->arena, s->root, relative) : full;
}

static struct an_c_file *add_file(struct an_c_source *s, CXFile file, CXSourceLocation at)
{
	struct an_c_file *f = wr_arena_alloc(s->arena, sizeof *f);
	CXString name = clang_getFileName(file);

	f->file = file;
	f->path = name_header(s, clang_getCString(name), &f->project);
	f->project = f->project && !clang_Location_isInSystemHeader(at);
	clang_disposeString(name);
	*WR_PUSH(s->files, s->file_count, s->file_cap) = f;
	return f;
}

static struct an_c_file *find_file(struct an_c_source *s, CXFile file, CXSourceLocation at)
{
	if (!file)
		return NULL;
	if (s->last && s->last->file == file)
		return s->last;
	for (size_t i = 0; i < s->file_count; i++) {
		if (s->files[i]->file == file)
			return s->last = s->files[i];
	}
	return s->last = add_file(s, file, at);
}

int an_c_source_init(struct an_c_source *s, CXTranslationUnit unit, struct wr_arena *arena, const char *root,
		     const char *path)
{
	CXString name = clang_getTranslationUnitSpelling(unit);
	CXFile file = clang_getFile(unit, clang_getCString(name));

	clang_disposeString(name);
	*s = (struct an_c_source){ .unit = unit, .arena = arena, .root = root ? root : "." };
	if (!file)
		return -1;
	s->main = wr_arena_alloc(arena, sizeof *s->main);
	*s->main = (struct an_c_file){ .file = file, .path = path, .project = true };
	*WR_PUSH(s->files, s->file_count, s->file_cap) = s->main;
	return 0;
}

void an_c_source_free(struct an_c_source *s)
{
	free(s->files);
	s->files = NULL;
}

const char *an_c_file_text(struct an_c_source *s, struct an_c_file *file)
{
	if (!file->text)
		file->text = clang_getFileContents(s->unit, file->file, &file->size);
	if (!file->text) {
		file->text = "";
		file->size = 0;
	}
	return file->text;
}

static bool is_ascii(const char *text, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if ((unsigned char)text[i] >= 0x80)
			return false;
	}
	return true;
}

/* Columns count characters; libclang's count bytes. */
static unsigned character_column(struct an_c_source *s, struct an_c_file *file, unsigned column, unsigned offset)
{
	const char *text = an_c_file_text(s, file);
	unsigned more = 0;

	if (!file->scanned) {
		file->ascii = is_ascii(text, file->size);
		file->scanned = true;
	}
	if (file->ascii || offset > file->size || column > offset + 1)
		return column;
	for (size_t i = offset - (column - 1); i < offset; i++)
		more += ((unsigned char)text[i] & 0xC0) == 0x80;
	return column - more;
}

struct an_c_point an_c_point_of(struct an_c_source *s, CXSourceLocation at)
{
	struct an_c_point p = { 0 };
	CXFile file;

	clang_getFileLocation(at, &file, &p.line, &p.column, &p.offset);
	p.file = find_file(s, file, at);
	if (p.file)
		p.column = character_column(s, p.file, p.column, p.offset);
	return p;
}

struct an_span an_c_span_of(struct an_c_source *s, CXSourceRange range)
{
	struct an_c_point from = an_c_point_of(s, clang_getRangeStart(range));
	struct an_c_point to = an_c_point_of(s, clang_getRangeEnd(range));

	/* What a macro makes may seem to end before it begins, or elsewhere. */
	if (to.file != from.file || to.offset < from.offset)
		to = from;
	return (struct an_span){ from.line, from.column, to.line, to.column };
}

const char *an_c_text(struct an_c_source *s, CXCursor c, size_t *n)
{
	CXSourceRange range = clang_getCursorExtent(c);
	struct an_c_point from = an_c_point_of(s, clang_getRangeStart(range));
	struct an_c_point to = an_c_point_of(s, clang_getRangeEnd(range));
	const char *text;

	if (!from.file || from.file != to.file || to.offset < from.offset)
		return NULL;
	text = an_c_file_text(s, from.file);
	if (to.offset > from.file->size)
		return NULL;
	*n = to.offset - from.offset;
	return text + from.offset;
}

bool an_c_is_test_file(struct wr_arena *arena, const char *path, const char *root)
{
	static const char *const folders[] = { "test", "tests", "testing", "unittest", "unittests", "gtest", "t", NULL };
	const char *at = wr_path_relative(arena, path, root), *slash;

	for (; (slash = strchr(at, '/')); at = slash + 1) {
		for (const char *const *f = folders; *f; f++) {
			if (strlen(*f) == (size_t)(slash - at) && !strncasecmp(at, *f, strlen(*f)))
				return true;
		}
	}
	return wr_starts_with(at, "test_") || strstr(at, "_test.") || strstr(at, "_unittest.");
}

enum { HEAD = 600 };    /* bytes in which a generator names itself */

static bool names_grammar(const char *line, const char *end)
{
	const char *quote = memchr(line, '"', (size_t)(end - line)), *close;

	close = quote ? memchr(quote + 1, '"', (size_t)(end - quote - 1)) : NULL;
	return close && close - quote > 3 && close[-2] == '.' && (close[-1] == 'y' || close[-1] == 'l');
}

bool an_c_is_generated(struct an_c_source *s, struct an_c_file *file)
{
	static const char *const heads[] = { "made by GNU Bison", "lexical scanner generated by flex", "made by Berkeley Yacc",
					     "Generated by re2c", "driver template for the LEMON parser", NULL };
	const char *text = an_c_file_text(s, file), *end = text + file->size, *at = text, *stop;
	size_t head = file->size < HEAD ? file->size : HEAD;

	for (const char *const *name = heads; *name; name++) {
		if (memmem(text, head, *name, strlen(*name)))
			return true;
	}
	while ((at = memmem(at, (size_t)(end - at), "\n#line ", 7))) {
		at += 7;
		stop = memchr(at, '\n', (size_t)(end - at));
		if (names_grammar(at, stop ? stop : end))
			return true;
	}
	return false;
}
