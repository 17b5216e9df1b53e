#ifndef WEIR_LOADSIM_STEADY_P_H
#define WEIR_LOADSIM_STEADY_P_H

#include <stddef.h>

/* steady_p.h - where a simulation's steady state begins, and how sure its numbers are. */

/*
 * The number of values at the start of x to leave out as warm-up: the d that
 * makes the standard error of the mean of the rest smallest, sum (x - mean)^2
 * / (n - d)^2 over the rest (MSER: White 1997, here over means of equal
 * stretches as in White, Cobb and Spratt 2000).  d is at most n/2; n when
 * that is where it is smallest, for then no steady state was reached.
 */
size_t ls_warm_up(const double *x, size_t n);

/*
 * The half width of the 95 % interval of a mean over batches: Student's t
 * with n - 1 degrees of freedom times s / sqrt n.  NaN for n < 8, or above 32.
 */
double ls_batch_half_width(const double *x, size_t n);

/*
 * The trend of n values at equal distances: the median of the slopes of all
 * pairs (Theil 1950) times n - 1, that is the change from the first to the last, and its
 * 95 % interval from the order statistics of the slopes (Sen 1968, without ties).
 * NaN for n < 3.
 */
struct ls_trend { double change, low, high; };
struct ls_trend ls_trend_of(const double *x, size_t n);

#endif
