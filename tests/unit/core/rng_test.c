/*
 * rng_test.c - the test vectors were computed with a program of its own in
 * Python 3.11 from the published definition of xoshiro256** seeded by
 * splitmix64 (whose first value for seed 1234567, 6457827717110365317, is
 * widely published).
 */
#include "tests/unit/unit.h"

#include "core/rng.h"

TEST(the_numbers_are_the_published_ones)
{
	static const struct { uint64_t seed, first[4], thousandth; } vectors[] = {
		{ 0, { 0x99ec5f36cb75f2b4, 0xbf6e1f784956452a, 0x1a5f849d4933e6e0, 0x6aa594f1262d2d2c }, 0x7aac8c483a2edd2f },
		{ 1, { 0xb3f2af6d0fc710c5, 0x853b559647364cea, 0x92f89756082a4514, 0x642e1c7bc266a3a7 }, 0xb8517c33c344d153 },
		{ 42, { 0x15780b2e0c2ec716, 0x6104d9866d113a7e, 0xae17533239e499a1, 0xecb8ad4703b360a1 }, 0x8de5848c61ab8968 },
		{ UINT64_MAX, { 0x8f5520d52a7ead08, 0xc476a018caa1802d, 0x81de31c0d260469e, 0xbf658d7e065f3c2f },
		  0xc3c93ea5cde434cc },
	};

	for (size_t i = 0; i < sizeof vectors / sizeof *vectors; i++) {
		struct wr_rng r;
		uint64_t last = 0;

		wr_rng_seed(&r, vectors[i].seed);
		for (int k = 0; k < 1000; k++) {
			last = wr_rng_next(&r);
			if (k < 4)
				CHECK(last == vectors[i].first[k]);
		}
		CHECK(last == vectors[i].thousandth);
	}
}

/* Mean and variance of n draws. */
struct moments { double mean, variance, least, most; };

enum { DRAWS = 200000 };

static struct moments draw(double (*one)(struct wr_rng *))
{
	struct moments m = { 0, 0, INFINITY, -INFINITY };
	struct wr_rng r;
	double squares = 0;

	wr_rng_seed(&r, 7);
	for (int i = 1; i <= DRAWS; i++) {
		double x = one(&r), d = x - m.mean;

		m.mean += d / i;
		squares += d * (x - m.mean);
		m.least = fmin(m.least, x);
		m.most = fmax(m.most, x);
	}
	m.variance = squares / (DRAWS - 1);
	return m;
}

static double exponential(struct wr_rng *r) { return wr_rng_exponential(r, 3); }
static double lognormal(struct wr_rng *r) { return wr_rng_lognormal(r, 0.5, 0.25); }

/* Tolerances are five standard errors, sd / sqrt(200000) for the mean. */
TEST(moments_are_those_of_the_laws)
{
	struct moments m = draw(wr_rng_unit);

	CHECK_NEAR("uniform mean", m.mean, 0.5, 0.0033);
	CHECK_NEAR("uniform variance", m.variance, 1.0 / 12, 0.0009);
	CHECK(m.least >= 0 && m.most < 1 && m.least < 0.001 && m.most > 0.999);
	m = draw(exponential);
	CHECK_NEAR("exponential mean", m.mean, 3, 0.034);
	CHECK_NEAR("exponential variance", m.variance, 9, 0.29);
	CHECK(m.least >= 0);
	m = draw(wr_rng_normal);
	CHECK_NEAR("normal mean", m.mean, 0, 0.0112);
	CHECK_NEAR("normal variance", m.variance, 1, 0.0159);
	m = draw(lognormal);
	/* exp(mu + sigma^2 / 2); (exp(sigma^2) - 1) exp(2 mu + sigma^2) */
	CHECK_NEAR("lognormal mean", m.mean, 1.7010571, 0.0049);
	CHECK_NEAR("lognormal variance", m.variance, 0.1866196, 0.0036);
}

TEST(whole_numbers_below_n_are_uniform)
{
	static const uint64_t ns[] = { 1, 2, 3, 7, 100 };
	struct wr_rng r;

	wr_rng_seed(&r, 3);
	for (size_t c = 0; c < sizeof ns / sizeof *ns; c++) {
		unsigned counts[100] = { 0 };
		double chi = 0, want = 100000.0 / (double)ns[c], free = (double)(ns[c] - 1);

		for (int i = 0; i < 100000; i++) {
			uint64_t x = wr_rng_below(&r, ns[c]);

			CHECK(x < ns[c]);
			counts[x]++;
		}
		for (uint64_t i = 0; i < ns[c]; i++)
			chi += ((double)counts[i] - want) * ((double)counts[i] - want) / want;
		/* Mean and five standard deviations of the chi-squared law. */
		CHECK(chi <= free + 5 * sqrt(2 * free));
	}
}

TEST(a_range_that_does_not_divide_two_to_the_64_has_no_bias)
{
	/* 2^64 values onto 3 * 2^62 numbers: a remainder gives the lower third twice as often,
	 * a product the numbers that 3 divides. */
	uint64_t n = UINT64_C(3) << 62, lower = 0, divided = 0;
	struct wr_rng r;

	wr_rng_seed(&r, 9);
	for (int i = 0; i < 30000; i++) {
		uint64_t x = wr_rng_below(&r, n);

		lower += x < n / 3;
		divided += x % 3 == 0;
	}
	CHECK_NEAR("lower third", (double)lower / 30000, 1.0 / 3, 0.014);
	CHECK_NEAR("every third", (double)divided / 30000, 1.0 / 3, 0.014);
}
