#ifndef WEIR_ANALYZER_BESIDE_H
#define WEIR_ANALYZER_BESIDE_H

#include "analyzer/program.h"

/* beside.h - which functions run beside the rest of the program, and who else knows a global. */

struct an_beside {
	uint32_t *start;        /* per function: 1 + index of the start whose thread runs it, 0 = none is known to */
	bool *many;             /* per function: several threads may run it at once */
	uint8_t *depth;         /* per function: calls from the start's own */
};

void an_beside_init(struct an_beside *b, const struct an_program *p);
void an_beside_free(struct an_beside *b);

/* Is it one variable?  Globals of a file (static) are those of that file only. */
bool an_same_global(const struct an_program *p, uint32_t unit_a, an_id a, uint32_t unit_b, an_id b);

#endif
