#ifndef WEIR_ANALYZER_LIST_SEARCH_P_H
#define WEIR_ANALYZER_LIST_SEARCH_P_H

#include "analyzer/rule.h"

/* list_search_p.h - what loop-linear-search and quad-dedup both ask. */

/* Reports lists that are looked through on every turn of a loop, directly or in a function that is called:
 * those to which what was not found is added (dedup), or all others. */
void an_check_list_searches(const struct an_program *p, struct an_sink *sink, bool dedup);

#endif
