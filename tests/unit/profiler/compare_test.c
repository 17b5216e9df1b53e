#include "tests/unit/profiler/burn.h"

static struct wr_run *compare(const char *base, const char *head, const struct pf_options *options)
{
	struct wr_run *run = wr_run_new();
	struct pf_command b = burning("work", base), h = burning("work", head);
	struct wr_err err;

	if (pf_compare(&b, &h, options, run, &err))
		fail_msg("%s", err.message);
	return run;
}

static bool has_notice(const struct wr_run *run, const char *part)
{
	for (size_t i = 0; i < run->notice_count; i++)
		if (strstr(run->notices[i].message, part))
			return true;
	return false;
}

static enum wr_change_verdict verdict(const struct wr_run *run, const char *metric)
{
	char name[64];

	snprintf(name, sizeof name, "bench.work.%s", metric);
	CHECK(measured(run, name)->has_change);
	return measured(run, name)->change.verdict;
}

static const char *judged_time(const struct wr_run *run)
{
	return has_notice(run, "is judged by CPU time") ? "cpu_time" : "wall_time";
}

TEST(the_same_command_does_not_fail)
{
	struct wr_run *run = compare("cpu 3e6 mem 5", "cpu 3e6 mem 5", NULL);
	const struct wr_measure *m = measured(run, "bench.work.cpu_time");

	CHECK(verdict(run, "cpu_time") != WR_CHANGE_FAIL);
	CHECK_EQ("memory", verdict(run, "rss_peak"), WR_CHANGE_PASS);
	CHECK_EQ("wall time is not judged", verdict(run, "wall_time"), WR_CHANGE_PASS);
	CHECK(m->has_base && m->base.n == m->now.n && m->now.n >= 10);
	CHECK(m->change.low <= m->change.ratio && m->change.ratio <= m->change.high);
	CHECK(has_notice(run, "is judged by CPU time"));
	wr_run_free(run);
}

TEST(a_fifth_more_work_fails_on_cpu_time)
{
	struct wr_run *run = compare("cpu 1e7", "cpu 1.2e7", NULL);
	const struct wr_measure *m = measured(run, "bench.work.cpu_time");

	CHECK_EQ("cpu_time", m->change.verdict, WR_CHANGE_FAIL);
	CHECK(m->change.ratio > 1.05 && m->change.ratio < 1.4);
	CHECK(m->change.p <= 0.0065);
	CHECK_EQ("memory", verdict(run, "rss_peak"), WR_CHANGE_PASS);
	wr_run_free(run);
}

TEST(less_work_passes)
{
	struct wr_run *run = compare("cpu 1.2e7", "cpu 1e7", NULL);

	CHECK_EQ("cpu_time", verdict(run, "cpu_time"), WR_CHANGE_PASS);
	CHECK(measured(run, "bench.work.cpu_time")->change.ratio < 0.99);
	wr_run_free(run);
}

TEST(fifty_megabytes_more_fail_on_memory)
{
	struct wr_run *run = compare("spin 0.01 mem 10", "spin 0.01 mem 60", &(struct pf_options){ .max_slowdown = 10 });
	const struct wr_measure *m = measured(run, "bench.work.rss_peak");

	CHECK_EQ("rss_peak", m->change.verdict, WR_CHANGE_FAIL);
	CHECK_NEAR("difference", m->now.value - m->base.value, 50 << 20, 1 << 20);
	wr_run_free(run);
}

/* On a machine that is very busy, starting a program may spread by milliseconds: then it must say so. */
static void check_failed_by_wall_time(const struct wr_run *run)
{
	if (has_notice(run, "is too short to be judged"))
		CHECK_EQ("wall_time", verdict(run, "wall_time"), WR_CHANGE_INCONCLUSIVE);
	else
		CHECK_EQ("wall_time", verdict(run, "wall_time"), WR_CHANGE_FAIL);
}

TEST(a_command_that_sleeps_is_judged_by_wall_time)
{
	struct wr_run *run = compare("sleep 0.02", "sleep 0.06", NULL);

	check_failed_by_wall_time(run);
	CHECK_EQ("cpu_time is not judged", verdict(run, "cpu_time"), WR_CHANGE_PASS);
	CHECK(has_notice(run, "is judged by wall time: it computes for only"));
	wr_run_free(run);
}

TEST(a_command_that_begins_to_wait_is_not_passed_over_in_silence)
{
	struct wr_run *run = compare("spin 0.02", "spin 0.02 sleep 0.3", NULL);

	check_failed_by_wall_time(run);
	CHECK(has_notice(run, "is judged by wall time"));
	wr_run_free(run);
}

TEST(a_command_that_is_too_short_is_given_no_percentage)
{
	struct pf_command c = { .name = "work", .line = "true" };
	struct wr_run *run = wr_run_new();
	struct wr_err err;
	const struct wr_measure *m;

	if (pf_compare(&c, &c, &(struct pf_options){ .max_pairs = 10 }, run, &err))
		fail_msg("%s", err.message);
	/* Unless this machine starts programs with next to no noise. */
	if (has_notice(run, "is too short to be judged")) {
		CHECK_EQ("verdict", verdict(run, judged_time(run)), WR_CHANGE_INCONCLUSIVE);
		m = measured(run, !strcmp(judged_time(run), "cpu_time") ? "bench.work.cpu_time" : "bench.work.wall_time");
		CHECK(isnan(m->change.ratio));
	} else {
		CHECK(verdict(run, judged_time(run)) != WR_CHANGE_FAIL);
	}
	wr_run_free(run);
}

