/*
 * signed_rank.c - Wilcoxon's signed-rank test, its interval and its estimate.
 *
 * The estimate and the interval are order statistics of the n(n+1)/2 Walsh
 * averages.  These are never written down: how many lie at or below a value
 * is counted in O(n) from the sorted sample, and the value is found by
 * bisection over the representable doubles, so the result is exact.
 */
#include "core/stats.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "core/alloc.h"
#include "core/stats_p.h"

#define EXACT_MOST 60   /* beyond it the normal law is closer than any use needs */

/* Doubles in their order as signed integers. */
static int64_t order_of(double x)
{
	int64_t bits;

	memcpy(&bits, &x, sizeof bits);
	return bits < 0 ? INT64_MIN - bits : bits;
}

static double double_of(int64_t order)
{
	int64_t bits = order < 0 ? INT64_MIN - order : order;
	double x;

	memcpy(&x, &bits, sizeof x);
	return x;
}

/* How many pairs i <= j of the sorted sample have a sum of at most `sum`. */
static size_t pairs_at_most(const double *sorted, size_t n, double sum)
{
	size_t pairs = 0, end = n;

	for (size_t i = 0; i < n; i++) {
		while (end > i && sorted[i] + sorted[end - 1] > sum)
			end--;
		if (end <= i)
			break;
		pairs += end - i;
	}
	return pairs;
}

/* The k-th smallest Walsh average, k = 1..n(n+1)/2. */
static double walsh_average(const double *sorted, size_t n, size_t k)
{
	int64_t low = order_of(2 * sorted[0]), high = order_of(2 * sorted[n - 1]);

	while (low < high) {
		int64_t middle = (low & high) + ((low ^ high) >> 1);

		if (pairs_at_most(sorted, n, double_of(middle)) >= k)
			high = middle;
		else
			low = middle + 1;
	}
	return double_of(low) / 2;
}

double wr_hodges_lehmann(const double *x, size_t n)
{
	size_t all = n * (n + 1) / 2;
	double *sorted, result;

	if (!n)
		return NAN;
	sorted = wr_sorted_copy(x, n);
	result = walsh_average(sorted, n, (all + 1) / 2);
	if (all % 2 == 0)
		result = (result + walsh_average(sorted, n, all / 2 + 1)) / 2;
	free(sorted);
	return result;
}

/*
 * The null distribution of the sum of those of n ranks whose sign is
 * positive: chance[s] for s = 0..the sum of all ranks.  Ranks are doubled, so
 * that mid-ranks are whole.
 */
static double *null_distribution(const unsigned *doubled_ranks, size_t n, size_t *sum)
{
	double *chance;
	size_t top = 0;

	*sum = 0;
	for (size_t i = 0; i < n; i++)
		*sum += doubled_ranks[i];
	chance = wr_calloc(*sum + 1, sizeof *chance);
	chance[0] = 1;
	for (size_t i = 0; i < n; i++) {
		size_t rank = doubled_ranks[i];

		top += rank;
		for (size_t s = top + 1; s-- > 0;)
			chance[s] = (chance[s] + (s >= rank ? chance[s - rank] : 0)) / 2;
	}
	return chance;
}

struct difference { double size; bool positive; };

static int compare_differences(const void *a, const void *b)
{
	double x = ((const struct difference *)a)->size, y = ((const struct difference *)b)->size;

	return (x > y) - (x < y);
}

struct ranking {
	unsigned *doubled;      /* rank of each difference, doubled */
	size_t n;
	size_t positive;        /* sum of the doubled ranks of the positive ones */
	double ties;            /* sum of t^3 - t over groups of equal size */
};

static struct ranking rank_differences(struct difference *d, size_t n)
{
	struct ranking r = { .doubled = wr_malloc(n * sizeof *r.doubled), .n = n };

	qsort(d, n, sizeof *d, compare_differences);
	for (size_t i = 0, end; i < n; i = end) {
		for (end = i + 1; end < n && d[end].size <= d[i].size;)
			end++;
		for (size_t j = i; j < end; j++) {
			r.doubled[j] = (unsigned)(i + 1 + end);
			r.positive += d[j].positive ? r.doubled[j] : 0;
		}
		r.ties += pow((double)(end - i), 3) - (double)(end - i);
	}
	return r;
}

static double exact_upper_tail(const struct ranking *r)
{
	size_t sum;
	double *chance = null_distribution(r->doubled, r->n, &sum), p = 0;

	for (size_t s = sum + 1; s-- > r->positive;)
		p += chance[s];
	free(chance);
	return fmin(p, 1);
}

static double normal_upper_tail(const struct ranking *r)
{
	double n = (double)r->n, w = (double)r->positive / 2;
	double variance = (n * (n + 1) * (2 * n + 1) - r->ties / 2) / 24;

	return wr_normal_cdf(-(w - n * (n + 1) / 4 - 0.5) / sqrt(variance));
}

double wr_signed_rank_p(const double *x, size_t n)
{
	struct difference *d = wr_malloc(n * sizeof *d);
	struct ranking ranking;
	size_t kept = 0;
	double p = 1;

	for (size_t i = 0; i < n; i++) {
		if (x[i] < 0 || x[i] > 0)
			d[kept++] = (struct difference){ fabs(x[i]), x[i] > 0 };
	}
	ranking = rank_differences(d, kept);
	if (kept)
		p = kept <= EXACT_MOST ? exact_upper_tail(&ranking) : normal_upper_tail(&ranking);
	free(ranking.doubled);
	free(d);
	return p;
}

/* The largest k for which P(W+ <= k - 1) <= tail under the null; 0 if there is none. */
static size_t exact_critical(size_t n, double tail)
{
	unsigned doubled[EXACT_MOST];
	double *chance, below = 0;
	size_t sum, k = 0;

	for (size_t i = 0; i < n; i++)
		doubled[i] = 2 * (unsigned)(i + 1);
	chance = null_distribution(doubled, n, &sum);
	while (2 * k <= sum && (below += chance[2 * k]) <= tail)
		k++;
	free(chance);
	return k;
}

static size_t normal_critical(size_t n, double tail)
{
	double count = (double)n;
	double sd = sqrt(count * (count + 1) * (2 * count + 1) / 24);
	double k = floor(count * (count + 1) / 4 + wr_normal_quantile(tail) * sd + 0.5);

	return k > 0 ? (size_t)k : 0;
}

void wr_signed_rank_interval(const double *x, size_t n, double level, double *low, double *high)
{
	double tail = (1 - level) / 2, *sorted;
	size_t all = n * (n + 1) / 2;
	size_t k = n <= EXACT_MOST ? exact_critical(n, tail) : normal_critical(n, tail);

	*low = -INFINITY;
	*high = INFINITY;
	if (!k || !n || k > all)
		return;
	sorted = wr_sorted_copy(x, n);
	*low = walsh_average(sorted, n, k);
	*high = walsh_average(sorted, n, all + 1 - k);
	free(sorted);
}
