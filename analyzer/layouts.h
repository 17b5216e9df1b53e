#ifndef WEIR_ANALYZER_LAYOUTS_H
#define WEIR_ANALYZER_LAYOUTS_H

#include "analyzer/program.h"

/* layouts.h - the structs of the whole program of which many are made, each once. */

/* Calls back for each, in the order of the units, with a function in whose file they are made. */
void an_each_layout(const struct an_program *p,
		    void (*found)(void *data, const an_unit *u, const struct an_layout *l, uint32_t function), void *data);

/* "shop.h:12": where it is defined, by the file's own name. */
const char *an_layout_place(const an_unit *u, const struct an_layout *l);

/* Is it by its name laid out as a file, a network or a device wants it? */
bool an_layout_is_foreign(const char *name);

#endif
