/* hist_test.c - the histogram against the sorted values themselves. */
#include "tests/unit/unit.h"

#include "core/hist.h"
#include "core/rng.h"

TEST(an_empty_histogram)
{
	struct wr_hist *h = wr_hist_new(1000);
	uint64_t low, high, count;
	size_t it = 0;

	CHECK_EQ("count", wr_hist_count(h), 0);
	CHECK_EQ("min", wr_hist_min(h), 0);
	CHECK_EQ("max", wr_hist_max(h), 0);
	CHECK_NEAR("mean", wr_hist_mean(h), 0, 0);
	CHECK_EQ("median", wr_hist_quantile(h, 0.5), 0);
	CHECK_EQ("buckets", wr_hist_next(h, &it, &low, &high, &count), 0);
	wr_hist_free(h);
	wr_hist_free(NULL);
}

TEST(values_below_2048_are_exact)
{
	struct wr_hist *h = wr_hist_new(1 << 20);

	for (uint64_t v = 1; v <= 2000; v++)
		wr_hist_record(h, v, 1);
	/* By hand: the smallest value at or below which a share p of 1..2000 lies. */
	CHECK_EQ("0", wr_hist_quantile(h, 0), 1);
	CHECK_EQ("0.001", wr_hist_quantile(h, 0.001), 2);
	CHECK_EQ("0.07", wr_hist_quantile(h, 0.07), 140);
	CHECK_EQ("0.5", wr_hist_quantile(h, 0.5), 1000);
	CHECK_EQ("0.50001", wr_hist_quantile(h, 0.50001), 1001);
	CHECK_EQ("0.99", wr_hist_quantile(h, 0.99), 1980);
	CHECK_EQ("1", wr_hist_quantile(h, 1), 2000);
	CHECK_EQ("out of range", wr_hist_quantile(h, 7), 2000);
	CHECK_EQ("not a number", wr_hist_quantile(h, NAN), 1);
	CHECK_NEAR("mean", wr_hist_mean(h), 1000.5, 1e-9);
	wr_hist_free(h);
}

