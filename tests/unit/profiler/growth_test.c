/* growth_test.c - the class of growth, on costs whose class is known. */
#include "tests/unit/unit.h"

#include <stdio.h>
#include "core/rng.h"
#include "profiler/growth.h"

enum { SIZES = 10 };

static double cost(enum pf_growth g, double n)
{
	switch (g) {
	case PF_GROWS_NOT:
		return 1;
	case PF_GROWS_LOG:
		return log2(n);
	case PF_GROWS_LINEAR:
		return n;
	case PF_GROWS_LINEAR_LOG:
		return n * log2(n);
	case PF_GROWS_SQUARE:
		return n * n;
	case PF_GROWS_CUBE:
		return n * n * n;
	default:
		return exp2(n);
	}
}

/* Sizes as one would take them: three decades, two for the cube, 4..24 for what doubles. */
static void sizes_for(enum pf_growth g, double *n)
{
	double from = g == PF_GROWS_EXPONENTIAL ? 4 : g >= PF_GROWS_SQUARE ? 30 : 1000;
	double to = g == PF_GROWS_EXPONENTIAL ? 24 : g >= PF_GROWS_SQUARE ? 3000 : 1e6;

	for (int i = 0; i < SIZES; i++)
		n[i] = round(from * pow(to / from, (double)i / ((int)SIZES - 1)));
}

/* The start costs between nothing and a tenth of the largest, and every time is off by `noise`. */
static struct pf_fit try(enum pf_growth g, double noise, struct wr_rng *rng)
{
	double n[SIZES], y[SIZES], start;

	sizes_for(g, n);
	start = wr_rng_unit(rng) * 0.1 * cost(g, n[SIZES - 1]);
	for (int i = 0; i < SIZES; i++)
		y[i] = (start + cost(g, n[i])) * 1e-6 * wr_rng_lognormal(rng, 0, noise);
	return pf_fit_growth(n, y, SIZES);
}

static void trials(double noise, int *right, int *wrong)
{
	struct wr_rng rng;

	wr_rng_seed(&rng, 20);
	*right = *wrong = 0;
	for (int i = 0; i < 200; i++) {
		enum pf_growth g = (enum pf_growth)wr_rng_below(&rng, PF_GROWTHS);
		struct pf_fit f = try(g, noise, &rng);

		*right += f.growth == g;
		*wrong += f.growth != g && f.growth != PF_GROWTH_UNKNOWN;
	}
	printf("noise %.1f %%: %d right, %d wrong of 200\n", 100 * noise, *right, *wrong);
}

TEST(the_class_is_right_in_95_of_100_trials)
{
	int right, wrong;

	trials(0.01, &right, &wrong);
	CHECK(right >= 190 && wrong <= 4);
	trials(0.03, &right, &wrong);
	CHECK(right >= 190 && wrong <= 4);
}

/* What cannot be told must not be told: with much noise the answers become fewer, not wrong. */
TEST(noise_makes_it_silent_and_not_wrong)
{
	int right, wrong;

	trials(0.15, &right, &wrong);
	CHECK(wrong <= 20);
	CHECK(right >= 100);
}

TEST(exact_costs_are_told_exactly)
{
	double n[SIZES], y[SIZES];

	for (int g = 0; g < PF_GROWTHS; g++) {
		sizes_for((enum pf_growth)g, n);
		for (int i = 0; i < SIZES; i++)
			y[i] = 5 + cost((enum pf_growth)g, n[i]);
		CHECK_EQ("class", pf_fit_growth(n, y, SIZES).growth, g);
		CHECK_NEAR("error", pf_fit_growth(n, y, SIZES).error, 0, 0.01);
	}
}

static void check_silent(const char *what, const double *n, const double *y, size_t count, const char *why)
{
	struct pf_fit f = pf_fit_growth(n, y, count);

	CHECK_EQ(what, f.growth, PF_GROWTH_UNKNOWN);
	CHECK_HAS(f.why, why);
}

TEST(what_cannot_be_told_says_why)
{
	static const double n[] = { 100, 200, 400, 800, 1600, 3200 }, near[] = { 100, 110, 120, 130, 140, 150 };
	static const double linear[] = { 1, 2, 4, 8, 16, 32 }, wild[] = { 5, 1, 9, 1, 7, 2 };
	static const double hardly[] = { 100.0, 100.1, 100.4, 100.8, 101.6, 103.2 };

	check_silent("few", n, linear, 4, "too few");
	check_silent("near", near, linear, 6, "less than twice");
	check_silent("wild", n, wild, 6, "none of the classes");
	check_silent("hardly", n, hardly, 6, "too small");
	CHECK_EQ("linear", pf_fit_growth(n, linear, 6).growth, PF_GROWS_LINEAR);
}
