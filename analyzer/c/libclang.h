#ifndef WEIR_ANALYZER_C_LIBCLANG_H
#define WEIR_ANALYZER_C_LIBCLANG_H

#include <clang-c/Index.h>
#include "core/err.h"

/*
 * libclang.h - libclang, loaded where there is C or C++ to read: it and LLVM cost every start of the program 60 MB and
 * more time than reading a thousand lines of Python.
 *
 * Include this instead of clang-c/Index.h.  A function that is used for the first time takes a line in libclang.def;
 * CMake makes of it what gives its name the meaning below.
 */

struct an_libclang {
#define CLANG(name) __typeof__(name) *name##_;
#include "analyzer/c/libclang.def"
#undef CLANG
};
extern struct an_libclang an_libclang;

/* Once per process, before anything else of libclang; further calls do nothing.  WR_EIO if it is not installed. */
int an_libclang_load(struct wr_err *err);

#include "analyzer/c/libclang_names.h"     /* #define clang_createIndex an_libclang.clang_createIndex_ ... */

#endif
