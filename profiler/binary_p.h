#ifndef WEIR_PROFILER_BINARY_P_H
#define WEIR_PROFILER_BINARY_P_H

#include <stddef.h>
#include "core/arena.h"

/*
 * binary_p.h - how was a program built?  Times of a build with a sanitizer or
 * without optimisation say nothing of the program that users get.
 *
 * Looked at in the ELF file (System V ABI, chapters 4 and 5): the names of
 * symbols, which the sanitizers' runtimes have in common, and the producers
 * in the debug information (DW_AT_producer, DWARF 5, 3.1.1).  GCC writes its
 * flags there; clang does not, so that an unoptimised build by clang, or one
 * without debug information, is not noticed.
 */

enum pf_build {
	PF_BUILD_UNKNOWN,               /* no ELF file (a script), or one that does not tell */
	PF_BUILD_OPTIMISED,             /* every unit whose flags are known */
	PF_BUILD_PARTLY_OPTIMISED,
	PF_BUILD_UNOPTIMISED,           /* every unit whose flags are known */
	PF_BUILD_SANITIZED
};

struct pf_binary {
	enum pf_build build;
	const char *sanitizer;          /* "AddressSanitizer" for PF_BUILD_SANITIZED, else NULL */
};

/* n bytes of any kind.  Damaged files are PF_BUILD_UNKNOWN. */
struct pf_binary pf_binary_of(const unsigned char *bytes, size_t n);

/* The same for the file that argv[0] = name starts, from the folder dir (NULL = ours). */
struct pf_binary pf_binary_find(const char *name, const char *dir, struct wr_arena *arena);

#endif
