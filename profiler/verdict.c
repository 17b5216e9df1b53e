/* verdict.c - see verdict.h. */
#include "profiler/verdict.h"

#include <assert.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include "core/alloc.h"
#include "core/rng.h"
#include "core/stats.h"

#define MOST_PAIRS_TOLD 1e6
enum { RESAMPLES = 2000 };

/* See verdict.h. */
static double level_at(size_t pairs)
{
	return pairs < 20 ? 0.0029 : pairs < 40 ? 0.0065 : 0.0035;
}

static double upper_bound(const double *x, size_t n)
{
	double low, high;

	wr_signed_rank_interval(x, n, 0.90, &low, &high);
	return high;
}

/* Pairs until an estimate with this spread is `gap` away from what it is told
 * apart from, at normal quantile z.  The signed-rank test needs 1 / 0.955
 * times the pairs of the t-test (Hodges and Lehmann 1956). */
static double pairs_for(double z, double spread, double gap)
{
	return ceil(pow(z * spread / gap, 2) / 0.955);
}

/* As if the shift stayed what it is and the noise floor too. */
static size_t pairs_needed(const struct pf_verdict *v, const double *x, size_t n, double d)
{
	double spread = wr_mad(x, n), needed;

	if (v->shift < log1p(d))
		needed = pairs_for(wr_normal_quantile(0.95), spread, log1p(2 * d) - v->shift);
	else if (v->shift >= 2 * v->noise)
		needed = pairs_for(wr_normal_quantile(1 - level_at(SIZE_MAX)), spread, v->shift);
	else
		return 0;
	return (size_t)fmin(fmax(needed, (double)n + 1), MOST_PAIRS_TOLD);
}

struct pf_verdict pf_judge(const double *log_ratios, size_t n, const double *same, size_t same_n, double d)
{
	struct pf_verdict v = { .answer = WR_CHANGE_INCONCLUSIVE, .threshold = d };

	assert(n > 0 && d > 0);
	v.shift = wr_hodges_lehmann(log_ratios, n);
	v.p = wr_signed_rank_p(log_ratios, n);
	wr_signed_rank_interval(log_ratios, n, 0.95, &v.low, &v.high);
	v.bound = upper_bound(log_ratios, n);
	v.noise = same_n ? fabs(wr_hodges_lehmann(same, same_n)) : 0;
	if (v.p <= level_at(n) && v.shift >= fmax(log1p(d), 2 * v.noise))
		v.answer = WR_CHANGE_FAIL;
	else if (v.shift < log1p(d) && v.bound < log1p(2 * d))
		v.answer = WR_CHANGE_PASS;
	else
		v.pairs_needed = pairs_needed(&v, log_ratios, n, d);
	return v;
}

struct pf_verdict pf_judge_counts(const double *base, const double *head, size_t n, double d)
{
	double base_low = wr_quantile(base, n, 0), base_high = wr_quantile(base, n, 1);
	struct pf_verdict v = { .answer = WR_CHANGE_INCONCLUSIVE, .p = NAN, .threshold = d };

	assert(n > 0 && d > 0);
	v.shift = log(wr_median(head, n) / wr_median(base, n));
	v.low = log(wr_quantile(head, n, 0) / base_high);
	v.high = v.bound = log(wr_quantile(head, n, 1) / base_low);
	if (v.low > log1p(d))
		v.answer = WR_CHANGE_FAIL;
	else if (v.high <= log1p(d))
		v.answer = WR_CHANGE_PASS;
	return v;
}

void pf_bootstrap_median(const double *log_ratios, size_t n, double *low, double *high)
{
	double *sample = wr_calloc(n, sizeof *sample), medians[RESAMPLES];
	struct wr_rng rng;

	wr_rng_seed(&rng, 1);
	for (int r = 0; r < RESAMPLES; r++) {
		for (size_t i = 0; i < n; i++)
			sample[i] = log_ratios[wr_rng_below(&rng, n)];
		medians[r] = wr_median(sample, n);
	}
	*low = wr_quantile(medians, RESAMPLES, 0.025);
	*high = wr_quantile(medians, RESAMPLES, 0.975);
	free(sample);
}

size_t pf_next_look(size_t pairs, size_t max_pairs)
{
	static const size_t looks[] = { 10, 20 };

	for (size_t i = 0; i < sizeof looks / sizeof *looks; i++)
		if (pairs < looks[i] && looks[i] < max_pairs)
			return looks[i];
	return pairs < max_pairs ? max_pairs : 0;
}
