/* hist_code_test.c - HdrHistogram's V2 encoding.  The encoded texts come from the Python package hdrhistogram 0.10.3. */
#include "tests/unit/unit.h"
#include "core/hist_code.h"

/* HdrHistogram(1, 86400000000000, 3) with these counts. */
static const char by_others[] = "HISTFAAAADJ4nJNpmSzMwMAgyAABzFCakYHBb8pEfwYG+w8QARa2n/JMXPv7GPk+5okBKSYAyVwJnA==";
static const struct { uint64_t value, count; } counts[] = {
	{ 0, 2 }, { 1, 3 }, { 2047, 1 }, { 2048, 5 }, { 1000000, 7 }, { 123456789, 11 }, { 60000000000, 1 },
};

static void check_counts(const struct wr_hist *h)
{
	uint64_t low, high, count;
	size_t it = 0;

	for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
		assert_true(wr_hist_next(h, &it, &low, &high, &count));
		CHECK(low <= counts[i].value && counts[i].value <= high);
		CHECK_EQ("count", count, counts[i].count);
	}
	CHECK(!wr_hist_next(h, &it, &low, &high, &count));
}

TEST(reads_what_others_wrote)
{
	struct wr_hist *h = wr_hist_new(UINT64_C(86400000000000));
	struct wr_err err = { 0 };
	bool exact = false;

	if (wr_hist_decode(by_others, strlen(by_others), 0, h, &exact, &err))
		fail_msg("%s", err.message);
	CHECK(exact);
	check_counts(h);
	wr_hist_free(h);
}

TEST(writes_and_reads_back_with_the_exact_maximum)
{
	struct wr_hist *h = wr_hist_new(UINT64_C(86400000000000)), *back = wr_hist_new(UINT64_C(86400000000000));
	struct wr_buf text = WR_BUF_INIT;
	bool exact = false;

	for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
		wr_hist_record(h, counts[i].value, counts[i].count);
	wr_hist_encode(h, &text);
	CHECK_EQ("4 characters for 3 bytes", text.len % 4, 0);
	CHECK_EQ("read", wr_hist_decode(text.data, text.len, wr_hist_max(h), back, &exact, NULL), 0);
	check_counts(back);
	CHECK_EQ("max", wr_hist_max(back), 60000000000);
	for (int p = 0; p <= 1000; p++)
		CHECK_EQ("quantile", wr_hist_quantile(back, p / 1000.0), wr_hist_quantile(h, p / 1000.0));
	/* twice the same: the counts add up */
	CHECK_EQ("again", wr_hist_decode(text.data, text.len, 0, back, &exact, NULL), 0);
	CHECK_EQ("count", wr_hist_count(back), 60);
	wr_buf_free(&text);
	wr_hist_free(h);
	wr_hist_free(back);
}

TEST(an_empty_one)
{
	struct wr_hist *h = wr_hist_new(1000);
	struct wr_buf text = WR_BUF_INIT;
	bool exact = false;

	wr_hist_encode(h, &text);
	CHECK_EQ("read", wr_hist_decode(text.data, text.len, 0, h, &exact, NULL), 0);
	CHECK_EQ("count", wr_hist_count(h), 0);
	wr_buf_free(&text);
	wr_hist_free(h);
}

/* HdrHistogram(1, 3600000000, 2) with 5, 1000 and 100000, twice each: other buckets, so the middles of its own are taken. */
TEST(other_buckets_are_rounded)
{
	static const char text[] = "HISTFAAAACh4nJNpmSzMwMDAwQABTFCaEURcm7yEwf4DRICT5Tk7Sz8vCwB+BQYt";
	struct wr_hist *h = wr_hist_new(UINT64_C(3600000000));
	bool exact = true;

	CHECK_EQ("read", wr_hist_decode(text, strlen(text), 0, h, &exact, NULL), 0);
	CHECK(!exact);
	CHECK_EQ("count", wr_hist_count(h), 6);
	CHECK_EQ("smallest", wr_hist_quantile(h, 0.1), 5);
	CHECK_NEAR("middle", (double)wr_hist_quantile(h, 0.5), 1000, 10);
	CHECK_NEAR("largest", (double)wr_hist_max(h), 100000, 1000);
	wr_hist_free(h);
}

/* Every single character wrong, and every beginning: an error or another histogram, never more. */
TEST(damaged_texts)
{
	struct wr_hist *h = wr_hist_new(UINT64_C(86400000000000));
	char text[sizeof by_others];
	struct wr_err err;
	bool exact;

	for (size_t i = 0; i + 3 < sizeof text; i++) {
		memcpy(text, by_others, sizeof text);
		text[i] = text[i] == 'A' ? 'B' : 'A';
		wr_hist_clear(h);
		if (wr_hist_decode(text, strlen(text), 0, h, &exact, &err)) {
			CHECK_EQ("untouched", wr_hist_count(h), 0);
			CHECK_HAS(err.message, "not a histogram in V2 encoding");
		}
		wr_hist_clear(h);
		CHECK(wr_hist_decode(by_others, i, 0, h, &exact, &err) == -1);
		CHECK_EQ("untouched", wr_hist_count(h), 0);
	}
	CHECK(wr_hist_decode("HIST!", 5, 0, h, &exact, &err) == -1);
	CHECK_HAS(err.message, "base64");
	wr_hist_free(h);
}
