#include "tests/unit/unit.h"

#include "core/rng.h"
#include "report/levels_p.h"

static size_t levels_of(const double *x, size_t n, struct rp_level *out)
{
	struct wr_arena *arena = wr_arena_new();
	size_t count;
	const struct rp_level *levels = rp_levels(x, n, arena, &count);

	for (size_t i = 0; i < count && i < 4; i++)
		out[i] = levels[i];
	wr_arena_free(arena);
	return count;
}

/* n = 20, ranks 1..10 first: U = 2 * 55 - 10 * 21 = -100, p = 2 exp(-60000 / 8400) = 0.0016. */
TEST(a_step_is_found_where_it_is)
{
	double x[20];
	struct rp_level l[4];

	for (int i = 0; i < 20; i++)
		x[i] = (i < 10 ? 100 : 110) + 0.1 * ((i * 7) % 10);
	CHECK_EQ("levels", levels_of(x, 20, l), 2);
	CHECK_EQ("first", l[0].first, 0);
	CHECK_EQ("length", l[0].count, 10);
	CHECK_EQ("second", l[1].first, 10);
	CHECK_EQ("length", l[1].count, 10);
	CHECK_NEAR("median of 100.0 .. 100.9", l[0].median, 100.45, 1e-9);
	CHECK_NEAR("median of 110.0 .. 110.9", l[1].median, 110.45, 1e-9);
}

/* n = 8: U = 2 * 10 - 4 * 9 = -16, p = 2 exp(-1536 / 576) = 0.14: four nights prove nothing. */
TEST(a_step_of_a_few_nights_is_not_proved)
{
	const double x[] = { 1, 1.1, 1.2, 1.3, 2, 2.1, 2.2, 2.3 };
	struct rp_level l[4];

	CHECK_EQ("levels", levels_of(x, 8, l), 1);
	CHECK_NEAR("median", l[0].median, 1.65, 1e-12);
}

/* n = 16: U = 2 * 36 - 8 * 17 = -64, p = 2 exp(-24576 / 4352) = 0.0070; 1.5 % is below what counts. */
TEST(a_small_step_does_not_count_however_sure)
{
	double small[16], large[16];
	struct rp_level l[4];

	for (int i = 0; i < 16; i++) {
		small[i] = (i < 8 ? 100 : 101.5) + 0.01 * i;
		large[i] = (i < 8 ? 100 : 103) + 0.01 * i;
	}
	CHECK_EQ("1.5 %", levels_of(small, 16, l), 1);
	CHECK_EQ("3 %", levels_of(large, 16, l), 2);
}

TEST(one_bad_night_is_no_level)
{
	double x[30];
	struct rp_level l[4];

	for (int i = 0; i < 30; i++)
		x[i] = 100 + (i * 7) % 10;
	x[20] = 1000;
	CHECK_EQ("levels", levels_of(x, 30, l), 1);
}

TEST(several_steps_are_several_levels)
{
	double x[60];
	struct rp_level l[4];

	for (int i = 0; i < 60; i++)
		x[i] = (i < 20 ? 100 : i < 40 ? 120 : 90) + 0.1 * ((i * 7) % 10);
	CHECK_EQ("levels", levels_of(x, 60, l), 3);
	CHECK_EQ("second", l[1].first, 20);
	CHECK_EQ("third", l[2].first, 40);
}

TEST(nothing_and_equal_values_have_no_change)
{
	double equal[40];
	struct rp_level l[4];

	for (int i = 0; i < 40; i++)
		equal[i] = 5;
	CHECK_EQ("nothing", levels_of(equal, 0, l), 0);
	CHECK_EQ("one", levels_of(equal, 1, l), 1);
	CHECK_EQ("equal", levels_of(equal, 40, l), 1);
}

/* Noise without a step: at the level of 1 % and with a least change, hardly ever. */
TEST(noise_is_hardly_ever_a_change)
{
	struct wr_rng rng;
	int found = 0;
	double x[60];
	struct rp_level l[4];

	wr_rng_seed(&rng, 11);
	for (int run = 0; run < 1000; run++) {
		for (int i = 0; i < 60; i++)
			x[i] = 100 + 20 * (wr_rng_unit(&rng) - 0.5);
		found += levels_of(x, 60, l) > 1;
	}
	if (found > 15)
		fail_msg("%d of 1000 histories of noise have a change", found);
}
