#ifndef WEIR_CORE_CHANGE_POINT_H
#define WEIR_CORE_CHANGE_POINT_H

#include <stddef.h>

/*
 * change_point.h - where did a series of values change its level?
 *
 * E-divisive (Matteson and James 2014, "A nonparametric approach for multiple
 * change point analysis of multivariate data"), for one dimension and alpha = 1: the
 * split whose two sides have the largest scaled energy distance
 *
 *	Q(m, n) = mn / (m + n) (2 E|X - Y| - E|X - X'| - E|Y - Y'|)
 *
 * is a change point if no more than 1 of 1000 permutations of the values reach
 * as much (999 of them are drawn, seeded, so that the answer repeats); both sides
 * are then searched in turn.  A side has at least 5 values.  A change of the
 * median by less than 2 % is not told.  Cost: 1000 n log n for each change point,
 * and a few n log n where there is none.
 */

enum { WR_MOST_CHANGE_POINTS = 16, WR_SHORTEST_LEVEL = 5 };

struct wr_change_point {
	size_t at;              /* index of the first value of the new level */
	double before, after;   /* medians of the values since the last change point and until the next */
};

/* n finite values; the change points in order, their number is returned. */
size_t wr_find_change_points(const double *x, size_t n, struct wr_change_point out[WR_MOST_CHANGE_POINTS]);

/* The best split of n >= 10 values, 5..n-5, and its Q in *q.  For tests, too. */
size_t wr_best_split(const double *x, size_t n, double *q);

#endif
