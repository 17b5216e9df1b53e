/*
 * signed_rank_test.c - Wilcoxon's signed-rank test.  Expected numbers are from
 * SciPy 1.17.1: wilcoxon(x, alternative="greater", zero_method="wilcox") over
 * all permutations of signs; others are worked by hand as noted.
 */
#include "tests/unit/unit.h"

#include "core/stats.h"

#define COUNT(a) (sizeof(a) / sizeof *(a))

static const double mixed[] = { 1.2, 0.8, -0.5, 2.1, 0.9, 1.7, -0.2, 0.4 };
static const double ties[] = { 1, 1, -1, 2, 2, -2, 3, 3, 4 };
static const double zeros[] = { 0, 0, 1.5, -0.5, 2.5, 0, 3.5, 1.5 };
static const double both[] = { 0, 3, -3, 3, 5, 5, -1, 0, 2, 2, 7 };
static const double negative[] = { -1, -2, -3, -4, -5.5 };
static const double positive[] = { 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0 };
static const double thirty[] = {
	-0.502, -1.024, 0.052, 0.72, 1.436, 0.41, -0.253, -0.485, 1.049, 1.935, 0.573, -0.933, -0.658, 1.9, 0.503,
	-1.432, 0.216, -0.863, -0.329, -0.188, -0.413, 0.853, 0.237, -0.289, 0.71, 1.13, -1.343, 0.043, -0.681, 0.127,
};

TEST(exact_p_values)
{
	CHECK_NEAR("mixed", wr_signed_rank_p(mixed, COUNT(mixed)), 0.02734375, 1e-15);
	CHECK_NEAR("ties", wr_signed_rank_p(ties, COUNT(ties)), 0.0390625, 1e-15);
	CHECK_NEAR("zeros", wr_signed_rank_p(zeros, COUNT(zeros)), 0.0625, 1e-15);
	CHECK_NEAR("both", wr_signed_rank_p(both, COUNT(both)), 0.02734375, 1e-15);
	CHECK_NEAR("negative", wr_signed_rank_p(negative, COUNT(negative)), 1, 0);
	CHECK_NEAR("thirty", wr_signed_rank_p(thirty, COUNT(thirty)), 0.3728273371234536, 1e-13);
	/* By hand: one of 2^10 sign patterns. */
	CHECK_NEAR("positive", wr_signed_rank_p(positive, COUNT(positive)), 1.0 / 1024, 1e-18);
}

TEST(when_nothing_is_left_p_is_one)
{
	const double none[] = { 0, -0.0, 0 };

	CHECK_NEAR("only zeros", wr_signed_rank_p(none, 3), 1, 0);
	CHECK_NEAR("no values", wr_signed_rank_p(none, 0), 1, 0);
}

TEST(both_sides_together_count_what_was_seen_once_more)
{
	static const double x[] = { 1, 2, -3 };
	static const double turned[] = { -1, -2, 3 };

	/* By hand: the sum of positive ranks is 3; of the 8 sign patterns 5 reach 3 or more, 5 reach 3 or less. */
	CHECK_NEAR("above", wr_signed_rank_p(x, 3), 5.0 / 8, 1e-15);
	CHECK_NEAR("below", wr_signed_rank_p(turned, 3), 5.0 / 8, 1e-15);
}

/* 1..n with the sign that i * i mod 5 gives. */
static void alternating(double *x, int n)
{
	for (int i = 1; i <= n; i++)
		x[i - 1] = i * i % 5 < 2 ? i : -i;
}

TEST(sixty_values_are_exact_and_more_are_nearly_so)
{
	double x[200];

	alternating(x, 60);
	CHECK_NEAR("60, exact", wr_signed_rank_p(x, 60), 0.0765916539477629, 1e-13);
	/* method="approx", correction=True; the exact values differ by 0.0002 and 0.0001. */
	alternating(x, 61);
	CHECK_NEAR("61", wr_signed_rank_p(x, 61), 0.053033696298148594, 1e-12);
	alternating(x, 200);
	CHECK_NEAR("200", wr_signed_rank_p(x, 200), 0.006196727547855035, 1e-12);
}

TEST(ties_narrow_the_normal_approximation)
{
	double x[100];

	for (int i = 0; i < 100; i++)
		x[i] = rint((double)(i * 37 % 101 - 45) / 10);
	/* method="approx", correction=True; 11 zeros. */
	CHECK_NEAR("p", wr_signed_rank_p(x, 100), 0.04680499770111095, 1e-12);
}

