/* arrivals_test.c - shapes and the schedule that walks along them. */
#include "tests/unit/unit.h"
#include "loadsim/schedule_p.h"
#include "loadsim/shapes_p.h"

static int kind_named(const char *name)
{
	for (int i = 0; ls_shapes()[i]; i++) {
		if (!strcmp(ls_shapes()[i]->name, name))
			return i;
	}
	fail_msg("no shape %s", name);
	return -1;
}

static struct ls_phase constant(double rate, double duration)
{
	struct ls_phase p = ls_phase_empty;

	p.kind = kind_named("constant");
	p.rate = rate;
	p.duration = duration;
	return p;
}

static struct ls_phase ramp(double from, double to, double duration)
{
	struct ls_phase p = ls_phase_empty;

	p.kind = kind_named("ramp");
	p.from = from;
	p.to = to;
	p.duration = duration;
	return p;
}

static struct ls_phase spike(double rate, double to, double at, double hold, double duration)
{
	struct ls_phase p = ls_phase_empty;

	p.kind = kind_named("spike");
	p.rate = rate;
	p.to = to;
	p.at = at;
	p.hold = hold;
	p.duration = duration;
	return p;
}

static struct ls_phase wave(double rate, double amplitude, double period, double duration)
{
	struct ls_phase p = ls_phase_empty;

	p.kind = kind_named("wave");
	p.rate = rate;
	p.amplitude = amplitude;
	p.period = period;
	p.duration = duration;
	return p;
}

static struct ls_phase step(double from, double to, double steps, double duration)
{
	struct ls_phase p = ls_phase_empty;

	p.kind = kind_named("step");
	p.from = from;
	p.to = to;
	p.steps = steps;
	p.duration = duration;
	return p;
}

/* 10/s for 2 s, nothing for 3 s, 40/s from then on. */
static struct ls_phase replay(double duration)
{
	static const struct ls_rate_point points[] = { { 0, 10, 0 }, { 2, 0, 20 }, { 5, 40, 20 } };
	struct ls_phase p = ls_phase_empty;

	p.kind = kind_named("replay");
	p.file = "rates.csv";
	p.points = points;
	p.point_count = 3;
	p.duration = duration;
	return p;
}

static double rate_at(const struct ls_phase *p, double t)
{
	return ls_shapes()[p->kind]->rate(p, t);
}

static double due_at(const struct ls_phase *p, double t)
{
	return ls_shapes()[p->kind]->due(p, t);
}

/* The mid-point rule: a jump of the rate costs at most half a step times its height. */
static double integrate(const struct ls_phase *p, double t)
{
	const int steps = 200000;
	double sum = 0;

	for (int i = 0; i < steps; i++)
		sum += rate_at(p, (i + 0.5) * t / steps);
	return sum * t / steps;
}

TEST(every_integral_is_that_of_its_rate)
{
	const struct ls_phase phases[] = {
		constant(50, 10), ramp(0, 100, 10), ramp(400, 50, 60), spike(20, 500, 3, 2, 10),
		spike(100, 5, 0, 10, 10), wave(100, 100, 7, 30), wave(10, 1, 0.5, 3),
		step(50, 400, 8, 16), step(30, 0, 2, 10), replay(8), replay(4),
	};

	for (size_t i = 0; i < sizeof phases / sizeof *phases; i++) {
		for (int part = 1; part <= 8; part++) {
			double t = phases[i].duration * part / 8;

			CHECK_NEAR(ls_shapes()[phases[i].kind]->name, due_at(&phases[i], t),
				   integrate(&phases[i], t), 0.03);
		}
		CHECK_NEAR("nothing is due at 0", due_at(&phases[i], 0), 0, 0);
	}
}

