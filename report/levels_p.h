#ifndef WEIR_REPORT_LEVELS_P_H
#define WEIR_REPORT_LEVELS_P_H

#include <stddef.h>
#include "core/arena.h"

/*
 * levels_p.h - where a history changed its level.
 *
 * Pettitt's test (A. N. Pettitt, A non-parametric approach to the change-point
 * problem, Applied Statistics 28, 1979) by binary segmentation: ranks only, so
 * that one night's outlier is no change.  At least RP_LEVEL_MIN values on either
 * side, p < 0.01, and medians that differ by 2 % at least.
 */

#define RP_LEVEL_MIN 4

struct rp_level {
	size_t first, count;    /* of the values, from 0 */
	double median;
};

/* The levels of x, at least one for n > 0, in order.  The array is the arena's. */
const struct rp_level *rp_levels(const double *x, size_t n, struct wr_arena *arena, size_t *count);

#endif
