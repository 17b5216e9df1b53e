#include "tests/unit/unit.h"

#include <stdio.h>
#include "report/axis_p.h"

static void check_ticks(const struct rp_axis *axis, const char *unit, const char *want)
{
	double ticks[RP_TICKS_MAX];
	char got[400] = "", text[64];
	size_t n = rp_axis_ticks(axis, unit, 5, ticks);

	for (size_t i = 0; i < n; i++)
		snprintf(got + strlen(got), sizeof got - strlen(got), "%s%s", i ? ", " : "",
			 rp_tick_text(text, sizeof text, ticks[i], unit));
	CHECK_STR(got, want);
}

TEST(ticks_are_round_in_the_unit)
{
	struct rp_axis axis = rp_axis_over(0, 0.093, "s", false);

	check_ticks(&axis, "s", "0 s, 20 ms, 40 ms, 60 ms, 80 ms, 100 ms");
	axis = rp_axis_over(0, 55.0 * 1024 * 1024, "B", false);
	check_ticks(&axis, "B", "0 B, 20 MiB, 40 MiB, 60 MiB");
	axis = rp_axis_over(0, 5e6, "B", false);
	check_ticks(&axis, "B", "0 B, 1 MiB, 2 MiB, 3 MiB, 4 MiB, 5 MiB");
	axis = rp_axis_over(0, 1, "ratio", false);
	check_ticks(&axis, "ratio", "0 %, 20 %, 40 %, 60 %, 80 %, 100 %");
	axis = rp_axis_over(-3, 4, "1", false);
	check_ticks(&axis, "1", "-4, -2, 0, 2, 4");
	axis = rp_axis_over(0, 600, "s", false);
	check_ticks(&axis, "s", "0 s, 2 min 0 s, 4 min 0 s, 6 min 0 s, 8 min 0 s, 10 min 0 s");
}

TEST(a_logarithmic_axis_names_powers)
{
	struct rp_axis axis = rp_axis_over(10, 100000, "1", true);

	CHECK(axis.log);
	check_ticks(&axis, "1", "10, 100, 1,000, 10,000, 100,000");
	axis = rp_axis_over(0.01, 0.2, "s", true);
	check_ticks(&axis, "s", "10 ms, 20 ms, 50 ms, 100 ms, 200 ms");
	axis = rp_axis_over(0, 10, "1", true);
	CHECK(!axis.log);
}

TEST(places_are_linear_in_the_value_or_its_logarithm)
{
	struct rp_axis axis = { .low = 1, .high = 100, .from = 0, .to = 10, .log = true };

	CHECK_NEAR("middle of two decades", rp_axis_at(&axis, 10), 5, 1e-12);
	axis.log = false;
	axis.low = 0;
	CHECK_NEAR("a quarter", rp_axis_at(&axis, 25), 2.5, 1e-12);
}

TEST(a_range_of_nothing_is_widened)
{
	static const double values[] = { 0, 5, -5, 1e-300, 1e200, -1e200 };

	for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
		struct rp_axis axis = rp_axis_over(values[i], values[i], "1", i == 1);

		CHECK(axis.low < axis.high);
		CHECK(isfinite(rp_axis_at(&axis, values[i])));
		CHECK(axis.low <= values[i] && values[i] <= axis.high);
	}
}

TEST(extreme_ranges_have_a_few_ticks)
{
	double ticks[RP_TICKS_MAX];
	struct rp_axis wide = rp_axis_over(-1e200, 1e200, "s", false), tiny = rp_axis_over(0, 5e-324, "s", false);
	struct rp_axis decades = rp_axis_over(1e-150, 1e150, "s", true);

	CHECK(rp_axis_ticks(&wide, "s", 5, ticks) <= RP_TICKS_MAX);
	CHECK(rp_axis_ticks(&tiny, "s", 5, ticks) <= RP_TICKS_MAX);
	CHECK(isfinite(rp_axis_at(&tiny, 5e-324)));
	CHECK(rp_axis_ticks(&decades, "s", 5, ticks) >= 2);
}
