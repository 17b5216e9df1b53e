#ifndef WEIR_CORE_STATS_P_H
#define WEIR_CORE_STATS_P_H

#include <stddef.h>

/* stats_p.h - shared by stats.c and signed_rank.c. */

/* The caller's (free); NaN sorts last. */
double *wr_sorted_copy(const double *x, size_t n);

#endif
