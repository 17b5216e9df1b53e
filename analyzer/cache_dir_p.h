#ifndef WEIR_ANALYZER_CACHE_DIR_P_H
#define WEIR_ANALYZER_CACHE_DIR_P_H

#include <stddef.h>
#include "core/err.h"

/* cache_dir_p.h - the folder of the cache: made, filled, kept small. */

/* Below the cache's folder; its number changes with the layout of an entry. */
#define AN_CACHE_UNITS "units-1"

/* Makes the folder and the one for units in it, with what tells other programs that it is a cache. */
int an_cache_dir_make(const char *dir, struct wr_err *err);
/* The whole entry or none.  Not synced: a torn one is noticed by its checksum. */
void an_cache_dir_put(const char *path, const void *bytes, size_t n);
/* Removes the longest unused entries until the others take at most limit bytes, and what a killed run left. */
void an_cache_dir_prune(const char *units, size_t limit);

#endif
