#ifndef WEIR_ANALYZER_C_PARSE_P_H
#define WEIR_ANALYZER_C_PARSE_P_H

#include "analyzer/c/libclang.h"
#include "analyzer/builder.h"
#include "analyzer/c/flags_p.h"
#include "core/err.h"

/*
 * parse_p.h - one file through libclang.
 *
 * C++ goes through the indexing session, which alone lets libclang pass over
 * the bodies of functions in system headers: about half of the time of a C++
 * file, while for C the session costs more than it saves.
 */

/* To be called once per process, before the first parse: libclang parses on the caller's
 * (big) stack, and a crash ends the process instead of being patched over. */
CXIndex an_c_index_new(void);

/* The unit or NULL with err.  May take machine-dependent flags out of *flags for a second try, or take a newer
 * standard where it was guessed and there are fewer errors by it. */
CXTranslationUnit an_c_parse(CXIndex index, struct an_c_flags *flags, struct wr_err *err);

/*
 * Adds what libclang complains of: missing headers, else the first errors, with
 * their places.  A function of the file with a syntax error in it becomes AN_FN_BROKEN.
 */
void an_c_diagnose(CXTranslationUnit unit, struct an_builder *b);

#endif
