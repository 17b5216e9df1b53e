#ifndef WEIR_ANALYZER_GROWN_GLOBALS_H
#define WEIR_ANALYZER_GROWN_GLOBALS_H

#include "analyzer/program.h"

/*
 * grown_globals.h - in C: lists and tables of the whole program that functions only put into.
 *
 * A table is what calls are handed that by their names add to it, or look into it (map_put(&names, ...), list_find(names, ...));
 * a list is what new elements are hung before (e->next = first; first = e).
 */

struct an_growth_site { uint32_t unit, function; an_id symbol, loop; uint32_t line; };

/* Calls back for each, with the first place that adds. */
void an_each_grown_global(const struct an_program *p, void (*found)(void *data, const struct an_growth_site *site), void *data);

#endif
