#include "tests/unit/profiler/burn.h"

static struct wr_run *watch(const char *arguments, const struct pf_watch_options *options)
{
	struct wr_run *run = wr_run_new();
	struct pf_command c = burning("my app", arguments);
	struct wr_err err;

	if (pf_watch(&c, options, run, &err))
		fail_msg("%s", err.message);
	return run;
}

static const struct pf_watch_options fast = { .interval = 0.01 };

static const struct wr_line *line_of(const struct wr_run *run, const char *series, size_t i)
{
	const struct wr_series *s = series_of(run, series);

	CHECK(i < s->line_count);
	return &s->lines[i];
}

static double largest(const struct wr_line *l)
{
	double max = 0;

	for (size_t i = 0; i < l->n; i++)
		max = fmax(max, l->points[i].y);
	return max;
}

TEST(every_series_and_measure_is_there)
{
	static const char *const series[] = {
		"profile.my_app.memory", "profile.my_app.cpu", "profile.my_app.threads", "profile.my_app.files",
		"profile.my_app.io", "profile.my_app.switches",
	};
	struct wr_run *run = watch("spin 0.1 sleep 0.05", &fast);

	CHECK_EQ("series", run->series_count, 6);
	for (size_t i = 0; i < 6; i++) {
		const struct wr_line *l = line_of(run, series[i], 0);

		CHECK(l->n >= 3);
		for (size_t j = 1; j < l->n; j++)
			CHECK(l->points[j].x > l->points[j - 1].x);
	}
	CHECK_EQ("measures", run->measure_count, 4);
	CHECK(measured(run, "profile.my_app.wall_time")->now.value >= 0.15);
	CHECK(measured(run, "profile.my_app.cpu_time")->now.value >= 0.09);
	CHECK_STR(measured(run, "profile.my_app.rss_peak")->unit, "B");
	CHECK_STR(measured(run, "profile.my_app.rss_peak")->stage, "profile");
	wr_run_free(run);
}

TEST(memory_is_that_of_the_whole_tree)
{
	struct wr_run *run = watch("mem 30 child mem 40 sleep 0.3", &fast);
	double peak = measured(run, "profile.my_app.rss_peak")->now.value;

	CHECK(peak > 70 << 20);
	CHECK(peak < 200 << 20);
	CHECK(largest(line_of(run, "profile.my_app.memory", 0)) > 70 << 20);
	CHECK(largest(line_of(run, "profile.my_app.threads", 1)) >= 2);
	wr_run_free(run);
}

TEST(a_peak_between_two_samples_is_not_lost)
{
	struct wr_run *run = watch("mem 50", &(struct pf_watch_options){ .interval = 100 });

	CHECK(measured(run, "profile.my_app.rss_peak")->now.value > 50 << 20);
	wr_run_free(run);
}

TEST(work_is_a_share_of_a_core_and_sleep_is_none)
{
	struct wr_run *run = watch("sleep 0.3", &fast);
	const struct wr_line *cpu = line_of(run, "profile.my_app.cpu", 0);

	/* Its start is work: with a sanitizer that fills the first samples. */
	CHECK(cpu->n > 0 && cpu->points[cpu->n - 1].y < 0.5);
	wr_run_free(run);
	run = watch("threads 2 0.2", &fast);
	CHECK(largest(line_of(run, "profile.my_app.cpu", 0)) > 0.3);
	CHECK(largest(line_of(run, "profile.my_app.threads", 0)) >= 3);
	wr_run_free(run);
}

TEST(pages_that_processes_share_count_once_in_pss)
{
	struct wr_run *run = watch("mem 60 fork 2 sleep 0.3", &fast);
	double rss = largest(line_of(run, "profile.my_app.memory", 0)), pss = largest(line_of(run, "profile.my_app.memory", 1));

	CHECK(rss > 180 << 20);
	/* 60 in truth; a process that was read before its fork counts whole, and its child with a half. */
	CHECK(pss > 60 << 20 && pss < 140 << 20);
	CHECK_NEAR("peak", measured(run, "profile.my_app.pss_peak")->now.value, pss, 0);
	wr_run_free(run);
}

TEST(switches_are_a_rate)
{
	struct wr_run *run = watch("naps 2 100 sleep 0.3", &fast);

	CHECK_STR(line_of(run, "profile.my_app.switches", 0)->unit, "1/s");
	CHECK(largest(line_of(run, "profile.my_app.switches", 0)) > 50);
	wr_run_free(run);
}

/* 6 seconds are too few for a verdict after the warm-up, 7 are enough: the time of this test. */
TEST(a_leak_has_a_rate_and_an_interval)
{
	struct wr_run *run = watch("mem 10 grow 50 7", &fast);
	const struct wr_measure *growth = measured(run, "profile.my_app.rss_growth"), *leak = measured(run, "profile.my_app.leak");

	/* 50 MiB in 7 seconds, and in somewhat more where the machine is busy. */
	CHECK(growth->now.value > 3600.0 * (4 << 20) && growth->now.value < 3600.0 * (8 << 20));
	CHECK(growth->now.low <= growth->now.value && growth->now.value <= growth->now.high);
	CHECK_NEAR("all of it", leak->now.value, growth->now.value, 0);
	CHECK_STR(leak->unit, "B/h");
	wr_run_free(run);
}

TEST(open_files_and_bytes)
{
	struct wr_run *run = watch("files 20 write 300000 sleep 0.2", &fast);

	CHECK(largest(line_of(run, "profile.my_app.files", 0)) >= 23);
	CHECK(largest(line_of(run, "profile.my_app.io", 1)) >= 300000);
	wr_run_free(run);
}

/* What the command leaves running in the background is seen while it runs, and ended with it. */
TEST(what_is_started_and_left_is_in_the_tree)
{
	char line[9000];
	struct pf_command c = { .name = "my app", .line = line };
	struct wr_run *run = wr_run_new();
	struct wr_err err;

	snprintf(line, sizeof line, "(%s mem 40 sleep 5 &) ; sleep 0.4", burn_path());
	if (pf_watch(&c, &fast, run, &err))
		fail_msg("%s", err.message);
	CHECK(measured(run, "profile.my_app.rss_peak")->now.value > 40 << 20);
	CHECK(measured(run, "profile.my_app.wall_time")->now.value < 4);
	wr_run_free(run);
}

TEST(failures_are_errors)
{
	struct wr_run *run = wr_run_new();
	struct pf_command c = burning("x", "say no fail 5");
	struct wr_err err;

	CHECK_EQ("exit", pf_watch(&c, NULL, run, &err), -1);
	CHECK_HAS(err.message, "failed with exit code 5: no");
	c = burning("x", "sleep 100");
	CHECK_EQ("limit", pf_watch(&c, &(struct pf_watch_options){ .time_limit = 0.1 }, run, &err), -1);
	CHECK_EQ("code", err.code, WR_ELIMIT);
	CHECK_EQ("nothing is told", run->measure_count + run->series_count, 0);
	wr_run_free(run);
}
