/* growth.c - how does a cost grow with the size of the input?  See growth.h. */
#include "profiler/growth.h"

#include <math.h>
#include <stdbool.h>

enum { LEAST_SIZES = 5 };
#define LEAST_RANGE 2.0
#define WORST_FIT 0.20
#define EVIDENCE 3.0
#define LEAST_GROWTH 1.1
#define CLOCK 0.002     /* relative error of a time, at best */

/* Between 0 and 1 up to the largest size m: 2^1000 is no number to compute with. */
static double shape(enum pf_growth g, double n, double m)
{
	switch (g) {
	case PF_GROWS_LOG:
		return log1p(n) / log1p(m);
	case PF_GROWS_LINEAR:
		return n / m;
	case PF_GROWS_LINEAR_LOG:
		return n / m * (log1p(n) / log1p(m));
	case PF_GROWS_SQUARE:
		return pow(n / m, 2);
	case PF_GROWS_CUBE:
		return pow(n / m, 3);
	case PF_GROWS_EXPONENTIAL:
		return exp2(n - m);
	default:
		return 0;
	}
}

struct model { double a, b, rss; };

/* The sums of the weighted normal equations, weights 1 / y^2. */
struct sums { double w, wg, wgg, wy, wgy; };

static struct sums add_up(enum pf_growth g, const double *n, const double *y, size_t count)
{
	struct sums s = { 0, 0, 0, 0, 0 };

	for (size_t i = 0; i < count; i++) {
		double w = 1 / (y[i] * y[i]), x = shape(g, n[i], n[count - 1]);

		s.w += w;
		s.wg += w * x;
		s.wgg += w * x * x;
		s.wy += w * y[i];
		s.wgy += w * x * y[i];
	}
	return s;
}

static double residuals(const struct model *m, enum pf_growth g, const double *n, const double *y, size_t count)
{
	double rss = 0;

	for (size_t i = 0; i < count; i++)
		rss += pow((m->a + m->b * shape(g, n[i], n[count - 1])) / y[i] - 1, 2);
	return rss;
}

/* False where the cost does not grow so (b would not be above 0). */
static bool fit(enum pf_growth g, const double *n, const double *y, size_t count, struct model *m)
{
	struct sums s = add_up(g, n, y, count);
	double determinant = s.w * s.wgg - s.wg * s.wg;

	m->b = 0;
	m->a = s.wy / s.w;
	if (g != PF_GROWS_NOT) {
		if (!(determinant > 0))
			return false;
		m->b = (s.w * s.wgy - s.wg * s.wy) / determinant;
		m->a = (s.wy - m->b * s.wg) / s.w;
		/* No start costs less than nothing. */
		if (m->a < 0) {
			m->a = 0;
			m->b = s.wgy / s.wgg;
		}
		if (!(m->b > 0))
			return false;
	}
	m->rss = residuals(m, g, n, y, count);
	return isfinite(m->rss);
}

static double information(const struct model *m, enum pf_growth g, size_t count)
{
	double n = (double)count, parameters = g == PF_GROWS_NOT ? 1 : 2;

	return n * log(fmax(m->rss / n, CLOCK * CLOCK)) + parameters * log(n);
}

/* The best of the classes, its criterion, and by how much it is ahead of the next. */
struct contest { enum pf_growth best; struct model model; double criterion, ahead; };

static struct contest compete(const double *n, const double *y, size_t count)
{
	struct contest c = { PF_GROWTH_UNKNOWN, { 0, 0, 0 }, INFINITY, INFINITY };

	for (int g = 0; g < PF_GROWTHS; g++) {
		struct model m;
		double criterion;

		if (!fit((enum pf_growth)g, n, y, count, &m))
			continue;
		criterion = information(&m, (enum pf_growth)g, count);
		if (criterion < c.criterion) {
			c.ahead = c.criterion - criterion;
			c.best = (enum pf_growth)g;
			c.model = m;
			c.criterion = criterion;
		} else {
			c.ahead = fmin(c.ahead, criterion - c.criterion);
		}
	}
	return c;
}

static double growth_over(const struct contest *c, const double *n, size_t count)
{
	double first = c->model.a + c->model.b * shape(c->best, n[0], n[count - 1]);

	return (c->model.a + c->model.b) / first;
}

static const char *doubt(const struct contest *c, double error, const double *n, size_t count)
{
	if (error > WORST_FIT)
		return "the times follow none of the classes";
	if (c->best == PF_GROWS_NOT)
		return NULL;
	if (growth_over(c, n, count) < LEAST_GROWTH)
		return "the growth is too small beside what a start costs; larger sizes are needed";
	if (c->ahead < EVIDENCE)
		return "two classes fit alike; a wider range of sizes would tell them apart";
	return NULL;
}

struct pf_fit pf_fit_growth(const double *n, const double *y, size_t count)
{
	struct pf_fit f = { PF_GROWTH_UNKNOWN, PF_GROWTH_UNKNOWN, NAN, "the sizes are too few, 5 are needed" };
	struct contest c;

	if (count < LEAST_SIZES)
		return f;
	f.why = "the largest size is less than twice the smallest";
	if (n[count - 1] < LEAST_RANGE * n[0])
		return f;
	c = compete(n, y, count);
	f.nearest = c.best;
	f.error = sqrt(c.model.rss / (double)count);
	f.why = doubt(&c, f.error, n, count);
	if (!f.why)
		f.growth = c.best;
	return f;
}
