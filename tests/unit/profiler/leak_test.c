/* leak_test.c - memory that grows, fills and stays, with the noise of real processes. */
#include "tests/unit/unit.h"

#include "core/rng.h"
#include "profiler/leak.h"

enum { SAMPLES = 400 };
#define MIB 1048576.0

typedef double memory_at(double t);     /* MiB after t of 40 seconds */

static double steady(double t) { return t < 2 ? 50 * t : 100; }
static double leaking(double t) { return 100 + 0.5 * t; }
static double filling(double t) { return 100 + 100 * (1 - exp(-t / 6)); }
static double sawing(double t) { return 100 + 40 * (t - floor(t)); }
static double sawing_up(double t) { return sawing(t) + t; }
static double dripping(double t) { return 1000 + 0.05 * t; }
static double shrinking(double t) { return 200 - 2 * t; }

static struct pf_leak leak_of(memory_at *memory, double noise, uint64_t seed)
{
	double time[SAMPLES], size[SAMPLES];
	struct wr_rng rng;

	wr_rng_seed(&rng, seed);
	for (int i = 0; i < SAMPLES; i++) {
		time[i] = 40.0 * i / (int)SAMPLES;
		size[i] = (memory(time[i]) + noise * wr_rng_normal(&rng)) * MIB;
	}
	return pf_find_leak(time, size, SAMPLES);
}

TEST(what_leaks_is_told_from_what_fills_and_what_stays)
{
	static const struct { const char *what; memory_at *memory; enum pf_leak_answer want; } cases[] = {
		{ "steady", steady, PF_STEADY }, { "leaking", leaking, PF_LEAKS }, { "filling", filling, PF_FILLS },
		{ "saw", sawing, PF_STEADY }, { "rising saw", sawing_up, PF_LEAKS },
		{ "2 MiB of 1000", dripping, PF_STEADY }, { "shrinking", shrinking, PF_STEADY },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		for (uint64_t seed = 1; seed <= 20; seed++)
			CHECK_EQ(cases[i].what, leak_of(cases[i].memory, 0.5, seed).answer, cases[i].want);
}

TEST(the_rate_is_that_of_the_leak)
{
	/* Half a MiB per second. */
	CHECK_NEAR("exact", leak_of(leaking, 0, 1).per_second, 0.5 * MIB, 0.001 * MIB);
	CHECK_NEAR("noisy", leak_of(leaking, 1, 1).per_second, 0.5 * MIB, 0.05 * MIB);
}

/* 95 of 100 intervals hold the truth; of 200, 178 to 200 do, 4 standard deviations to either side. */
TEST(the_interval_holds_the_true_rate)
{
	int held = 0;

	for (uint64_t seed = 1; seed <= 200; seed++) {
		struct pf_leak l = leak_of(leaking, 5, seed);

		CHECK(l.low <= l.per_second && l.per_second <= l.high);
		held += l.low <= 0.5 * MIB && 0.5 * MIB <= l.high;
	}
	if (held < 178)
		fail_msg("%d of 200 intervals hold the truth", held);
}

/* The wanted false alarms are at most 1 in 1000 each; of 1000 steady runs some 0 or 1 are expected. */
TEST(noise_is_no_leak)
{
	int alarms = 0;

	for (uint64_t seed = 1; seed <= 1000; seed++)
		alarms += leak_of(steady, 30, seed).answer != PF_STEADY;
	CHECK(alarms <= 4);
}

TEST(too_little_is_not_known)
{
	double time[100], size[100];

	for (int i = 0; i < 100; i++) {
		time[i] = 0.01 * i;
		size[i] = i * MIB;
	}
	CHECK_EQ("a second", pf_find_leak(time, size, 100).answer, PF_LEAK_UNKNOWN);
	CHECK_EQ("few", pf_find_leak(time, size, 20).answer, PF_LEAK_UNKNOWN);
	CHECK_EQ("one", pf_find_leak(time, size, 1).answer, PF_LEAK_UNKNOWN);
	CHECK_EQ("none", pf_find_leak(time, size, 0).answer, PF_LEAK_UNKNOWN);
	CHECK(isnan(pf_find_leak(time, size, 20).per_second));
}
