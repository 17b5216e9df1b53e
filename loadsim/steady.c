/* steady.c - warm-up by MSER, intervals by batch means. */
#include "loadsim/steady_p.h"

#include <math.h>
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
