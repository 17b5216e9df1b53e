#ifndef WEIR_ANALYZER_C_SOURCE_P_H
#define WEIR_ANALYZER_C_SOURCE_P_H

#include "analyzer/c/libclang.h"
#include <stdbool.h>
#include <stddef.h>
#include "analyzer/builder.h"
#include "core/arena.h"

/*
 * source_p.h - the files of a translation unit: which of them are the
 * project's, what they are called, what stands where.
 *
 * Places are those of the expansion: code that a macro makes is where the
 * macro is used.  clang_Location_isFromMainFile would lose it.
 */

struct an_c_file {
	CXFile file;
	const char *path;       /* as findings name it: as given, or root joined with the way from there */
	bool project;           /* the main file, or below root and no system header */
	const char *text;       /* size bytes, NULL until asked for */
	size_t size;
	bool scanned, ascii;    /* ascii: columns in bytes are columns in characters */
};

struct an_c_source {
	CXTranslationUnit unit;
	struct wr_arena *arena;
	const char *root;       /* as given, "." if it was not */
	struct an_c_file *main;
	struct an_c_file **files, *last;
	size_t file_count, file_cap;
};

struct an_c_point { struct an_c_file *file; unsigned line, column, offset; };

/* path: of the main file, as given.  -1: the unit does not have it (libclang could not open it). */
int an_c_source_init(struct an_c_source *s, CXTranslationUnit unit, struct wr_arena *arena, const char *root,
		     const char *path);
void an_c_source_free(struct an_c_source *s);

/* file is NULL for a place in no file (built in, default argument). */
struct an_c_point an_c_point_of(struct an_c_source *s, CXSourceLocation at);
struct an_span an_c_span_of(struct an_c_source *s, CXSourceRange range);
static inline struct an_span an_c_span(struct an_c_source *s, CXCursor c)
{
	return an_c_span_of(s, clang_getCursorExtent(c));
}
/* The text of a file; never NULL. */
const char *an_c_file_text(struct an_c_source *s, struct an_c_file *file);
/* The source text of a cursor, *n bytes, or NULL when its ends are in different files. */
const char *an_c_text(struct an_c_source *s, CXCursor c, size_t *n);

/* Is it test code, by its name or by a folder between root and it? */
bool an_c_is_test_file(struct wr_arena *arena, const char *path, const char *root);

/* Did bison, flex or their like make it?  By its first lines, or by a #line of a grammar. */
bool an_c_is_generated(struct an_c_source *s, struct an_c_file *file);

/* Adds the suppressions in the comments of a file; false if it has none. */
bool an_c_scan_comments(struct an_c_source *s, struct an_c_file *file, struct an_builder *b);
uint32_t an_c_count_lines(struct an_c_source *s, struct an_c_file *file);

#endif
