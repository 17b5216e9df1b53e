/* law_test.c - service-time laws: the lognormal fit and what is drawn. */
#include "tests/unit/unit.h"
#include "core/stats.h"
#include "loadsim/law_p.h"

TEST(a_lognormal_of_sigma_1_is_recovered)
{
	/* mean 1: mu = -1/2; p99 = exp(-1/2 + 2.3263478740408408) */
	double mu, sigma;

	CHECK_EQ("fit", ls_lognormal_fit(1, exp(-0.5 + 2.3263478740408408), &mu, &sigma), 0);
	CHECK_NEAR("sigma", sigma, 1, 1e-6);
	CHECK_NEAR("mu", mu, -0.5, 1e-6);
}

TEST(a_p99_close_to_the_mean_is_a_narrow_law)
{
	double mu, sigma;

	/* to first order sigma = ln(p99/mean)/z */
	CHECK_EQ("fit", ls_lognormal_fit(1, 1.000001, &mu, &sigma), 0);
	CHECK_NEAR("sigma", sigma, 1e-6 / 2.3263478740408408, 1e-11);
}

TEST(pairs_that_no_lognormal_has_are_refused)
{
	double mu, sigma, largest = exp(2.3263478740408408 * 2.3263478740408408 / 2);

	CHECK_NEAR("the header's 14.97", largest, 14.97, 0.005);
	CHECK_EQ("p99 below the mean", ls_lognormal_fit(1, 0.9, &mu, &sigma), -1);
	CHECK_EQ("p99 at the mean", ls_lognormal_fit(1, 1, &mu, &sigma), -1);
	CHECK_EQ("p99 too far", ls_lognormal_fit(1, largest * 1.001, &mu, &sigma), -1);
	CHECK_EQ("p99 just near enough", ls_lognormal_fit(1, largest * 0.999, &mu, &sigma), 0);
	CHECK_EQ("mean of 0", ls_lognormal_fit(0, 1, &mu, &sigma), -1);
	CHECK_EQ("NaN", ls_lognormal_fit(NAN, 1, &mu, &sigma), -1);
}

static double *draw(const struct ls_service *service, size_t n, uint64_t seed)
{
	double *x = malloc(n * sizeof *x);
	struct ls_time_law law;
	struct wr_rng rng;

	assert_non_null(x);
	ls_time_law_start(&law, &service->time);
	wr_rng_seed(&rng, seed);
	for (size_t i = 0; i < n; i++)
		x[i] = ls_time_law_draw(&law, &rng);
	return x;
}

TEST(samples_have_the_mean_and_the_p99_that_were_asked_for)
{
	const size_t n = 400000;
	struct ls_service service = { .time = { .law = LS_LOGNORMAL, .mean = 0.012, .p99 = 0.060 } };
	double *x = draw(&service, n, 3);
	double sd = sqrt(wr_variance(x, n)), q = wr_quantile(x, n, 0.99);
	/* density of the law at its p99, for the deviation of a sample quantile: sqrt(p (1-p) / n) / f */
	double mu, sigma, density;

	ls_lognormal_fit(0.012, 0.060, &mu, &sigma);
	density = exp(-2.3263478740408408 * 2.3263478740408408 / 2) / (0.060 * sigma * sqrt(2 * M_PI));
	CHECK_NEAR("mean", wr_mean(x, n), 0.012, 3 * sd / sqrt((double)n));
	CHECK_NEAR("p99", q, 0.060, 3 * sqrt(0.99 * 0.01 / (double)n) / density);
	free(x);
}

TEST(exponential_and_constant_times)
{
	const size_t n = 100000;
	struct ls_service service = { .time = { .law = LS_EXPONENTIAL, .mean = 2 } };
	double *x = draw(&service, n, 5);

	CHECK_NEAR("mean", wr_mean(x, n), 2, 3 * 2 / sqrt((double)n));
	/* the p99 of an exponential law is ln 100 times its mean */
	CHECK_NEAR("p99", wr_quantile(x, n, 0.99), 2 * 4.605170186, 3 * 2 * sqrt(0.99 / 0.01 / (double)n));
	free(x);
	service.time.law = LS_CONSTANT;
	x = draw(&service, 3, 4);
	CHECK_NEAR("constant", x[0] + x[1] + x[2], 6, 0);
	free(x);
}

TEST(empirical_times_are_drawn_from_the_file)
{
	static const double samples[] = { 0.001, 0.002, 0.002, 0.010 };
	const struct ls_time time = { .law = LS_EMPIRICAL, .mean = 0.00375, .samples = samples, .sample_count = 4 };
	struct ls_time_law law;
	struct wr_rng rng;
	int twos = 0, tens = 0;
	const int n = 40000;

	wr_rng_seed(&rng, 1);
	ls_time_law_start(&law, &time);
	for (int i = 0; i < n; i++) {
		double t = ls_time_law_draw(&law, &rng);

		CHECK(t == 0.001 || t == 0.002 || t == 0.010);
		twos += t == 0.002;
		tens += t == 0.010;
	}
	CHECK_NEAR("half", twos / (double)n, 0.5, 3 * 0.5 / sqrt(n));
	CHECK_NEAR("a quarter", tens / (double)n, 0.25, 3 * sqrt(0.25 * 0.75 / n));
}
