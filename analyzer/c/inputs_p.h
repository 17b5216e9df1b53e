#ifndef WEIR_ANALYZER_C_INPUTS_P_H
#define WEIR_ANALYZER_C_INPUTS_P_H

#include "analyzer/c/libclang.h"
#include "analyzer/c/flags_p.h"
#include "analyzer/inputs.h"

/*
 * inputs_p.h - the files of a translation unit, and those that were not there.
 *
 * libclang tells which files it read, but not where it looked before.  That is worked out again: every name
 * in an #include or __has_include of those files, also of one that a condition leaves out, is sought
 * in the folders in which clang seeks it.
 */

struct an_c_includes;   /* what the files that were read include, kept over translation units */

struct an_c_includes *an_c_includes_new(struct an_inputs *in);
void an_c_includes_free(struct an_c_includes *x);       /* accepts NULL */

/* Tells the inputs of a unit that was parsed with those flags. */
void an_c_note_inputs(struct an_c_includes *x, CXTranslationUnit unit, const struct an_c_flags *flags);

#endif