TEST(the_estimate_is_the_median_of_the_walsh_averages)
{
	CHECK_NEAR("mixed", wr_hodges_lehmann(mixed, COUNT(mixed)), 0.8, 1e-15);
	CHECK_NEAR("ties", wr_hodges_lehmann(ties, COUNT(ties)), 1.5, 1e-15);
	CHECK_NEAR("zeros", wr_hodges_lehmann(zeros, COUNT(zeros)), 0.875, 1e-15);
	CHECK_NEAR("both", wr_hodges_lehmann(both, COUNT(both)), 2, 1e-15);
	CHECK_NEAR("negative", wr_hodges_lehmann(negative, COUNT(negative)), -3, 1e-15);
	CHECK_NEAR("positive", wr_hodges_lehmann(positive, COUNT(positive)), 0.55, 1e-15);
	CHECK_NEAR("one", wr_hodges_lehmann(mixed, 1), 1.2, 0);
	/* By hand: 1.2, 1.0, 0.8. */
	CHECK_NEAR("two", wr_hodges_lehmann(mixed, 2), 1, 1e-15);
	CHECK(isnan(wr_hodges_lehmann(mixed, 0)));
}

TEST(an_outlier_hardly_moves_the_estimate)
{
	double x[COUNT(positive)];

	memcpy(x, positive, sizeof x);
	x[9] = 1e6;
	CHECK(wr_hodges_lehmann(x, 10) < 0.7);
}

TEST(the_interval_is_at_the_critical_walsh_averages)
{
	/* The smallest k that misses: from the published table of critical values (two-sided 5 %), plus 1. */
	static const struct { size_t n, k; } cases[] = {
		{ 6, 1 }, { 7, 3 }, { 8, 4 }, { 9, 6 }, { 10, 9 }, { 15, 26 }, { 20, 53 }, { 25, 90 }, { 30, 138 },
	};
	double x[30], walsh[30 * 31 / 2], low, high;

	for (size_t c = 0; c < COUNT(cases); c++) {
		size_t n = cases[c].n, k = cases[c].k, all = n * (n + 1) / 2, m = 0;

		for (size_t i = 0; i < n; i++)
			x[i] = thirty[i];
		for (size_t i = 0; i < n; i++) {
			for (size_t j = i; j < n; j++)
				walsh[m++] = (x[i] + x[j]) / 2;
		}
		wr_signed_rank_interval(x, n, 0.95, &low, &high);
		/* The k-th of m values is the quantile (k - 1) / (m - 1). */
		CHECK_NEAR("low", low, wr_quantile(walsh, m, (double)(k - 1) / (double)(all - 1)), 1e-12);
		CHECK_NEAR("high", high, wr_quantile(walsh, m, (double)(all - k) / (double)(all - 1)), 1e-12);
	}
}

TEST(too_few_values_give_the_whole_line)
{
	double low, high;

	wr_signed_rank_interval(positive, 5, 0.95, &low, &high);
	CHECK(isinf(low) && low < 0 && isinf(high) && high > 0);
	wr_signed_rank_interval(positive, 0, 0.95, &low, &high);
	CHECK(isinf(low) && isinf(high));
	wr_signed_rank_interval(positive, 5, 0.9, &low, &high);
	CHECK_NEAR("5 values do for 90 %", low, 0.1, 1e-15);
	/* By hand: 1 - 2 / 2^5 is 0.9375, which "at least" includes. */
	wr_signed_rank_interval(positive, 5, 0.9375, &low, &high);
	CHECK_NEAR("and for 93.75 %", low, 0.1, 1e-15);
	CHECK_NEAR("and for 93.75 %", high, 0.5, 1e-15);
}

TEST(the_interval_of_many_values)
{
	double x[200], low, high;

	for (int i = 0; i < 200; i++)
		x[i] = (double)(i * 7919 % 1009) / 7;
	wr_signed_rank_interval(x, 200, 0.95, &low, &high);
	/* The 8444th Walsh average from either end, NumPy 2.4.6; the exact one is the 8445th. */
	CHECK_NEAR("low", low, 66.21428571428572, 1e-12);
	CHECK_NEAR("high", high, 78.64285714285714, 1e-12);
	CHECK_NEAR("centre", wr_hodges_lehmann(x, 200), 72.42857142857143, 1e-12);
}

TEST(the_interval_and_the_test_agree)
{
	double low, high, moved[COUNT(mixed)];

	/* What the 95 % interval leaves out below is what the test at 2.5 % refuses. */
	wr_signed_rank_interval(mixed, COUNT(mixed), 0.95, &low, &high);
	for (size_t i = 0; i < COUNT(mixed); i++)
		moved[i] = mixed[i] - (low - 1e-9);
	CHECK(wr_signed_rank_p(moved, COUNT(mixed)) <= 0.025);
	for (size_t i = 0; i < COUNT(mixed); i++)
		moved[i] = mixed[i] - (low + 1e-9);
	CHECK(wr_signed_rank_p(moved, COUNT(mixed)) > 0.025);
}

TEST(large_samples_cost_no_quadratic_memory)
{
	size_t n = 200000;
	double *x = malloc(n * sizeof *x), low, high;

	for (size_t i = 0; i < n; i++)
		x[i] = (double)(i * 104729 % n);
	CHECK_NEAR("centre", wr_hodges_lehmann(x, n), (double)(n - 1) / 2, 1e-9);
	wr_signed_rank_interval(x, n, 0.95, &low, &high);
	CHECK(low < (double)n / 2 && high > (double)n / 2 && high - low < 2000);
	free(x);
}
