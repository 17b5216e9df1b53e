#ifndef WEIR_ANALYZER_NAMED_OPS_H
#define WEIR_ANALYZER_NAMED_OPS_H

#include "analyzer/rule.h"

/* named_ops.h - what the text of a unit says, and calls inside calls. */

/* Does the text stand anywhere in the unit's strings (names, types, literals)? */
bool an_unit_says(const an_unit *u, const char *text);

/* The op just before this one, as an argument of it the last to be evaluated: g() of f(g()); 0 = none. */
an_id an_op_inside(const an_unit *u, an_id op);

#endif
