#include "tests/unit/unit.h"

#include <stdio.h>
#include "core/rng.h"
#include "profiler/verdict.h"

TEST(looks_are_at_10_20_and_the_last)
{
	CHECK_EQ("40: first", pf_next_look(0, 40), 10);
	CHECK_EQ("40: second", pf_next_look(10, 40), 20);
	CHECK_EQ("40: third", pf_next_look(20, 40), 40);
	CHECK_EQ("40: end", pf_next_look(40, 40), 0);
	CHECK_EQ("100: third", pf_next_look(20, 100), 100);
	CHECK_EQ("20: first", pf_next_look(0, 20), 10);
	CHECK_EQ("20: second", pf_next_look(10, 20), 20);
	CHECK_EQ("20: end", pf_next_look(20, 20), 0);
	CHECK_EQ("15", pf_next_look(10, 15), 15);
	CHECK_EQ("10", pf_next_look(0, 10), 10);
	CHECK_EQ("10: end", pf_next_look(10, 10), 0);
	CHECK_EQ("3", pf_next_look(0, 3), 3);
	CHECK_EQ("3: end", pf_next_look(3, 3), 0);
}

static struct pf_verdict judge_constant(double ratio, size_t n, double same, double d)
{
	double x[64], a[8];

	for (size_t i = 0; i < n; i++)
		x[i] = log(ratio) + 1e-6 * (double)i;
	for (size_t i = 0; i < 8; i++)
		a[i] = log(same);
	return pf_judge(x, n, a, same > 0 ? 8 : 0, d);
}

TEST(ten_pairs_all_worse_fail)
{
	struct pf_verdict v = judge_constant(1.05, 10, 1.0, 0.02);

	CHECK_EQ("answer", v.answer, WR_CHANGE_FAIL);
	CHECK_NEAR("p", v.p, 1 / 1024.0, 1e-12);        /* all of 2^10 signs, one as extreme */
	CHECK_NEAR("shift", v.shift, log(1.05), 1e-5);
	CHECK_EQ("needed", v.pairs_needed, 0);
}

TEST(fewer_than_nine_pairs_cannot_fail)
{
	CHECK_EQ("8", judge_constant(1.5, 8, 1.0, 0.02).answer, WR_CHANGE_INCONCLUSIVE);        /* 2^-8 = 0.0039063 */
	CHECK_EQ("9", judge_constant(1.5, 9, 1.0, 0.02).answer, WR_CHANGE_FAIL);
	CHECK_EQ("1", judge_constant(1.0, 1, 1.0, 0.02).answer, WR_CHANGE_INCONCLUSIVE);
}

/* 18 pairs at +10 % and two at -50 %: the two have the ranks 19 and 20 of 20. There are 1, 1, 1, 2, 2, 3, 4, 5, 6, 8... subsets
 * of 1 to 20 with the sums 0, 1, 2...; 6,333 of 2^20 have a sum of at most 39 (counted with Python). */
TEST(two_wild_pairs_of_twenty_do_not_hide_a_tenth)
{
	double x[20];
	struct pf_verdict v;

	for (int i = 0; i < 20; i++)
		x[i] = i < 18 ? log(1.1) + 1e-6 * i : log(0.5) - i;
	v = pf_judge(x, 20, NULL, 0, 0.02);
	CHECK_NEAR("p", v.p, 6333.0 / 1048576, 1e-12);
	CHECK_EQ("answer", v.answer, WR_CHANGE_FAIL);
}

/* Of n = 9 with the values 1 to 9 the median of a resample is at most 3 with the chance that 5 of 9 draws are at most 3:
 * sum over k >= 5 of C(9, k) (1/3)^k (2/3)^(9 - k) = 0.145, at most 2: 0.030, at most 1: 0.0014. So 2.5 % lies at 2. */
TEST(the_bootstrap_of_a_median_is_worked_by_hand)
{
	static const double x[] = { 1, 2, 3, 4, 5, 6, 7, 8, 9 };
	double low, high, again[2];

	pf_bootstrap_median(x, 9, &low, &high);
	CHECK_NEAR("low", low, 2, 0);
	CHECK_NEAR("high", high, 8, 0);
	pf_bootstrap_median(x, 9, &again[0], &again[1]);
	CHECK_NEAR("repeats", again[0] + again[1], low + high, 0);
}

TEST(the_threshold_is_practical_not_only_statistical)
{
	struct pf_verdict v = judge_constant(1.015, 40, 1.0, 0.02);

	CHECK(v.p < 1e-9);
	CHECK_EQ("1.5 % of 2 %", v.answer, WR_CHANGE_PASS);
	CHECK_EQ("2.1 % of 2 %", judge_constant(1.021, 40, 1.0, 0.02).answer, WR_CHANGE_FAIL);
	CHECK_EQ("1.9 % of 2 %", judge_constant(1.019, 40, 1.0, 0.02).answer, WR_CHANGE_PASS);
	CHECK_EQ("faster", judge_constant(0.5, 10, 1.0, 0.02).answer, WR_CHANGE_PASS);
}

