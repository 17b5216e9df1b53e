#ifndef WEIR_ANALYZER_RESULTS_P_H
#define WEIR_ANALYZER_RESULTS_P_H

#include "analyzer/sources_p.h"

/*
 * results_p.h - what a whole analysis found, kept in the cache: where no source, header, flag or option
 * changed, nothing needs to be linked and judged again.
 */

/* The result of an equal run (the caller's), or NULL. */
struct wr_run *an_find_result(struct an_sources *s);
/* Keeps it, if every source was read. */
void an_store_result(struct an_sources *s, const struct wr_run *result);

#endif
