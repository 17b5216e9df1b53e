#ifndef WEIR_ANALYZER_QUERY_P_H
#define WEIR_ANALYZER_QUERY_P_H

#include "analyzer/rule.h"

/* query_p.h - what loop-query and loop-query-indirect both ask. */

/* The growing loop in which the way's first op costs a query per turn; 0 = none, or the loop works
 * in batches, pages through a result, runs a list of statements, or asks another server each time. */
an_id an_query_loop(const struct an_program *p, const struct an_way *way);
/* "one query per order" */
const char *an_query_cost(struct an_sink *sink, uint32_t function, an_id loop);

#endif
