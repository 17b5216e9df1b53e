#ifndef WEIR_ANALYZER_C_DATABASE_P_H
#define WEIR_ANALYZER_C_DATABASE_P_H

#include <stdbool.h>
#include <stddef.h>
#include "core/arena.h"
#include "core/err.h"

/*
 * database_p.h - compile_commands.json, the JSON compilation database of
 * clang (clang.llvm.org/docs/JSONCompilationDatabase.html): how each file is
 * compiled.  Commands are only read, never run.
 */

#define AN_C_DATABASE_NAME "compile_commands.json"

struct an_c_entry {
	const char *file;               /* absolute, folded */
	const char *directory;          /* absolute; what relative flags mean */
	const char *command;            /* one shell-quoted line, or NULL: */
	const char *const *arguments;   /* NULL-ended, compiler first */
	size_t index;                   /* its place in the file, from 0 */
};

struct an_c_database;

/* NULL with err: the file cannot be read, is no JSON (line and column), or an entry lacks what it needs. */
struct an_c_database *an_c_database_read(const char *path, struct wr_err *err);
void an_c_database_free(struct an_c_database *d);       /* accepts NULL */

size_t an_c_database_count(const struct an_c_database *d);
/* How many of its files are not there; *first is one of them. */
size_t an_c_database_missing(const struct an_c_database *d, const char **first);
/* The entry of an absolute path, the first if there are several, or NULL. */
const struct an_c_entry *an_c_database_find(const struct an_c_database *d, const char *file);
/* An entry of the same folder, for a file that the database does not know yet, or NULL.
 * cpp: C++ files only; otherwise C files only. */
const struct an_c_entry *an_c_database_neighbour(const struct an_c_database *d, const char *file, bool cpp);
/* An entry of the same file name in whatever folder, the first if there are several, or NULL. */
const struct an_c_entry *an_c_database_namesake(const struct an_c_database *d, const char *file);

/* Splits a command line at blanks as a shell does, with '...', "..." and \ , into a NULL-ended
 * list in arena.  NULL if a quote is not closed. */
const char *const *an_c_split(struct wr_arena *arena, const char *line, size_t *count);

/* Does the name say C++ (.cc .cpp .cxx .c++ .C .hpp .hh .hxx, or a module)? */
bool an_c_is_cpp(const char *path);
/* Does it say the interface of a C++ module (.cppm .ccm .cxxm .c++m .ixx)? */
bool an_c_is_module(const char *path);

#endif
