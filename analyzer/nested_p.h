#ifndef WEIR_ANALYZER_NESTED_P_H
#define WEIR_ANALYZER_NESTED_P_H

#include "analyzer/rule.h"

/* nested_p.h - what loop-nested and loop-nested-join both ask. */

/* Reports loops inside loops: those that look for an equal element of another collection (join), or those
 * that go over the same collection again (all pairs). */
void an_check_nested_loops(const struct an_program *p, struct an_sink *sink, bool join);

#endif
