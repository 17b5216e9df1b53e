#ifndef WEIR_CORE_STATS_H
#define WEIR_CORE_STATS_H

#include <stddef.h>

/*
 * stats.h - what can be said of a sample.  Inputs are not changed; n = 0
 * gives NaN unless said otherwise.  Quantiles are of type 7 (Hyndman and Fan 1996).
 */

double wr_mean(const double *x, size_t n);
double wr_variance(const double *x, size_t n);          /* unbiased; NaN for n < 2 */
double wr_quantile(const double *x, size_t n, double p);        /* p in 0..1 */
double wr_median(const double *x, size_t n);
double wr_mad(const double *x, size_t n);       /* median absolute deviation times 1.4826 */

/* Hodges-Lehmann estimate: the median of the n(n+1)/2 Walsh averages
 * (Hodges and Lehmann 1963). */
double wr_hodges_lehmann(const double *x, size_t n);

/* One-sided p-value of Wilcoxon's signed-rank test that the centre of x is
 * above 0 (H1: > 0).  Zeros are dropped, ties get mid-ranks.  Exact (the whole
 * null distribution by dynamic programming over doubled ranks) for at most 60
 * non-zero values, normal with tie and continuity correction beyond
 * (Hollander, Wolfe and Chicken 2014, 3.1).  1 when nothing is left. */
double wr_signed_rank_p(const double *x, size_t n);

/* Distribution-free interval of the centre of x by inverting the signed-rank
 * test (Walsh averages; ibid. 3.3): at least `level` (0..1) two-sided, or the
 * whole range (low = -inf, high = +inf) when n is too small for that level. */
void wr_signed_rank_interval(const double *x, size_t n, double level, double *low, double *high);

/* Distribution-free interval of the median by order statistics. */
void wr_median_interval(const double *x, size_t n, double level, double *low, double *high);

/* Benjamini and Hochberg 1995: adjusted p-values (q-values) in the order given.
 * NaN stays NaN and does not count as a test. */
void wr_benjamini_hochberg(const double *p, size_t n, double *q);

double wr_normal_cdf(double z);
double wr_normal_quantile(double p);

#endif
