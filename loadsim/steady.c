/* steady.c - warm-up by MSER, intervals by batch means. */
#include "loadsim/steady_p.h"

#include <math.h>
#include <stdlib.h>
#include "core/alloc.h"
#include "core/stats.h"

#define LEAST_BATCHES 8

size_t ls_warm_up(const double *x, size_t n)
{
	double sum = 0, squares = 0, least = INFINITY;
	size_t best = 0;

	/* backwards, so that sums over the rest grow by one value each; from the last one, so that they do not cancel */
	for (size_t d = n; d-- > 0;) {
		double rest = (double)(n - d), value = x[d] - x[n - 1], score;

		sum += value;
		squares += value * value;
		if (2 * d > n || rest < 2)
			continue;
		score = (squares - sum * sum / rest) / (rest * rest);
		if (score <= least) {
			least = score;
			best = d;
		}
	}
	return n >= 4 && best >= n / 2 ? n : best;
}

double ls_batch_half_width(const double *x, size_t n)
{
	/* Student's t, 0.975, for 7 to 31 degrees of freedom */
	static const double t[] = {
		2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131, 2.120, 2.110, 2.101, 2.093,
		2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042, 2.040,
	};

	if (n < LEAST_BATCHES || n - LEAST_BATCHES >= sizeof t / sizeof *t)
		return NAN;
	return t[n - LEAST_BATCHES] * sqrt(wr_variance(x, n) / (double)n);
}

static int by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

struct ls_trend ls_trend_of(const double *x, size_t n)
{
	size_t pairs = n * (n - 1) / 2, k = 0;
	double *slopes, span = (double)n - 1, reach, middle;
	struct ls_trend t = { NAN, NAN, NAN };

	if (n < 3)
		return t;
	slopes = wr_malloc(pairs * sizeof *slopes);
	for (size_t i = 0; i < n; i++) {
		for (size_t j = i + 1; j < n; j++)
			slopes[k++] = (x[j] - x[i]) / (double)(j - i);
	}
	qsort(slopes, pairs, sizeof *slopes, by_value);
	middle = (double)(pairs - 1) / 2;
	t.change = (slopes[(size_t)floor(middle)] + slopes[(size_t)ceil(middle)]) / 2 * span;
	reach = 1.959964 * sqrt((double)n * span * (2 * (double)n + 5) / 18) / 2;
	t.low = slopes[(size_t)fmax(floor(middle - reach), 0)] * span;
	t.high = slopes[(size_t)fmin(ceil(middle + reach), (double)pairs - 1)] * span;
	free(slopes);
	return t;
}
