#ifndef WEIR_ANALYZER_NAMED_OPS_H
#define WEIR_ANALYZER_NAMED_OPS_H

#include "analyzer/rule.h"

/* named_ops.h - calls by name, without looking at files that do not have it. */

/* Does the text stand anywhere in the unit's strings (names, types, literals)? */
bool an_unit_says(const an_unit *u, const char *text);

/* Calls `found` for each call of Python whose name ends with this part, in functions that rules may speak of. */
void an_each_named(const struct an_program *p, struct an_sink *sink, const char *last,
		   void (*found)(const struct an_program *p, struct an_sink *sink, uint32_t function, an_id op));

/* The op just before this one, as an argument of it the last to be evaluated: g() of f(g()); 0 = none. */
an_id an_op_inside(const an_unit *u, an_id op);

#endif