TEST(integrals_worked_by_hand)
{
	struct ls_phase p;

	p = constant(50, 10);
	CHECK_NEAR("constant", due_at(&p, 10), 500, 1e-9);
	p = ramp(50, 400, 60);          /* mean 225 over 60 s */
	CHECK_NEAR("ramp", due_at(&p, 60), 13500, 1e-9);
	CHECK_NEAR("ramp, half way", due_at(&p, 30), 30 * (50 + 225) / 2.0, 1e-9);
	p = spike(20, 500, 3, 2, 10);   /* 8 s of 20, 2 s of 500 */
	CHECK_NEAR("spike", due_at(&p, 10), 1160, 1e-9);
	CHECK_NEAR("spike, in the peak", due_at(&p, 4), 3 * 20 + 500, 1e-9);
	CHECK_NEAR("rate before the peak", rate_at(&p, 2.999), 20, 0);
	CHECK_NEAR("rate in the peak", rate_at(&p, 3), 500, 0);
	CHECK_NEAR("rate after the peak", rate_at(&p, 5), 20, 0);
	p = step(10, 40, 4, 8);         /* 2 s each of 10, 20, 30, 40 */
	CHECK_NEAR("steps", due_at(&p, 8), 200, 1e-9);
	CHECK_NEAR("in the third step", due_at(&p, 5), 20 + 40 + 30, 1e-9);
	CHECK_NEAR("rate of the first", rate_at(&p, 1.999), 10, 0);
	CHECK_NEAR("rate of the second", rate_at(&p, 2), 20, 1e-12);
	CHECK_NEAR("rate of the last, to its end", rate_at(&p, 8), 40, 1e-12);
	p = replay(7);                  /* 20, nothing, 2 s of 40 */
	CHECK_NEAR("replay", due_at(&p, 7), 100, 1e-9);
	CHECK_NEAR("in the gap", due_at(&p, 4), 20, 1e-9);
	CHECK_NEAR("rate in the gap", rate_at(&p, 3), 0, 0);
	CHECK_NEAR("the last holds to the end", rate_at(&p, 100), 40, 0);
	p = wave(100, 50, 8, 32);       /* whole periods: the mean */
	CHECK_NEAR("wave", due_at(&p, 32), 3200, 1e-9);
	CHECK_NEAR("wave, top", rate_at(&p, 2), 150, 1e-9);
	CHECK_NEAR("wave, bottom", rate_at(&p, 6), 50, 1e-9);
	CHECK_NEAR("half a period: 400 + 50 * 8 / pi", due_at(&p, 4), 527.32395447351627, 1e-9);
}

/* Between two corners the rate is one straight line; only the wave bends there, and little. */
TEST(corners_are_where_rates_jump_or_bend)
{
	const struct ls_phase phases[] = {
		constant(50, 10), ramp(0, 100, 10), spike(20, 500, 3, 2, 10), step(50, 400, 7, 10), replay(8),
		wave(100, 100, 7, 30),
	};

	for (size_t i = 0; i < sizeof phases / sizeof *phases; i++) {
		const struct ls_phase *p = &phases[i];
		const struct ls_shape *shape = ls_shapes()[p->kind];
		double t = 0, slack = strcmp(shape->name, "wave") ? 1e-6 : 2;   /* 100 (1 - cos(pi/16)) = 1.92 */

		for (int n = 0; t < p->duration; n++) {
			double end = shape->corner ? fmin(shape->corner(p, t), p->duration) : p->duration;
			double first = shape->rate(p, t), last = shape->rate(p, t + (end - t) * (1 - 1e-9));

			assert_true(end > t && n < 1000);
			for (int k = 1; k < 8; k++)
				CHECK_NEAR(shape->name, shape->rate(p, t + (end - t) * k / 8),
					   first + (last - first) * k / 8, slack);
			t = end;
		}
	}
}

static struct ls_scenario with_phases(struct ls_phase *phases, size_t n, int arrivals)
{
	return (struct ls_scenario){ .path = "t", .name = "t", .phases = phases, .phase_count = n,
				     .arrivals = arrivals };
}

/* All arrivals; the caller frees. */
static double *arrivals_of(const struct ls_scenario *s, uint64_t seed, size_t *n)
{
	size_t cap = (size_t)(2 * ls_schedule_requests(s)) + 100;
	double *times = malloc(cap * sizeof *times);
	struct ls_schedule c;

	assert_non_null(times);
	ls_schedule_start(&c, s, seed);
	*n = 0;
	while (*n < cap && ls_schedule_next(&c, &times[*n]))
		++*n;
	CHECK(*n < cap);
	for (size_t i = 1; i < *n; i++)
		CHECK(times[i] >= times[i - 1]);
	return times;
}

