#ifndef WEIR_ANALYZER_ARRAYS_H
#define WEIR_ANALYZER_ARRAYS_H

#include "analyzer/rule.h"

/* arrays.h - loops that compute with elements of numpy's arrays and pandas' tables. */

enum an_array { AN_NO_ARRAY, AN_NDARRAY, AN_SERIES, AN_DATA_FRAME };

/* Calls `found` for each such loop that grows and is not inside another one: s is AN_SAVE_VECTOR or AN_SAVE_SCALAR, and
 * what s->symbol stands for is known to be such an array, by its type, by what gives it its value or by what all
 * callers hand over. */
void an_each_array_loop(const struct an_program *p, struct an_sink *sink, enum an_saving_kind kind,
			void (*found)(const struct an_program *p, struct an_sink *sink, uint32_t function, const struct an_saving *s,
				      enum an_array array));

#endif
