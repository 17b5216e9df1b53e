#ifndef WEIR_LOADSIM_MIX_P_H
#define WEIR_LOADSIM_MIX_P_H

#include "core/rng.h"
#include "loadsim/loadsim.h"

/* mix_p.h - which of a scenario's requests comes next, by weight; live and simulated alike. */

struct ls_mix { const double *up_to; size_t n; };       /* cumulative shares of the weights, 0..1 */

struct ls_mix ls_mix_make(const struct ls_scenario *s, struct wr_arena *arena);
/* The index of a request, 0 when there is none. */
size_t ls_mix_pick(const struct ls_mix *m, struct wr_rng *rng);

#endif
