#ifndef WEIR_ANALYZER_SEARCHES_P_H
#define WEIR_ANALYZER_SEARCHES_P_H

#include "analyzer/program_p.h"

/* searches_p.h - between the files that find what functions do to containers of their callers. */

struct an_finder {
	struct an_program *p;
	struct an_search *found;        /* [0] is none; becomes p->searches */
	size_t n, cap;
};

#define AN_NOT_OWNED -1
/* The parameter (its index), AN_THIS or AN_GLOBALS that the symbol is, or is a member of; AN_NOT_OWNED if it is the
 * function's own. */
int an_owner_of(const struct an_program *p, uint32_t function, an_id symbol);
/* Keeps it, but for what the function does to its own, knows already, or has too many of.  owner, grows and next are
 * filled in. */
void an_add_search(struct an_finder *s, uint32_t function, struct an_search search);
/* search_index.c.  if (set->tree) return find(set->tree, key), before the loop over set->items: those are few. */
bool an_has_index(const struct an_program *p, uint32_t function, const struct an_search *search);
/* sorted_lists.c: adds AN_DEED_SORTED and AN_DEED_TAIL. */
void an_find_sorted_lists(struct an_finder *s, uint32_t function);

#endif