static void check_even(const char *what, struct ls_phase phase, size_t want)
{
	struct ls_scenario s = with_phases(&phase, 1, LS_EVEN);
	size_t n;
	double *t = arrivals_of(&s, 1, &n);

	CHECK_EQ(what, n, want);
	for (size_t i = 0; i < n; i++)
		CHECK_NEAR(what, due_at(&phase, t[i]), (double)i, 1e-6);
	free(t);
}

TEST(the_nth_even_arrival_is_where_the_integral_is_n)
{
	check_even("constant", constant(50, 10), 500);
	check_even("a rate that is no binary fraction", constant(0.1, 100), 10);
	check_even("less than one", constant(0.01, 10), 1);
	check_even("ramp up from 0", ramp(0, 100, 10), 500);
	check_even("ramp down to 0", ramp(100, 0, 10), 500);
	check_even("ramp", ramp(50, 400, 60), 13500);
	check_even("spike", spike(20, 500, 3, 2, 10), 1160);
	check_even("spike of a factor of a million", spike(0.001, 1000, 5000, 1, 10000), 1010);
	check_even("wave that touches 0", wave(100, 100, 2, 10), 1000);
	check_even("long", constant(100000, 10), 1000000);
}

TEST(even_arrivals_of_a_constant_rate_are_evenly_spaced)
{
	struct ls_phase phase = constant(8, 2);
	struct ls_scenario s = with_phases(&phase, 1, LS_EVEN);
	size_t n;
	double *t = arrivals_of(&s, 1, &n);

	CHECK_EQ("n", n, 16);
	for (size_t i = 0; i < n; i++)
		CHECK_NEAR("t", t[i], (double)i / 8, 1e-9);
	free(t);
}

TEST(phases_follow_each_other_without_gap_or_overlap)
{
	/* 10/s for 1 s, 100/s for 1 s, 2.5/s for 2 s: 10 + 100 + 5 */
	struct ls_phase phases[] = { constant(10, 1), constant(100, 1), constant(2.5, 2) };
	struct ls_scenario s = with_phases(phases, 3, LS_EVEN);
	size_t n;
	double *t = arrivals_of(&s, 1, &n);

	CHECK_NEAR("seconds", ls_schedule_seconds(&s), 4, 0);
	CHECK_NEAR("requests", ls_schedule_requests(&s), 115, 1e-9);
	CHECK_EQ("n", n, 115);
	CHECK_NEAR("last of the first phase", t[9], 0.9, 1e-9);
	CHECK_NEAR("first of the second", t[10], 1, 1e-9);
	CHECK_NEAR("second of the second", t[11], 1.01, 1e-9);
	CHECK_NEAR("first of the third", t[110], 2, 1e-9);
	CHECK_NEAR("last", t[114], 3.6, 1e-9);
	free(t);
}

TEST(a_request_carries_over_from_phase_to_phase)
{
	/* 0.5 due in the first: the second arrival is 0.5 into the second phase's integral */
	struct ls_phase phases[] = { constant(0.5, 1), constant(1, 4) };
	struct ls_scenario s = with_phases(phases, 2, LS_EVEN);
	size_t n;
	double *t = arrivals_of(&s, 1, &n);

	CHECK_EQ("n", n, 5);
	CHECK_NEAR("first", t[0], 0, 0);
	CHECK_NEAR("second", t[1], 1.5, 1e-9);
	free(t);
}

/* Counts in equal stretches of the integral of a Poisson process are Poisson:
 * mean and variance both equal the stretch; the number is within 4 sigma. */
static void check_poisson(const char *what, struct ls_phase phase, uint64_t seed)
{
	struct ls_scenario s = with_phases(&phase, 1, LS_POISSON);
	double expected = ls_schedule_requests(&s), mean = 0, square = 0;
	size_t n, bins = (size_t)(expected / 10);
	double *t = arrivals_of(&s, seed, &n);
	double *counts = calloc(bins + 1, sizeof *counts);

	assert_non_null(counts);
	CHECK_NEAR(what, (double)n, expected, 4 * sqrt(expected));
	for (size_t i = 0; i < n; i++)
		counts[(size_t)(due_at(&phase, t[i]) / 10)]++;
	for (size_t i = 0; i < bins; i++) {
		mean += counts[i] / (double)bins;
		square += counts[i] * counts[i] / (double)bins;
	}
	CHECK_NEAR(what, mean, 10, 4 * sqrt(10 / (double)bins));
	/* variance of a sample variance of Poisson(m): (m + 2 m^2) / bins, about */
	CHECK_NEAR(what, square - mean * mean, 10, 4 * sqrt((10 + 2 * 100) / (double)bins));
	free(counts);
	free(t);
}

