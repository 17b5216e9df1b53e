#include "report/levels_p.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "core/stats.h"

static const double significance = 0.01, least_change = 0.02;

struct ranked {
	double value, rank;
	size_t place;
};

static int by_value(const void *left, const void *right)
{
	const struct ranked *a = left, *b = right;

	return (a->value > b->value) - (a->value < b->value);
}

static int by_place(const void *left, const void *right)
{
	const struct ranked *a = left, *b = right;

	return (a->place > b->place) - (a->place < b->place);
}

/* Equal values share the mean of their ranks; in the order of x again. */
static struct ranked *ranks_of(const double *x, size_t n, struct wr_arena *arena)
{
	struct ranked *all = wr_arena_array(arena, n, sizeof *all);

	for (size_t i = 0; i < n; i++)
		all[i] = (struct ranked){ x[i], 0, i };
	qsort(all, n, sizeof *all, by_value);
	for (size_t i = 0, end; i < n; i = end) {
		for (end = i; end < n && all[end].value == all[i].value;)
			end++;
		for (size_t k = i; k < end; k++)
			all[k].rank = ((double)i + 1 + (double)end) / 2;
	}
	qsort(all, n, sizeof *all, by_place);
	return all;
}

/* Where the halves differ most, as the length of the first one; *k: Pettitt's statistic. */
static size_t most_likely_change(const double *x, size_t n, struct wr_arena *arena, double *k)
{
	const struct ranked *ranked = ranks_of(x, n, arena);
	double sum = 0;
	size_t at = 0;

	*k = 0;
	for (size_t t = 1; t + RP_LEVEL_MIN <= n; t++) {
		double u;

		sum += ranked[t - 1].rank;
		u = fabs(2 * sum - (double)t * ((double)n + 1));
		if (t >= RP_LEVEL_MIN && u > *k) {
			*k = u;
			at = t;
		}
	}
	return at;
}

static bool differ(const double *x, size_t at, size_t n)
{
	double before = wr_median(x, at), after = wr_median(x + at, n - at);

	return fabs(after - before) >= least_change * fmax(fabs(before), fabs(after)) && after != before;
}

static void split(const double *x, size_t first, size_t n, struct wr_arena *arena, struct rp_level *levels,
		  size_t *count)
{
	double k, size = (double)n;
	size_t at = n < 2 * RP_LEVEL_MIN ? 0 : most_likely_change(x + first, n, arena, &k);

	if (!at || 2 * exp(-6 * k * k / (size * size * size + size * size)) >= significance ||
	    !differ(x + first, at, n)) {
		levels[(*count)++] = (struct rp_level){ first, n, wr_median(x + first, n) };
		return;
	}
	split(x, first, at, arena, levels, count);
	split(x, first + at, n - at, arena, levels, count);
}

const struct rp_level *rp_levels(const double *x, size_t n, struct wr_arena *arena, size_t *count)
{
	struct rp_level *levels = wr_arena_array(arena, n + 1, sizeof *levels);

	*count = 0;
	if (n)
		split(x, 0, n, arena, levels, count);
	return levels;
}
