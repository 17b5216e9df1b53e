/* leak.c - does memory grow for ever?  See leak.h. */
#include "profiler/leak.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include "core/alloc.h"
#include "core/stats.h"

enum { STRETCHES = 30, FEWEST_SAMPLES = 60 };
#define WARM_UP 0.2
#define SHORTEST 5.0            /* seconds after the warm-up */
#define SURE 0.001
#define LEAST_BYTES 1048576.0
#define LEAST_SHARE 0.02
#define STILL_GROWING 0.5

struct points { double x[STRETCHES], y[STRETCHES]; size_t n; };

/* Medians over stretches of equal time; a stretch without samples is left out. */
static struct points cut(const double *time, const double *size, size_t n)
{
	double length = (time[n - 1] - time[0]) / (int)STRETCHES;
	struct points p = { .n = 0 };
	size_t from = 0;

	for (int i = 0; i < STRETCHES; i++) {
		size_t to = from;

		while (to < n && (i == STRETCHES - 1 || time[to] < time[0] + (i + 1) * length))
			to++;
		if (to > from) {
			p.x[p.n] = time[0] + (i + 0.5) * length;
			p.y[p.n++] = wr_median(size + from, to - from);
		}
		from = to;
	}
	return p;
}

static int compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

struct slopes { double sorted[STRETCHES * (STRETCHES - 1) / 2]; size_t n; };

static struct slopes slopes_of(const double *x, const double *y, size_t n)
{
	struct slopes s = { .n = 0 };

	for (size_t i = 0; i < n; i++)
		for (size_t j = i + 1; j < n; j++)
			s.sorted[s.n++] = (y[j] - y[i]) / (x[j] - x[i]);
	qsort(s.sorted, s.n, sizeof *s.sorted, compare);
	return s;
}

static double slope(const double *x, const double *y, size_t n)
{
	struct slopes s = slopes_of(x, y, n);

	return wr_median(s.sorted, s.n);
}

/* The sum of t (t - 1) (2t + 5) over groups of t equal values. */
static double ties(const double *y, size_t n)
{
	double sorted[STRETCHES], sum = 0;
	size_t run = 1;

	for (size_t i = 0; i < n; i++)
		sorted[i] = y[i];
	qsort(sorted, n, sizeof *sorted, compare);
	for (size_t i = 1; i <= n; i++, run++) {
		double t = (double)run;

		if (i < n && sorted[i] <= sorted[i - 1])
			continue;
		sum += t * (t - 1) * (2 * t + 5);
		run = 0;
	}
	return sum;
}

/* Of Kendall's S, where there is no trend. */
static double variance_of(const double *y, size_t n)
{
	double m = (double)n;

	return (m * (m - 1) * (2 * m + 5) - ties(y, n)) / 18;
}

static double trend(const double *y, size_t n)
{
	double s = 0, variance = variance_of(y, n);

	for (size_t i = 0; i < n; i++)
		for (size_t j = i + 1; j < n; j++)
			s += (y[j] > y[i]) - (y[j] < y[i]);
	if (!(variance > 0) || s <= 0)
		return 1;
	return 1 - wr_normal_cdf((s - 1) / sqrt(variance));
}

static void measure_growth(const struct points *p, struct pf_leak *leak)
{
	struct slopes s = slopes_of(p->x, p->y, p->n);
	double within = wr_normal_quantile(0.975) * sqrt(variance_of(p->y, p->n)), last = (double)s.n - 1;

	leak->per_second = wr_median(s.sorted, s.n);
	leak->low = s.sorted[(size_t)fmax(0, floor((last - within) / 2))];
	leak->high = s.sorted[(size_t)fmin(last, ceil((last + within) / 2))];
}

struct pf_leak pf_find_leak(const double *time, const double *size, size_t n)
{
	struct pf_leak leak = { PF_LEAK_UNKNOWN, NAN, NAN, NAN, NAN };
	size_t from = 0, last;
	struct points p;
	double grown;

	while (from < n && time[from] < time[0] + WARM_UP * (time[n - 1] - time[0]))
		from++;
	if (n - from < FEWEST_SAMPLES || time[n - 1] - time[from] < SHORTEST)
		return leak;
	p = cut(time + from, size + from, n - from);
	if (p.n < STRETCHES / 2)
		return leak;
	measure_growth(&p, &leak);
	leak.p = trend(p.y, p.n);
	grown = leak.per_second * (p.x[p.n - 1] - p.x[0]);
	last = p.n - p.n / 3;
	leak.answer = PF_STEADY;
	if (leak.p <= SURE && grown >= LEAST_BYTES && grown >= LEAST_SHARE * wr_median(p.y, p.n))
		leak.answer = slope(p.x + last, p.y + last, p.n - last) >= STILL_GROWING * leak.per_second ? PF_LEAKS : PF_FILLS;
	return leak;
}
