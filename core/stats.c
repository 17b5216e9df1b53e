/* stats.c - moments, quantiles, the normal law and corrections for many tests. */
#include "core/stats.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "core/alloc.h"
#include "core/stats_p.h"

double wr_mean(const double *x, size_t n)
{
	double mean = 0;

	for (size_t i = 0; i < n; i++)
		mean += (x[i] - mean) / (double)(i + 1);
	return n ? mean : NAN;
}

double wr_variance(const double *x, size_t n)
{
	double mean = wr_mean(x, n), sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += (x[i] - mean) * (x[i] - mean);
	return n < 2 ? NAN : sum / (double)(n - 1);
}

/* NaN sorts last, so that the order is total. */
static int compare_doubles(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	if (isnan(x) || isnan(y))
		return !!isnan(x) - !!isnan(y);
	return (x > y) - (x < y);
}

double *wr_sorted_copy(const double *x, size_t n)
{
	double *sorted = wr_malloc(n * sizeof *sorted);

	if (n)
		memcpy(sorted, x, n * sizeof *sorted);
	qsort(sorted, n, sizeof *sorted, compare_doubles);
	return sorted;
}

static double sorted_quantile(const double *sorted, size_t n, double p)
{
	double place = (double)(n - 1) * p;
	size_t below = (size_t)place;
	double share = place - (double)below;

	/* Without a share the next value must not be touched: it may be infinite. */
	return share > 0 ? sorted[below] + share * (sorted[below + 1] - sorted[below]) : sorted[below];
}

double wr_quantile(const double *x, size_t n, double p)
{
	double *sorted, result;

	if (!n || !(p >= 0 && p <= 1))
		return NAN;
	sorted = wr_sorted_copy(x, n);
	result = sorted_quantile(sorted, n, p);
	free(sorted);
	return result;
}

double wr_median(const double *x, size_t n)
{
	return wr_quantile(x, n, 0.5);
}

double wr_mad(const double *x, size_t n)
{
	double median = wr_median(x, n), result;
	double *distance = wr_malloc(n * sizeof *distance);

	for (size_t i = 0; i < n; i++)
		distance[i] = fabs(x[i] - median);
	result = 1.4826 * wr_median(distance, n);
	free(distance);
	return result;
}

void wr_median_interval(const double *x, size_t n, double level, double *low, double *high)
{
	double below = 0, tail = (1 - level) / 2, *sorted;
	size_t k = 0;

	/* The k-th smallest and largest hold the median unless fewer than k of
	 * n values fell on one side: a binomial tail. */
	while (k < n) {
		double i = (double)k, all = (double)n;

		below += exp(lgamma(all + 1) - lgamma(i + 1) - lgamma(all - i + 1) - all * M_LN2);
		if (below > tail)
			break;
		k++;
	}
	*low = -INFINITY;
	*high = INFINITY;
	if (!k)
		return;
	sorted = wr_sorted_copy(x, n);
	*low = sorted[k - 1];
	*high = sorted[n - k];
	free(sorted);
}

struct ranked { double p; size_t place; };

static int compare_ranked(const void *a, const void *b)
{
	return compare_doubles(&((const struct ranked *)a)->p, &((const struct ranked *)b)->p);
}

void wr_benjamini_hochberg(const double *p, size_t n, double *q)
{
	struct ranked *order = wr_malloc(n * sizeof *order);
	size_t tests = 0;
	double least = 1;

	for (size_t i = 0; i < n; i++) {
		order[i] = (struct ranked){ p[i], i };
		q[i] = NAN;
		tests += isnan(p[i]) ? 0 : 1;
	}
	qsort(order, n, sizeof *order, compare_ranked);
	for (size_t rank = tests; rank > 0; rank--) {
		least = fmin(least, order[rank - 1].p * (double)tests / (double)rank);
		q[order[rank - 1].place] = least;
	}
	free(order);
}

double wr_normal_cdf(double z)
{
	return 0.5 * erfc(-z * M_SQRT1_2);
}

/* For p in (0, 0.5]: a first guess (Abramowitz and Stegun 26.2.23, error
 * below 4.5e-4), then Newton's method on the distribution function. */
static double lower_normal_quantile(double p)
{
	double t = sqrt(-2 * log(p));
	double z = (2.515517 + t * (0.802853 + t * 0.010328)) /
		   (1 + t * (1.432788 + t * (0.189269 + t * 0.001308))) - t;

	for (int i = 0; i < 4; i++)
		z -= (wr_normal_cdf(z) - p) * sqrt(2 * M_PI) * exp(z * z / 2);
	return z;
}

double wr_normal_quantile(double p)
{
	if (!(p >= 0 && p <= 1))
		return NAN;
	if (p == 0 || p == 1)
		return p > 0 ? INFINITY : -INFINITY;
	return p <= 0.5 ? lower_normal_quantile(p) : -lower_normal_quantile(1 - p);
}