TEST(the_noise_of_base_against_base_is_a_floor)
{
	struct pf_verdict v = judge_constant(1.05, 40, 1.03, 0.02);

	/* 5 % is significant and above 2 %, but not twice the 3 % that base differs from itself. */
	CHECK_EQ("answer", v.answer, WR_CHANGE_INCONCLUSIVE);
	CHECK_NEAR("noise", v.noise, log(1.03), 1e-12);
	CHECK_EQ("more pairs would not help", v.pairs_needed, 0);
	CHECK_EQ("either sign", judge_constant(1.05, 40, 1 / 1.03, 0.02).answer, WR_CHANGE_INCONCLUSIVE);
	CHECK_EQ("well above", judge_constant(1.07, 40, 1.03, 0.02).answer, WR_CHANGE_FAIL);
	CHECK_EQ("without A/A pairs", judge_constant(1.05, 40, 0, 0.02).answer, WR_CHANGE_FAIL);
}

TEST(identical_values_pass)
{
	double x[10] = { 0 };
	struct pf_verdict v = pf_judge(x, 10, x, 2, 0.05);

	CHECK_EQ("answer", v.answer, WR_CHANGE_PASS);
	CHECK_NEAR("p", v.p, 1, 0);
	CHECK_NEAR("shift", v.shift, 0, 0);
}

/*
 * x = -0.06, -0.05 .. 0.03 and d = 2 %.  By hand: the sample is symmetric about
 * -0.015, which is the shift; the critical value of n = 10 at one-sided 5 % is
 * 10 (P(W <= 10) = 0.0420, P(W <= 11) = 0.0527; Hollander, Wolfe and Chicken, table A.4),
 * so the bound is the 11th largest Walsh average.  From above: the averages are
 * (i + j) / 2 hundredths with i <= j; sums 6: 1 (3+3), 5: 1, 4: 2, 3: 2, 2: 3, 1: 3,
 * which makes 9 down to sum 2 and 12 down to 1: the 11th has the sum 1, 0.005.
 */
TEST(the_bound_is_the_walsh_average_of_the_tables)
{
	double x[10];
	struct pf_verdict v;

	for (int i = 0; i < 10; i++)
		x[i] = 0.01 * (i - 6);
	v = pf_judge(x, 10, NULL, 0, 0.02);
	CHECK_NEAR("shift", v.shift, -0.015, 1e-12);
	CHECK_NEAR("bound", v.bound, 0.005, 1e-12);
	CHECK_EQ("answer", v.answer, WR_CHANGE_PASS);
}

TEST(an_inconclusive_answer_says_how_many_pairs_it_takes)
{
	double x[40];
	struct wr_rng rng;
	struct pf_verdict v;

	/* Spread 10 %, no shift, threshold 2 %: to push the bound below ln(1.04) takes about
	 * (1.645 * 0.1 / 0.0392)^2 / 0.955 = 18; at 3 times the spread 166. */
	wr_rng_seed(&rng, 3);
	for (size_t i = 0; i < 40; i++)
		x[i] = 0.3 * wr_rng_normal(&rng);
	v = pf_judge(x, 40, NULL, 0, 0.02);
	CHECK_EQ("answer", v.answer, WR_CHANGE_INCONCLUSIVE);
	CHECK(v.pairs_needed > 60 && v.pairs_needed < 1000);
	/* Never fewer than there are. */
	CHECK(v.pairs_needed > 40);
}

/* ---- the whole procedure on simulated runs ---- */

struct simulation {
	double (*run)(struct wr_rng *rng);      /* the log of one run's time, beside its level */
	double slowdown;                        /* of head, ratio */
	double drift;                           /* per pair, ratio: the machine becomes slower */
};

static double normal_run(struct wr_rng *rng)
{
	return 0.01 * wr_rng_normal(rng);
}

static double very_noisy_run(struct wr_rng *rng)
{
	return 0.15 * wr_rng_normal(rng);
}

/* One run in ten is hit by something else on the machine. */
static double heavy_tailed_run(struct wr_rng *rng)
{
	return 0.01 * wr_rng_normal(rng) + (wr_rng_below(rng, 10) ? 0 : wr_rng_exponential(rng, 0.3));
}

/* Two levels, as with memory that lies well or badly. */
static double two_level_run(struct wr_rng *rng)
{
	return 0.005 * wr_rng_normal(rng) + (wr_rng_below(rng, 2) ? 0.04 : 0);
}

static enum wr_change_verdict simulate(const struct simulation *s, struct wr_rng *rng, size_t *pairs)
{
	double x[40], same[10];
	size_t n = 0, same_n = 0, next;
	struct pf_verdict v = { .answer = WR_CHANGE_INCONCLUSIVE };