TEST(the_pairs_are_drawn_in_their_order)
{
	struct pf_options ten = { .max_pairs = 12 };
	struct wr_run *run = compare("cpu 1e6", "cpu 1e7", &ten);
	const struct wr_series *s = series_of(run, "bench.work.pairs");
	size_t n = measured(run, "bench.work.cpu_time")->now.n, worse = 0;

	CHECK_EQ("lines", s->line_count, 6);
	CHECK_STR(s->lines[0].name, "wall_time");
	CHECK_EQ("pairs", s->lines[1].n, n);
	CHECK_STR(s->lines[4].name, "cpu_time, base against base");
	CHECK_EQ("A/A pairs", s->lines[4].n, n / 4);
	CHECK_NEAR("x of the first", s->lines[4].points[0].x, 4, 0);
	for (size_t i = 0; i < n; i++)
		worse += s->lines[1].points[i].y > 1;
	CHECK(worse > n / 2);
	wr_run_free(run);
}

TEST(three_pairs_are_too_few_to_fail)
{
	struct pf_options three = { .max_pairs = 3 };
	struct wr_run *run = compare("cpu 1e7", "cpu 4e7", &three);

	CHECK_EQ("verdict", verdict(run, judged_time(run)), WR_CHANGE_INCONCLUSIVE);
	CHECK_EQ("pairs", measured(run, "bench.work.cpu_time")->now.n, 3);
	CHECK(has_notice(run, "is inconclusive after 3 pairs"));
	wr_run_free(run);
}

TEST(a_failing_side_is_named)
{
	struct wr_run *run = wr_run_new();
	struct pf_command good = burning("work", "cpu 1"), bad = burning("work", "say broken fail 9");
	struct wr_err err;

	CHECK_EQ("head", pf_compare(&good, &bad, NULL, run, &err), -1);
	CHECK_HAS(err.message, "benchmark 'work', head: '");
	CHECK_HAS(err.message, "failed with exit code 9: broken");
	CHECK_EQ("base", pf_compare(&bad, &good, NULL, run, &err), -1);
	CHECK_HAS(err.message, "benchmark 'work', base: '");
	CHECK_EQ("nothing is told", run->measure_count + run->notice_count + run->series_count, 0);
	wr_run_free(run);
}

static struct wr_run *compare_lines(const char *base, const char *head)
{
	struct pf_options ten = { .max_pairs = 10, .warmup = 1 };
	struct pf_command b = { .name = "work", .line = base }, h = { .name = "work", .line = head };
	struct wr_run *run = wr_run_new();
	struct wr_err err;

	if (pf_compare(&b, &h, &ten, run, &err))
		fail_msg("%s", err.message);
	return run;
}

TEST(what_the_two_sides_print_is_compared)
{
	struct wr_run *run = compare_lines("echo hello", "echo world");

	CHECK(has_notice(run, "base and head print different output"));
	wr_run_free(run);
	run = compare_lines("echo hello", "echo hello");
	CHECK(!has_notice(run, "print"));
	CHECK(has_notice(run, "measured on "));
	wr_run_free(run);
}

TEST(output_that_always_differs_is_not_blamed_on_the_head)
{
	struct wr_run *run = compare_lines("echo $$", "echo $$");

	CHECK(has_notice(run, "prints something else each time"));
	wr_run_free(run);
}

TEST(looks_before_the_least_number_of_pairs_are_left_out)
{
	struct pf_options twenty = { .min_pairs = 20, .max_pairs = 30 };
	struct wr_run *run = compare("cpu 4e6", "cpu 1.6e7", &twenty);

	CHECK_EQ("verdict", verdict(run, judged_time(run)), WR_CHANGE_FAIL);
	CHECK_EQ("pairs", measured(run, "bench.work.cpu_time")->now.n, 20);
	wr_run_free(run);
}

static void check_is_not_judged(const char *flags, const char *why)
{
	char line[8192];
	struct pf_command c = { .name = "work", .line = line };
	struct pf_options ten = { .max_pairs = 10 };
	struct wr_run *run;
	struct wr_err err;
	static const char source[] = "int main(void) { volatile unsigned long i; for (i = 0; i < 5000000; i++); return 0; }";

	snprintf(line, sizeof line, "gcc %s -o %s/slow %s", flags, unit_temp_dir(),
		 unit_temp_file("slow.c", source, sizeof source - 1));
	if (system(line))
		skip();
	run = wr_run_new();
	snprintf(line, sizeof line, "%s/slow", unit_temp_dir());
	if (pf_compare(&c, &c, &ten, run, &err))
		fail_msg("%s", err.message);
	CHECK_EQ("verdict", verdict(run, judged_time(run)), WR_CHANGE_INCONCLUSIVE);
	CHECK_EQ("memory", verdict(run, "rss_peak"), WR_CHANGE_INCONCLUSIVE);
	CHECK(isfinite(measured(run, "bench.work.cpu_time")->change.ratio));
	CHECK(has_notice(run, why));
	wr_run_free(run);
}

TEST(a_build_without_optimisation_is_named_and_not_judged)
{
	check_is_not_judged("-g -O0", "is built without optimisation");
}

TEST(a_build_with_a_sanitizer_is_named_and_not_judged)
{
	check_is_not_judged("-O2 -fsanitize=address", "is built with AddressSanitizer");
}
