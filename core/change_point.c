/*
 * change_point.c - where did a series of values change its level?  See change_point.h.
 *
 * A permutation moves values and leaves their order by size as it is.  So they are sorted once,
 * and everything after that works on their ranks: the distance of a value to all on one
 * side comes from sums over ranks (a binary indexed tree, Fenwick 1994), not from visiting them.
 */
#include "core/change_point.h"

#include <assert.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include "core/alloc.h"
#include "core/rng.h"
#include "core/stats.h"

enum { PERMUTATIONS = 999 };
#define LEAST_CHANGE 0.02

struct node { double count, sum; };

struct values {
	size_t n;
	double *sorted;         /* by rank */
	double *distance;       /* of each rank to all others together */
	double total;           /* of all pairs */
	size_t *rank;           /* in the order of the series */
	struct node *tree;      /* over ranks, of the values on the left side */
};

struct place { double value; size_t at; };

static int by_value(const void *a, const void *b)
{
	const struct place *x = a, *y = b;
	int order = (x->value > y->value) - (x->value < y->value);

	return order ? order : (x->at > y->at) - (x->at < y->at);
}

static void sort(struct values *v, const double *x)
{
	struct place *places = wr_calloc(v->n, sizeof *places);

	for (size_t i = 0; i < v->n; i++)
		places[i] = (struct place){ x[i], i };
	qsort(places, v->n, sizeof *places, by_value);
	for (size_t r = 0; r < v->n; r++) {
		v->sorted[r] = places[r].value;
		v->rank[places[r].at] = r;
	}
	free(places);
}

/* Of the r-th of n sorted values: r are below it and n - 1 - r above. */
static void measure_distances(struct values *v)
{
	double below = 0, all = 0;

	for (size_t r = 0; r < v->n; r++)
		all += v->sorted[r];
	for (size_t r = 0; r < v->n; r++) {
		double x = v->sorted[r], above = all - below - x;

		v->distance[r] = x * (double)r - below + above - x * (double)(v->n - 1 - r);
		v->total += v->distance[r] / 2;
		below += x;
	}
}

static void open_values(struct values *v, const double *x, size_t n)
{
	*v = (struct values){
		.n = n, .sorted = wr_calloc(n, sizeof(double)), .distance = wr_calloc(n, sizeof(double)),
		.rank = wr_calloc(n, sizeof(size_t)), .tree = wr_calloc(n + 1, sizeof(struct node)),
	};
	sort(v, x);
	measure_distances(v);
}

static void close_values(struct values *v)
{
	free(v->sorted);
	free(v->distance);
	free(v->rank);
	free(v->tree);
}

static void add(struct values *v, size_t rank)
{
	for (size_t i = rank + 1; i <= v->n; i += i & -i) {
		v->tree[i].count++;
		v->tree[i].sum += v->sorted[rank];
	}
}

static struct node below(const struct values *v, size_t rank)
{
	struct node sum = { 0, 0 };

	for (size_t i = rank; i; i -= i & -i) {
		sum.count += v->tree[i].count;
		sum.sum += v->tree[i].sum;
	}
	return sum;
}

static double energy(double between, double left, double right, double m, double n)
{
	return m * n / (m + n) * (2 * between / (m * n) - 2 * left / (m * m) - 2 * right / (n * n));
}

/* The sums of distances are carried from split to split: a value that goes over
 * takes its distances to either side with it. */
static size_t best_split(struct values *v, double *q)
{
	double left = 0, right = v->total, between = 0, left_sum = 0;
	size_t best = 0;

	memset(v->tree, 0, (v->n + 1) * sizeof *v->tree);
	*q = -INFINITY;
	for (size_t m = 1; m <= v->n - WR_SHORTEST_LEVEL; m++) {
		size_t rank = v->rank[m - 1];
		struct node under = below(v, rank);
		double x = v->sorted[rank], over = (double)(m - 1) - under.count;
		double to_left = x * under.count - under.sum + (left_sum - under.sum) - x * over;
		double to_right = v->distance[rank] - to_left, here;

		add(v, rank);
		left_sum += x;
		left += to_left;
		right -= to_right;
		between += to_right - to_left;
		here = energy(between, left, right, (double)m, (double)(v->n - m));
		if (m >= WR_SHORTEST_LEVEL && here > *q) {
			*q = here;
			best = m;
		}
	}
	return best;
}

size_t wr_best_split(const double *x, size_t n, double *q)
{
	struct values v;
	size_t at;

	assert(n >= 2 * WR_SHORTEST_LEVEL);
	open_values(&v, x, n);
	at = best_split(&v, q);
	close_values(&v);
	return at;
}

/* Fisher and Yates. */
static void shuffle(size_t *rank, size_t n, struct wr_rng *rng)
{
	for (size_t i = n; i > 1; i--) {
		size_t j = (size_t)wr_rng_below(rng, i), kept = rank[i - 1];

		rank[i - 1] = rank[j];
		rank[j] = kept;
	}
}

/* One permutation that reaches q is one too many: p = (0 + 1) / (999 + 1). */
static bool is_change(struct values *v, double q, struct wr_rng *rng)
{
	/* What is equal but for rounding has been reached. */
	double reached = q * (1 - 1e-12), of_mixed;

	for (int i = 0; i < PERMUTATIONS; i++) {
		shuffle(v->rank, v->n, rng);
		best_split(v, &of_mixed);
		if (of_mixed >= reached)
			return false;
	}
	return true;
}

struct search { const double *x; struct wr_rng rng; size_t found[WR_MOST_CHANGE_POINTS], n; };

/* Relative to from; 0 where there is none. */
static size_t change_in(struct search *s, size_t from, size_t to)
{
	struct values v;
	size_t at;
	double q;

	open_values(&v, s->x + from, to - from);
	at = best_split(&v, &q);
	if (!(q > 0) || !is_change(&v, q, &s->rng))
		at = 0;
	close_values(&v);
	return at;
}

static void search(struct search *s, size_t from, size_t to)
{
	size_t at;

	if (to - from < 2 * WR_SHORTEST_LEVEL || s->n == WR_MOST_CHANGE_POINTS)
		return;
	at = change_in(s, from, to);
	if (!at)
		return;
	at += from;
	search(s, from, at);
	if (s->n < WR_MOST_CHANGE_POINTS)
		s->found[s->n++] = at;
	search(s, at, to);
}

size_t wr_find_change_points(const double *x, size_t n, struct wr_change_point out[WR_MOST_CHANGE_POINTS])
{
	struct search s = { .x = x };
	size_t told = 0;

	wr_rng_seed(&s.rng, 1);
	search(&s, 0, n);
	for (size_t i = 0; i < s.n; i++) {
		size_t from = i ? s.found[i - 1] : 0, at = s.found[i], to = i + 1 < s.n ? s.found[i + 1] : n;
		struct wr_change_point c = { at, wr_median(x + from, at - from), wr_median(x + at, to - at) };

		if (fabs(c.after - c.before) >= LEAST_CHANGE * fabs(c.before))
			out[told++] = c;
	}
	return told;
}