	while (v.answer == WR_CHANGE_INCONCLUSIVE && (next = pf_next_look(n, 40)) > 0) {
		for (; n < next; n++) {
			double drift = wr_rng_below(rng, 2) ? s->drift : -s->drift;

			x[n] = log1p(s->slowdown) + s->run(rng) - s->run(rng) + drift;
			if ((n + 1) % 4 == 0)
				same[same_n++] = s->run(rng) - s->run(rng) + (wr_rng_below(rng, 2) ? s->drift : -s->drift);
		}
		v = pf_judge(x, n, same, same_n, 0.02);
	}
	*pairs += n;
	return v.answer;
}

struct tally { double fail, pass, pairs; };

static struct tally tally_of(struct simulation s, int trials, uint64_t seed)
{
	struct wr_rng rng;
	struct tally t = { 0 };
	size_t pairs = 0;

	wr_rng_seed(&rng, seed);
	for (int i = 0; i < trials; i++) {
		enum wr_change_verdict v = simulate(&s, &rng, &pairs);

		t.fail += v == WR_CHANGE_FAIL;
		t.pass += v == WR_CHANGE_PASS;
	}
	t.fail /= trials;
	t.pass /= trials;
	t.pairs = (double)pairs / trials;
	print_message("fail %.4f pass %.4f pairs %.1f\n", t.fail, t.pass, t.pairs);
	return t;
}

TEST(two_thousand_unchanged_benchmarks_with_normal_noise)
{
	struct tally t = tally_of((struct simulation){ normal_run, 0, 0 }, 2000, 1);

	CHECK(t.fail <= 0.01);
	CHECK(t.pass >= 0.95);
	CHECK(t.pairs <= 12);
}

TEST(two_thousand_unchanged_benchmarks_with_heavy_tails)
{
	struct tally t = tally_of((struct simulation){ heavy_tailed_run, 0, 0 }, 2000, 2);

	CHECK(t.fail <= 0.01);
	CHECK(t.pass >= 0.9);
}

TEST(two_thousand_unchanged_benchmarks_with_two_levels)
{
	CHECK(tally_of((struct simulation){ two_level_run, 0, 0 }, 2000, 3).fail <= 0.01);
}

TEST(two_thousand_unchanged_benchmarks_on_a_drifting_machine)
{
	CHECK(tally_of((struct simulation){ normal_run, 0, 0.02 }, 2000, 4).fail <= 0.01);
}

/* The threshold helps little against noise of 15 %: this is the test's level itself. */
TEST(two_thousand_unchanged_benchmarks_on_a_hopeless_machine)
{
	struct tally t = tally_of((struct simulation){ very_noisy_run, 0, 0 }, 2000, 5);

	CHECK(t.fail <= 0.01);
	CHECK(t.pass <= 0.5);
}

TEST(five_percent_slower_is_found_under_one_percent_of_noise)
{
	struct tally t = tally_of((struct simulation){ normal_run, 0.05, 0 }, 1000, 6);

	CHECK(t.fail >= 0.95);
	CHECK(t.pass <= 0.001);
}

TEST(five_percent_slower_is_found_under_heavy_tails)
{
	struct tally t = tally_of((struct simulation){ heavy_tailed_run, 0.05, 0 }, 1000, 7);

	CHECK(t.fail >= 0.8);
	CHECK(t.pass <= 0.01);
}

TEST(ten_percent_slower_is_found)
{
	CHECK(tally_of((struct simulation){ normal_run, 0.10, 0 }, 500, 8).fail >= 0.99);
}

TEST(faster_never_fails)
{
	struct tally t = tally_of((struct simulation){ normal_run, -0.1, 0 }, 500, 9);

	CHECK(t.fail <= 0);
	CHECK(t.pass >= 1);
}

TEST(counts_are_compared_exactly)
{
	static const double base[] = { 1000, 1002, 1001 };
	static const double same[] = { 1001, 1000, 1001 }, more[] = { 1030, 1021, 1025 };
	static const double random[] = { 1001, 1030, 990 };

	CHECK_EQ("the same", pf_judge_counts(base, same, 3, 0.01).answer, WR_CHANGE_PASS);
	/* 1021 / 1002 = 1.01896: beyond 1 %, within 2 %, of which 1030 / 1000 leaves it open. */
	CHECK_EQ("beyond 1 %", pf_judge_counts(base, more, 3, 0.01).answer, WR_CHANGE_FAIL);
	CHECK_EQ("about 2 %", pf_judge_counts(base, more, 3, 0.02).answer, WR_CHANGE_INCONCLUSIVE);
	CHECK_EQ("within 3.1 %", pf_judge_counts(base, more, 3, 0.031).answer, WR_CHANGE_PASS);
	CHECK_EQ("random", pf_judge_counts(base, random, 3, 0.01).answer, WR_CHANGE_INCONCLUSIVE);
	CHECK_NEAR("ratio", exp(pf_judge_counts(base, more, 3, 0.01).shift), 1025.0 / 1001, 1e-12);
	CHECK(isnan(pf_judge_counts(base, more, 3, 0.01).p));
}
