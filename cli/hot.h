#ifndef WEIR_CLI_HOT_H
#define WEIR_CLI_HOT_H

#include "analyzer/analyzer.h"

/* hot.h - what the profiler reads of measured profiles, for the analyzer. */

/* Reads the profiles, relative paths from root, into options->hot; all in arena.  -1 with err: one is no profile. */
int cli_read_hot(const char *const *profiles, size_t n, const char *root, struct wr_arena *arena, struct an_options *options,
		 struct wr_err *err);

#endif
