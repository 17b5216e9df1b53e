#include "tests/unit/unit.h"

#include "report/compare_p.h"

static const double none = NAN;

static struct wr_measure measure(const char *name, double base, double now)
{
	return (struct wr_measure){ .name = name, .stage = "bench", .unit = "s", .has_base = true,
				    .now = { now, none, none, 1 }, .base = { base, none, none, 1 } };
}

static struct wr_measure changed(double ratio, double low, double high, enum wr_change_verdict verdict)
{
	struct wr_measure m = measure("m", 1, ratio);

	m.has_change = true;
	m.change = (struct wr_change){ ratio, low, high, none, verdict };
	return m;
}

static enum rp_shift shift_of(struct wr_measure m)
{
	struct wr_run *run = wr_run_new();
	enum rp_shift shift;
	size_t n;

	wr_run_add_measure(run, &m);
	shift = rp_changes(run, run->arena, &n)->shift;
	CHECK_EQ("compared", n, 1);
	wr_run_free(run);
	return shift;
}

TEST(a_shift_follows_the_verdict_then_the_interval)
{
	CHECK_EQ("fail", shift_of(changed(1.1, 1.05, 1.15, WR_CHANGE_FAIL)), RP_WORSE);
	CHECK_EQ("inconclusive", shift_of(changed(1.1, 0.9, 1.3, WR_CHANGE_INCONCLUSIVE)), RP_UNCLEAR);
	CHECK_EQ("clearly less", shift_of(changed(0.8, 0.7, 0.9, WR_CHANGE_PASS)), RP_BETTER);
	CHECK_EQ("around 1", shift_of(changed(0.99, 0.97, 1.01, WR_CHANGE_PASS)), RP_SAME);
	CHECK_EQ("more, but passed", shift_of(changed(1.01, 1.005, 1.02, WR_CHANGE_PASS)), RP_NOTED);
	CHECK_EQ("nothing to print", shift_of(changed(1.0001, 1.00005, 1.0002, WR_CHANGE_PASS)), RP_SAME);
}

TEST(without_an_interval_the_ratio_alone_speaks)
{
	CHECK_EQ("less", shift_of(measure("m", 2, 1)), RP_BETTER);
	CHECK_EQ("more", shift_of(measure("m", 1, 2)), RP_NOTED);
	CHECK_EQ("equal", shift_of(measure("m", 2, 2)), RP_SAME);
	CHECK_EQ("both nothing", shift_of(measure("m", 0, 0)), RP_SAME);
	CHECK_EQ("from nothing", shift_of(measure("m", 0, 3)), RP_NOTED);
	CHECK_EQ("not known", shift_of(measure("m", 1, NAN)), RP_UNCLEAR);
}

TEST(higher_may_be_better)
{
	struct wr_measure m = changed(1.2, 1.1, 1.3, WR_CHANGE_PASS);

	m.better = WR_HIGHER_IS_BETTER;
	CHECK_EQ("more", shift_of(m), RP_BETTER);
	m.change = (struct wr_change){ 0.8, 0.7, 0.9, none, WR_CHANGE_PASS };
	CHECK_EQ("less", shift_of(m), RP_NOTED);
}

static void check_text(struct wr_measure m, bool interval, const char *want)
{
	struct wr_run *run = wr_run_new();
	struct wr_buf out = WR_BUF_INIT;
	size_t n;

	wr_run_add_measure(run, &m);
	rp_change_text(&out, rp_changes(run, run->arena, &n), interval);
	CHECK_STR(out.data, want);
	wr_buf_free(&out);
	wr_run_free(run);
}

