/* stats_test.c - expected numbers are from SciPy 1.17.1 and NumPy 2.4.6 unless worked by hand. */
#include "tests/unit/unit.h"

#include "core/stats.h"

static const double sample[] = { 3.1, -2, 7.5, 0.25, 9, 4 };

TEST(mean_and_variance)
{
	CHECK_NEAR("mean", wr_mean(sample, 6), 3.641666666666667, 1e-14);
	CHECK_NEAR("variance", wr_variance(sample, 6), 17.470416666666665, 1e-13);
	CHECK_NEAR("one", wr_mean(sample, 1), 3.1, 0);
	CHECK(isnan(wr_mean(sample, 0)) && isnan(wr_variance(sample, 0)) && isnan(wr_variance(sample, 1)));
}

TEST(the_variance_of_large_numbers_keeps_its_digits)
{
	const double x[] = { 1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16 };

	/* By hand: deviations -6, -3, 3, 6; 90 / 3. */
	CHECK_NEAR("variance", wr_variance(x, 4), 30, 1e-6);
}

TEST(quantiles_of_type_7)
{
	static const double at[][2] = {
		{ 0, -2 }, { 0.1, -0.875 }, { 0.25, 0.9625 }, { 0.5, 3.55 }, { 0.77, 6.975 }, { 0.95, 8.625 }, { 1, 9 },
	};

	for (size_t i = 0; i < sizeof at / sizeof *at; i++)
		CHECK_NEAR("quantile", wr_quantile(sample, 6, at[i][0]), at[i][1], 1e-14);
	CHECK_NEAR("of one", wr_quantile(sample, 1, 0.3), 3.1, 0);
	CHECK(isnan(wr_quantile(sample, 0, 0.5)));
	CHECK(isnan(wr_quantile(sample, 6, 1.5)) && isnan(wr_quantile(sample, 6, -0.1)) &&
	      isnan(wr_quantile(sample, 6, NAN)));
}

TEST(the_sample_is_not_changed)
{
	double x[] = { 3, 1, 2 };

	wr_median(x, 3);
	wr_hodges_lehmann(x, 3);
	CHECK(x[0] > 2.5 && x[1] < 1.5 && x[2] < 2.5);
}

TEST(an_infinite_value_does_not_spoil_its_neighbours)
{
	const double x[] = { 1, 2, INFINITY };

	CHECK_NEAR("median", wr_median(x, 3), 2, 0);
	CHECK(isinf(wr_quantile(x, 3, 0.75)));
}

TEST(median_and_its_deviation)
{
	CHECK_NEAR("median", wr_median(sample, 6), 3.55, 1e-14);
	CHECK_NEAR("odd", wr_median(sample, 5), 3.1, 0);
	CHECK_NEAR("deviation", wr_mad(sample, 6), 5.374425, 1e-12);
	CHECK(isnan(wr_mad(sample, 0)));
}

/* The n values 1..n in an order that is not theirs. */
static void shuffled(double *x, size_t n)
{
	for (size_t i = 0; i < n; i++)
		x[i] = (double)(i * 7919 % n + 1);
}

TEST(the_interval_of_the_median_by_order_statistics)
{
	/* scipy.stats.binom.ppf(0.025, n, 0.5): the rank of the lower end; 0 = the whole line. */
	static const struct { size_t n, rank; } cases[] = {
		{ 1, 0 }, { 5, 0 }, { 6, 1 }, { 9, 2 }, { 10, 2 }, { 20, 6 }, { 100, 40 }, { 1000, 469 },
	};
	double x[1000], low, high;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		size_t n = cases[i].n, rank = cases[i].rank;

		shuffled(x, n);
		wr_median_interval(x, n, 0.95, &low, &high);
		if (rank) {
			CHECK_NEAR("low", low, (double)rank, 0);
			CHECK_NEAR("high", high, (double)(n + 1 - rank), 0);
		} else {
			CHECK(isinf(low) && low < 0 && isinf(high) && high > 0);
		}
	}
	wr_median_interval(x, 0, 0.95, &low, &high);
	CHECK(isinf(low) && isinf(high));
}

TEST(benjamini_and_hochberg)
{
	static const double p[] = { 0.01, 0.04, 0.03, 0.005, 0.5, 0.9, 0.04, 0.2 };
	/* scipy.stats.false_discovery_control(p) */
	static const double want[] = { 0.04, 0.064, 0.064, 0.04, 0.5714285714285714, 0.9, 0.064, 0.26666666666666666 };
	double q[8];

	wr_benjamini_hochberg(p, 8, q);
	for (int i = 0; i < 8; i++)
		CHECK_NEAR("q", q[i], want[i], 1e-15);
	wr_benjamini_hochberg(p, 1, q);
	CHECK_NEAR("of one", q[0], 0.01, 0);
	wr_benjamini_hochberg(p, 0, q);
}

TEST(p_values_that_are_not_known_are_not_counted)
{
	static const double p[] = { NAN, 0.02, NAN, 0.01 };
	double q[4];

	wr_benjamini_hochberg(p, 4, q);
	CHECK(isnan(q[0]) && isnan(q[2]));
	CHECK_NEAR("q", q[1], 0.02, 0);
	CHECK_NEAR("q", q[3], 0.02, 0);
}

static void check_relative(const char *what, double got, double want)
{
	CHECK_NEAR(what, got, want, fabs(want) * 1e-13);
}

TEST(the_normal_distribution)
{
	static const double at[][2] = {
		{ -10, 7.61985302416047e-24 }, { -3, 0.0013498980316300933 }, { -1.5, 0.06680720126885807 },
		{ -0.1, 0.460172162722971 }, { 0, 0.5 }, { 0.7, 0.758036347776927 }, { 2.5, 0.9937903346742238 },
		{ 6, 0.9999999990134123 },
	};

	for (size_t i = 0; i < sizeof at / sizeof *at; i++)
		check_relative("cdf", wr_normal_cdf(at[i][0]), at[i][1]);
}

TEST(normal_quantiles)
{
	static const double at[][2] = {
		{ 1e-300, -37.0470962993612 }, { 1e-12, -7.034483825301131 }, { 0.0039, -2.660606738780773 },
		{ 0.025, -1.9599639845400545 }, { 0.3, -0.5244005127080409 }, { 0.9, 1.2815515655446004 },
		{ 0.975, 1.959963984540054 }, { 0.999999, 4.753424308817087 },
	};

	for (size_t i = 0; i < sizeof at / sizeof *at; i++)
		CHECK_NEAR("quantile", wr_normal_quantile(at[i][0]), at[i][1], 1e-11);
	CHECK_NEAR("middle", wr_normal_quantile(0.5), 0, 1e-15);
	CHECK(isinf(wr_normal_quantile(0)) && wr_normal_quantile(0) < 0);
	CHECK(isinf(wr_normal_quantile(1)) && wr_normal_quantile(1) > 0);
	CHECK(isnan(wr_normal_quantile(-0.1)) && isnan(wr_normal_quantile(1.1)) && isnan(wr_normal_quantile(NAN)));
}