TEST(poisson_arrivals_are_poisson_in_the_time_of_the_integral)
{
	check_poisson("constant", constant(1000, 50), 11);
	check_poisson("ramp", ramp(0, 2000, 50), 12);
	check_poisson("spike", spike(500, 5000, 20, 5, 50), 13);
	check_poisson("wave", wave(1000, 1000, 10, 50), 14);
}

TEST(the_same_seed_gives_the_same_arrivals)
{
	struct ls_phase phase = constant(100, 2);
	struct ls_scenario s = with_phases(&phase, 1, LS_POISSON);
	size_t n1, n2, n3;
	double *a = arrivals_of(&s, 5, &n1), *b = arrivals_of(&s, 5, &n2), *c = arrivals_of(&s, 6, &n3);

	CHECK_EQ("n", n1, n2);
	assert_memory_equal(a, b, n1 * sizeof *a);
	CHECK(a[0] != c[0]);
	free(a);
	free(b);
	free(c);
}

/* Arrivals jump over a gap in which nothing is due, whatever the law. */
TEST(a_gap_stays_empty)
{
	struct ls_phase phase = replay(6);

	for (int law = LS_EVEN; law <= LS_POISSON; law++) {
		struct ls_scenario s = with_phases(&phase, 1, law);
		size_t n, after = 0;
		double *t = arrivals_of(&s, 3, &n);

		for (size_t i = 0; i < n; i++) {
			CHECK(t[i] <= 2 + 1e-9 || t[i] >= 5 - 1e-9);
			after += t[i] >= 5 - 1e-9;
		}
		CHECK(law != LS_EVEN || n == 60);
		/* the 21st is due at the end of the one stretch or the start of the other, which is the same to the integral */
		CHECK(law != LS_EVEN || after == 40 || after == 39);
		free(t);
	}
}

static void check_refused(struct ls_phase phase, const char *part)
{
	struct wr_err err = { 0 };

	phase.mark = (struct wr_mark){ 7, 3 };
	CHECK(ls_shapes()[phase.kind]->check(&phase, "s.yaml", &err) == -1);
	CHECK_EQ("code", err.code, WR_EUSAGE);
	CHECK_HAS(err.message, "s.yaml:7:3: ");
	CHECK_HAS(err.message, part);
}

TEST(a_shape_takes_its_own_fields_and_no_others)
{
	struct ls_phase p = constant(1, 1);

	CHECK(ls_shapes()[p.kind]->check(&p, "s.yaml", NULL) == 0);
	p.to = 4;
	check_refused(p, "'constant' does not take 'to'");
	p = constant(NAN, 1);
	check_refused(p, "'constant' needs 'rate'");
	p = ramp(1, NAN, 1);
	check_refused(p, "'ramp' needs 'to'");
	p = ramp(0, 0, 1);
	check_refused(p, "from 0 to 0");
	p = spike(1, 0, 0, 1, 1);
	check_refused(p, "the rate of the peak, must be above 0");
	p = spike(1, 9, 8, 3, 10);
	check_refused(p, "the peak ends 11 s into a phase of 10 s");
	p = wave(10, 11, 1, 1);
	check_refused(p, "may not exceed 'rate'");
	p = wave(10, 10, NAN, 1);
	check_refused(p, "'wave' needs 'period'");
	p = step(0, 0, 4, 1);
	check_refused(p, "steps from 0 to 0");
	p = step(1, 2, 2.5, 1);
	check_refused(p, "a whole number");
	p = replay(1);
	p.rate = 3;
	check_refused(p, "'replay' does not take 'rate'");
	p = constant(1, 1);
	p.file = "rates.csv";
	check_refused(p, "'constant' does not take 'file'");
}