TEST(a_change_reads_as_a_sentence)
{
	struct wr_measure bytes = changed(1.25, none, none, WR_CHANGE_FAIL);

	bytes.unit = "B";
	check_text(changed(1.124, 1.10, 1.142, WR_CHANGE_FAIL), true, "12.4 % longer (10.0 to 14.2 %)");
	check_text(changed(0.9, 0.85, 0.95, WR_CHANGE_PASS), true, "10.0 % shorter (5.0 to 15.0 %)");
	check_text(changed(0.9, 0.85, 0.95, WR_CHANGE_PASS), false, "10.0 % shorter");
	check_text(changed(1.02, 0.99, 1.05, WR_CHANGE_PASS), true, "2.0 % longer (1.0 % shorter to 5.0 % longer)");
	check_text(changed(0.25, none, none, WR_CHANGE_PASS), true, "75.0 % shorter, \xc3\xb7 4.0");
	check_text(changed(3, none, none, WR_CHANGE_FAIL), true, "200.0 % longer, \xc3\x97 3.0");
	check_text(changed(22.96, 22.7, 23.2, WR_CHANGE_FAIL), true,
		   "2,196 % longer, \xc3\x97 23.0 (2,170 to 2,220 %)");
	check_text(changed(10.99, 0.9, 1235, WR_CHANGE_PASS), true,
		   "999.0 % longer, \xc3\x97 11.0 (10.0 % shorter to 123,400 % longer)");
	check_text(changed(1234.6, none, none, WR_CHANGE_FAIL), true, "123,360 % longer, \xc3\x97 1,235");
	check_text(bytes, true, "25.0 % more");
	check_text(changed(1, none, none, WR_CHANGE_PASS), true, "no change");
	check_text(measure("m", 0, 3), true, "no ratio");
	check_text(measure("m", 0, 0), true, "no change");
	/* too few samples: the interval says nothing */
	check_text(changed(1.1, 0, INFINITY, WR_CHANGE_INCONCLUSIVE), true, "10.0 % longer");
}

/* "tolerated" would say that somebody judged it: load's times, for one, are only shown. */
TEST(what_is_worse_but_does_not_fail_has_a_neutral_word)
{
	CHECK_STR(rp_shift_word(shift_of(measure("load.checkout.lag_p99", 1, 1.41))), "noted");
}

TEST(rows_come_worst_first_then_by_size)
{
	struct wr_run *run = wr_run_new();
	struct wr_measure m[] = {
		changed(1.00, 0.99, 1.01, WR_CHANGE_PASS), changed(0.5, 0.4, 0.6, WR_CHANGE_PASS),
		changed(1.1, 1.05, 1.2, WR_CHANGE_FAIL), changed(1.3, 1.2, 1.4, WR_CHANGE_FAIL),
		changed(1.1, 0.9, 1.2, WR_CHANGE_INCONCLUSIVE), { .name = "plain", .stage = "s", .unit = "s" },
	};
	static const char *const names[] = { "same", "better", "worse", "worst", "unclear", "plain" };
	const struct rp_change *c;
	size_t n;

	for (size_t i = 0; i < 6; i++) {
		m[i].name = names[i];
		wr_run_add_measure(run, &m[i]);
	}
	c = rp_changes(run, run->arena, &n);
	CHECK_EQ("compared", n, 5);
	CHECK_STR(c[0].measure->name, "worst");
	CHECK_STR(c[1].measure->name, "worse");
	CHECK_STR(c[2].measure->name, "unclear");
	CHECK_STR(c[3].measure->name, "better");
	CHECK_STR(c[4].measure->name, "same");
	wr_run_free(run);
}

TEST(a_value_has_its_interval_when_asked)
{
	struct wr_buf out = WR_BUF_INIT;

	rp_stat_text(&out, &(struct wr_stat){ 0.0123, 0.0121, 0.0126, 5 }, "s", true);
	CHECK_STR(out.data, "12.3 ms (12.1 ms to 12.6 ms)");
	wr_buf_clear(&out);
	rp_stat_text(&out, &(struct wr_stat){ 0.0123, NAN, NAN, 5 }, "s", true);
	CHECK_STR(out.data, "12.3 ms");
	wr_buf_clear(&out);
	rp_stat_text(&out, &(struct wr_stat){ NAN, NAN, NAN, 0 }, "s", true);
	CHECK_STR(out.data, "-");
	wr_buf_free(&out);
}
