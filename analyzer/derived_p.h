#ifndef WEIR_ANALYZER_DERIVED_P_H
#define WEIR_ANALYZER_DERIVED_P_H

#include "analyzer/program_p.h"

/*
 * derived_p.h - what values are made of, and what of it a call hands on.
 *
 * Sets of parameters are bits: bit i is the i-th of the function, of which the first 64 count.
 */

/* The parameters that the function makes the symbol's value of: of parts the text that was split.  In C and C++ only
 * the one that it is, or is a member of. */
uint64_t an_params_behind(const struct an_program *p, uint32_t function, an_id symbol);
/* The parameters that say how often the loop turns: what it goes over is made of them. */
uint64_t an_loop_params(const struct an_program *p, uint32_t function, an_id loop);

/* Is one of the callee's parameters given what is short: a small number, or in the loop (0 = none) what belongs to one
 * turn of it?  Then what the callee walks of it is, over all turns, no more than there is. */
bool an_call_absorbs(const struct an_program *p, uint32_t function, const struct an_call *call, uint64_t params, an_id loop);
/* The caller's own parameters that are given for these of the callee. */
uint64_t an_handed_on(const struct an_program *p, uint32_t function, const struct an_call *call, uint64_t params);

#endif
