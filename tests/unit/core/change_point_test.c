/* change_point_test.c - where a series changed its level. */
#include "tests/unit/unit.h"

#include "core/rng.h"
#include "core/change_point.h"

TEST(the_best_split_is_worked_by_hand)
{
	/* Five 0s and five 1s: split at 5, no distance within, all between 1: Q = 25 / 10 * 2 = 5. */
	static const double step[] = { 0, 0, 0, 0, 0, 1, 1, 1, 1, 1 };
	/* 5 and 6 values, one of the right ones astray: between 5 * 5 = 25 of 30, within the right
	 * 5 pairs of distance 1 in 36 ordered: Q = 30 / 11 * (2 * 25 / 30 - 10 / 36) = 3.787878... */
	static const double astray[] = { 0, 0, 0, 0, 0, 1, 1, 1, 0, 1, 1 };
	double q;

	CHECK_EQ("at", wr_best_split(step, 10, &q), 5);
	CHECK_NEAR("q", q, 5, 1e-12);
	CHECK_EQ("at", wr_best_split(astray, 11, &q), 5);
	CHECK_NEAR("q", q, 30.0 / 11 * (50.0 / 30 - 10.0 / 36), 1e-12);
}

static void fill(double *x, size_t from, size_t to, double level, double noise, struct wr_rng *rng)
{
	for (size_t i = from; i < to; i++)
		x[i] = level * (1 + noise * wr_rng_normal(rng));
}

TEST(two_steps_are_found_where_they_are)
{
	struct wr_change_point points[WR_MOST_CHANGE_POINTS];
	struct wr_rng rng;
	double x[90];

	wr_rng_seed(&rng, 3);
	fill(x, 0, 30, 100, 0.01, &rng);
	fill(x, 30, 60, 110, 0.01, &rng);
	fill(x, 60, 90, 95, 0.01, &rng);
	CHECK_EQ("points", wr_find_change_points(x, 90, points), 2);
	CHECK_NEAR("first", (double)points[0].at, 30, 1);
	CHECK_NEAR("second", (double)points[1].at, 60, 1);
	CHECK_NEAR("before", points[0].before, 100, 1);
	CHECK_NEAR("after", points[0].after, 110, 1);
	CHECK_NEAR("last", points[1].after, 95, 1);
}

TEST(noise_without_a_step_has_no_change_points)
{
	struct wr_change_point points[WR_MOST_CHANGE_POINTS];
	struct wr_rng rng;
	double x[60];
	size_t found = 0;

	wr_rng_seed(&rng, 4);
	for (int i = 0; i < 100; i++) {
		fill(x, 0, 60, 100, 0.05, &rng);
		found += wr_find_change_points(x, 60, points);
	}
	CHECK(found <= 2);
}

TEST(an_outlier_is_no_level)
{
	struct wr_change_point points[WR_MOST_CHANGE_POINTS];
	struct wr_rng rng;
	double x[40];

	wr_rng_seed(&rng, 5);
	fill(x, 0, 40, 100, 0.01, &rng);
	x[20] = 300;
	CHECK_EQ("points", wr_find_change_points(x, 40, points), 0);
}

TEST(small_and_short_changes_are_not_told)
{
	static const double constant[20] = { 0 }, few[] = { 1, 1, 1, 1, 9, 9, 9, 9, 9 };
	struct wr_change_point points[WR_MOST_CHANGE_POINTS];
	double x[60];

	for (int i = 0; i < 60; i++)
		x[i] = i < 30 ? 100 + i % 2 * 0.1 : 101 + i % 2 * 0.1;
	CHECK_EQ("one in a hundred", wr_find_change_points(x, 60, points), 0);
	CHECK_EQ("constant", wr_find_change_points(constant, 20, points), 0);
	CHECK_EQ("few", wr_find_change_points(few, 9, points), 0);
	CHECK_EQ("none", wr_find_change_points(few, 0, points), 0);
}

/* What the sums over ranks give is what visiting every pair gives. */
static double slow_q(const double *x, size_t n, size_t at)
{
	double between = 0, left = 0, right = 0, m = (double)at, k = (double)(n - at);

	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < i; j++)
			*(i < at ? &left : j >= at ? &right : &between) += fabs(x[i] - x[j]);
	return m * k / (m + k) * (2 * between / (m * k) - 2 * left / (m * m) - 2 * right / (k * k));
}

TEST(every_pair_is_counted_also_among_equal_values)
{
	struct wr_rng rng;
	double x[41], q;

	wr_rng_seed(&rng, 6);
	for (int round = 0; round < 50; round++) {
		double best = -INFINITY;
		size_t at;

		for (size_t i = 0; i < 41; i++)
			x[i] = round % 2 ? wr_rng_normal(&rng) : (double)wr_rng_below(&rng, 4);
		for (size_t i = WR_SHORTEST_LEVEL; i <= 41 - WR_SHORTEST_LEVEL; i++)
			best = fmax(best, slow_q(x, 41, i));
		at = wr_best_split(x, 41, &q);
		CHECK_NEAR("best", q, best, 1e-9);
		CHECK_NEAR("at", slow_q(x, 41, at), best, 1e-9);
	}
}

TEST(a_step_of_a_few_nights_is_not_proved)
{
	static const double x[] = { 1, 1.1, 1.2, 1.3, 2, 2.1, 2.2, 2.3 };
	struct wr_change_point points[WR_MOST_CHANGE_POINTS];

	CHECK_EQ("points", wr_find_change_points(x, 8, points), 0);
}
