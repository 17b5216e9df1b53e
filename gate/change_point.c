/* change_point.c - where did a series of values change its level?  See change_point.h. */
#include "gate/change_point.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "core/alloc.h"
#include "core/rng.h"
#include "core/stats.h"

enum { SHORTEST = 5, PERMUTATIONS = 999, MOST_REACHING = 0 };   /* p = (0 + 1) / (999 + 1) */
#define LEAST_CHANGE 0.02

static double energy(double between, double left, double right, double m, double n)
{
	return m * n / (m + n) * (2 * between / (m * n) - 2 * left / (m * m) - 2 * right / (n * n));
}

/* The sums of distances are carried from split to split: a value that goes over
 * takes its distances to either side with it. */
size_t gt_best_split(const double *x, size_t n, double *q)
{
	double left = 0, right = 0, between = 0;
	size_t best = 0;

	assert(n >= 2 * SHORTEST);
	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < i; j++)
			right += fabs(x[i] - x[j]);
	*q = -INFINITY;
	for (size_t m = 1; m <= n - SHORTEST; m++) {
		double to_left = 0, to_right = 0, here;

		for (size_t j = 0; j < m - 1; j++)
			to_left += fabs(x[m - 1] - x[j]);
		for (size_t j = m; j < n; j++)
			to_right += fabs(x[m - 1] - x[j]);
		left += to_left;
		right -= to_right;
		between += to_right - to_left;
		here = energy(between, left, right, (double)m, (double)(n - m));
		if (m >= SHORTEST && here > *q) {
			*q = here;
			best = m;
		}
	}
	return best;
}

/* Fisher and Yates. */
static void shuffle(double *x, size_t n, struct wr_rng *rng)
{
	for (size_t i = n; i > 1; i--) {
		size_t j = (size_t)wr_rng_below(rng, i);
		double kept = x[i - 1];

		x[i - 1] = x[j];
		x[j] = kept;
	}
}

static int is_change(const double *x, size_t n, double q, struct wr_rng *rng)
{
	double *mixed = wr_calloc(n, sizeof *mixed), of_mixed;
	size_t reaching = 0;

	memcpy(mixed, x, n * sizeof *mixed);
	for (int i = 0; i < PERMUTATIONS && reaching <= MOST_REACHING; i++) {
		shuffle(mixed, n, rng);
		gt_best_split(mixed, n, &of_mixed);
		reaching += of_mixed >= q;
	}
	free(mixed);
	return reaching <= MOST_REACHING;
}

struct search { const double *x; struct wr_rng rng; size_t found[GT_MOST_CHANGE_POINTS], n; };

static void search(struct search *s, size_t from, size_t to)
{
	double q;
	size_t at;

	if (to - from < 2 * SHORTEST || s->n == GT_MOST_CHANGE_POINTS)
		return;
	at = gt_best_split(s->x + from, to - from, &q);
	if (!(q > 0) || !is_change(s->x + from, to - from, q, &s->rng))
		return;
	at += from;
	search(s, from, at);
	if (s->n < GT_MOST_CHANGE_POINTS)
		s->found[s->n++] = at;
	search(s, at, to);
}

size_t gt_find_change_points(const double *x, size_t n, struct gt_change_point out[GT_MOST_CHANGE_POINTS])
{
	struct search s = { .x = x };
	size_t told = 0;

	wr_rng_seed(&s.rng, 1);
	search(&s, 0, n);
	for (size_t i = 0; i < s.n; i++) {
		size_t from = i ? s.found[i - 1] : 0, at = s.found[i], to = i + 1 < s.n ? s.found[i + 1] : n;
		struct gt_change_point c = { at, wr_median(x + from, at - from), wr_median(x + at, to - at) };

		if (fabs(c.after - c.before) >= LEAST_CHANGE * fabs(c.before))
			out[told++] = c;
	}
	return told;
}
