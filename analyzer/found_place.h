#ifndef WEIR_ANALYZER_FOUND_PLACE_H
#define WEIR_ANALYZER_FOUND_PLACE_H

#include "analyzer/program.h"

/*
 * found_place.h - was the place in an array looked for, as one in a sorted array is, or did somebody name it?
 *
 * False if all that `place` mentions besides the array are parameters, which the function does not change and for which no
 * caller hands in what it got of another function.
 */
bool an_place_is_found(const struct an_program *p, uint32_t function, const struct an_arg *place, an_id array);

#endif
