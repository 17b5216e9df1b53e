#ifndef WEIR_LOADSIM_MIX_P_H
#define WEIR_LOADSIM_MIX_P_H

#include "core/rng.h"
#include "loadsim/loadsim.h"

/* mix_p.h - which of a scenario's requests comes next, by weight; live and simulated alike. */

struct ls_mix {
	const double *up_to;            /* cumulative shares of the weights, 0..1 */
	const struct ls_request *requests;
	size_t n;
	bool with_rows;
	uint64_t row;                   /* how many rows of the data were used */
};

struct ls_mix ls_mix_make(const struct ls_scenario *s, struct wr_arena *arena);
/* The index of a filled request, 0 when there is none.  One with data takes the next row, and after the last the first. */
size_t ls_mix_pick(struct ls_mix *m, struct wr_rng *rng);

/* The requests with the rows of the data in them, or as they are. */
const struct ls_request *ls_filled_requests(const struct ls_scenario *s, size_t *n);

#endif