static int compare(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

#define MANY 50000

/* Lognormal values from a few to some 10^10. */
static uint64_t *random_values(struct wr_hist *h, uint64_t seed)
{
	uint64_t *values = malloc(MANY * sizeof *values);
	struct wr_rng r;

	wr_rng_seed(&r, seed);
	for (int i = 0; i < MANY; i++) {
		values[i] = (uint64_t)wr_rng_lognormal(&r, 12, 3);
		wr_hist_record(h, values[i], 1);
	}
	qsort(values, MANY, sizeof *values, compare);
	return values;
}

TEST(quantiles_are_within_a_thousandth_of_the_exact_ones)
{
	struct wr_hist *h = wr_hist_new(UINT64_MAX);
	uint64_t *values = random_values(h, 11);
	double sum = 0;

	for (int i = 0; i <= 1000; i++) {
		double p = i / 1000.0;
		size_t rank = i ? (size_t)ceil(p * MANY - 1e-9) : 1;
		uint64_t exact = values[rank - 1], got = wr_hist_quantile(h, p);

		CHECK(got >= exact);
		CHECK_NEAR("quantile", (double)got, (double)exact, (double)exact * 0.001);
	}
	for (int i = 0; i < MANY; i++)
		sum += (double)values[i];
	CHECK_NEAR("mean", wr_hist_mean(h), sum / MANY, sum / MANY * 0.001);
	CHECK(wr_hist_min(h) == values[0] && wr_hist_max(h) == values[MANY - 1]);
	free(values);
	wr_hist_free(h);
}

static void check_same(const struct wr_hist *a, const struct wr_hist *b)
{
	uint64_t low[2], high[2], count[2];
	size_t ia = 0, ib = 0;
	int more;

	CHECK(wr_hist_count(a) == wr_hist_count(b) && wr_hist_clipped(a) == wr_hist_clipped(b));
	CHECK(wr_hist_min(a) == wr_hist_min(b) && wr_hist_max(a) == wr_hist_max(b));
	do {
		more = wr_hist_next(a, &ia, &low[0], &high[0], &count[0]);
		CHECK_EQ("as many buckets", wr_hist_next(b, &ib, &low[1], &high[1], &count[1]), more);
		if (more)
			CHECK(low[0] == low[1] && high[0] == high[1] && count[0] == count[1]);
	} while (more);
}

TEST(merging_is_as_good_as_recording_all)
{
	struct wr_hist *all = wr_hist_new(1u << 30), *one = wr_hist_new(1u << 30), *other = wr_hist_new(1u << 20);
	struct wr_rng r;

	wr_rng_seed(&r, 4);
	for (int i = 0; i < 20000; i++) {
		uint64_t v = wr_rng_below(&r, 1u << 20);

		wr_hist_record(all, v, 1);
		wr_hist_record(i % 3 ? one : other, v, 1);
	}
	wr_hist_record(all, UINT64_MAX, 2);
	wr_hist_record(one, UINT64_MAX, 2);
	CHECK_EQ("smaller into larger", wr_hist_merge(one, other), 0);
	check_same(one, all);
	CHECK_EQ("larger into smaller", wr_hist_merge(other, all), -1);
	wr_hist_free(all);
	wr_hist_free(one);
	wr_hist_free(other);
}

TEST(merging_an_empty_one_changes_nothing)
{
	struct wr_hist *h = wr_hist_new(100), *empty = wr_hist_new(100);

	wr_hist_record(h, 5, 1);
	wr_hist_merge(h, empty);
	CHECK_EQ("min", wr_hist_min(h), 5);
	wr_hist_merge(empty, h);
	check_same(h, empty);
	wr_hist_free(h);
	wr_hist_free(empty);
}

TEST(what_is_too_large_is_clipped_and_counted)
{
	struct wr_hist *h = wr_hist_new(5000);

	wr_hist_record(h, 5000, 1);
	wr_hist_record(h, 5001, 2);
	wr_hist_record(h, UINT64_MAX, 3);
	CHECK_EQ("count", wr_hist_count(h), 6);
	CHECK_EQ("clipped", wr_hist_clipped(h), 5);
	CHECK_EQ("max", wr_hist_max(h), 5000);
	CHECK_EQ("quantile", wr_hist_quantile(h, 1), 5000);
	wr_hist_free(h);
}

TEST(counts_weigh_and_none_is_nothing)
{
	struct wr_hist *h = wr_hist_new(5000);

	wr_hist_record(h, 7, 0);
	CHECK_EQ("count", wr_hist_count(h), 0);
	CHECK_EQ("max", wr_hist_max(h), 0);
	wr_hist_record(h, 10, 99);
	wr_hist_record(h, 20, 1);
	CHECK_EQ("p99", wr_hist_quantile(h, 0.99), 10);
	CHECK_EQ("above", wr_hist_quantile(h, 0.991), 20);
	wr_hist_clear(h);
	CHECK_EQ("cleared", wr_hist_count(h), 0);
	CHECK_EQ("min", wr_hist_min(h), 0);
	wr_hist_free(h);
}

TEST(buckets_touch_and_keep_the_promised_width)
{
	struct wr_hist *h = wr_hist_new(UINT64_MAX);
	uint64_t low, high, count, next = 0;
	size_t it = 0;

	/* One value into every bucket: each bucket's end leads to the next. */
	for (uint64_t v = 0;; v += v < 2048 ? 1 : UINT64_C(1) << (53 - __builtin_clzll(v))) {
		wr_hist_record(h, v, 1);
		if (v >= UINT64_C(0xffe0000000000000))
			break;
	}
	while (wr_hist_next(h, &it, &low, &high, &count)) {
		CHECK(low == next);
		CHECK_EQ("one each", count, 1);
		CHECK((double)(high - low + 1) <= (low < 2048 ? 1 : (double)low / 1024));
		next = high + 1;
	}
	CHECK(next == 0);       /* the last one ends at UINT64_MAX */
	wr_hist_free(h);
}

TEST(a_histogram_of_zeros_only)
{
	struct wr_hist *h = wr_hist_new(0);

	wr_hist_record(h, 0, 3);
	wr_hist_record(h, 1, 1);
	CHECK_EQ("count", wr_hist_count(h), 4);
	CHECK_EQ("clipped", wr_hist_clipped(h), 1);
	CHECK_EQ("median", wr_hist_quantile(h, 0.5), 0);
	wr_hist_free(h);
}
