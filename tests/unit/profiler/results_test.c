/*
 * results_test.c - results of other tools.  The files in tests/fixtures/results/ were written by Google
 * Benchmark 1.7.1, hyperfine 1.15, pytest-benchmark 5.3.1, Criterion.rs 0.8.2 and Go's testing package; the wanted
 * medians were taken from them with Python's json and statistics.median.
 */
#include "tests/unit/unit.h"

#include <stdio.h>
#include "core/file.h"
#include "profiler/profiler.h"

static const char *fixture(const char *name)
{
	static char path[1024];

	snprintf(path, sizeof path, "%s/tests/fixtures/results/%s", WEIR_SOURCE_DIR, name);
	return path;
}

static struct wr_run *read_all(const char *path)
{
	struct wr_run *run = wr_run_new();
	struct wr_err err;

	if (pf_read_results(path, run, &err))
		fail_msg("%s", err.message);
	return run;
}

static void check(const struct wr_run *run, const char *name, const char *unit, double value, size_t n)
{
	const struct wr_measure *m = wr_run_find_measure(run, name);

	if (!m)
		fail_msg("no measure %s", name);
	CHECK_STR(m->unit, unit);
	CHECK_NEAR(name, m->now.value, value, fabs(value) * 1e-9);
	CHECK_EQ(name, m->now.n, n);
}

TEST(google_benchmark_is_read)
{
	struct wr_run *run = read_all(fixture("google-benchmark.json"));

	check(run, "bench.copy_1000_min_time_0_020.wall_time", "s", 47.1784336264465e-9, 3);
	check(run, "bench.copy_1000_min_time_0_020.cpu_time", "s", 24.061056995032597e-9, 3);
	check(run, "bench.copy_100000_min_time_0_020.bytes_rate", "B/s", 124738631572.09943, 3);
	check(run, "bench.nap_min_time_0_020.wall_time", "s", 49.93951523052796e-6, 3);
	CHECK_EQ("measures", run->measure_count, 8);
	CHECK_HAS(run->notices[0].message, "debug build of Google Benchmark");
	wr_run_free(run);
}

/* With --benchmark_repetitions=2: the repetitions count, not their mean, median, stddev and cv. */
TEST(the_table_of_google_benchmark_is_read)
{
	static const char sums[] = "Benchmark   Time   CPU   Iterations\nx/1_mean  3 ns  2 ns  2\nx/1_median  1 us  2 us  2\n"
				   "x/1_cv  3 %  2 %  2\n";
	static const char failed[] = "Benchmark   Time   CPU   Iterations\nx/1   ERROR OCCURRED: 'no file'\n";
	struct wr_run *run = read_all(fixture("google-benchmark.txt"));
	struct wr_err err;

	check(run, "bench.copy_100000.wall_time", "s", (18339 + 20857) / 2.0 * 1e-9, 2);
	check(run, "bench.copy_100000.cpu_time", "s", (805 + 802) / 2.0 * 1e-9, 2);
	check(run, "bench.turns.wall_time", "s", (54.5 + 49.6) / 2 * 1e-6, 2);
	CHECK_EQ("measures", run->measure_count, 6);
	wr_run_free(run);
	run = read_all(unit_temp_file("sums.txt", sums, sizeof sums - 1));
	check(run, "bench.x_1.cpu_time", "s", 2e-6, 1);
	CHECK_EQ("failed", pf_read_results(unit_temp_file("failed.txt", failed, sizeof failed - 1), run, &err), -1);
	CHECK_HAS(err.message, ":2: a benchmark failed");
	wr_run_free(run);
}

/* Go 1.26.8; each line of text comes in pieces. */
TEST(go_test_with_json_is_read)
{
	struct wr_run *run = read_all(fixture("go-test-bench.jsonl"));

	check(run, "bench.sum.wall_time", "s", (595.9 + 339.9) / 2 * 1e-9, 2);
	check(run, "bench.sizes_n_10.wall_time", "s", (4.261 + 3.876) / 2 * 1e-9, 2);
	check(run, "bench.sum.allocations", "1", 0, 2);
	wr_run_free(run);
}

/* Long names stand in a line of their own; a second run adds a line of the same look with the change in percent. */
TEST(what_criterion_prints_is_read)
{
	static const char again[] = "total                   time:   [1.0 ms 2.0 ms 4.0 ms]\n"
				    "                        change:\n"
				    "                        time:   [-5.0% +1.0% +7.5%] (p = 0.50 > 0.05)\n";
	struct wr_run *run = read_all(fixture("criterion.txt"));

	check(run, "bench.total.wall_time", "s", 3.7988e-6, 0);
	check(run, "bench.a_group_with_a_rather_long_name_total_of_10.wall_time", "s", 41.347e-9, 0);
	check(run, "bench.a_group_with_a_rather_long_name_total_of_100.wall_time", "s", 14.177e-9, 0);
	CHECK_NEAR("low", run->measures[1].now.low, 19.110e-9, 1e-18);
	CHECK_NEAR("high", run->measures[1].now.high, 64.675e-9, 1e-18);
	CHECK_EQ("measures", run->measure_count, 3);
	wr_run_free(run);
	run = read_all(unit_temp_file("again.txt", again, sizeof again - 1));
	check(run, "bench.total.wall_time", "s", 2e-3, 0);
	CHECK_EQ("measures", run->measure_count, 1);
	wr_run_free(run);
}

TEST(hyperfine_is_read)
{
	struct wr_run *run = read_all(fixture("hyperfine.json"));

	check(run, "bench.sleep_0_01.wall_time", "s", 0.0123988275, 10);
	check(run, "bench.true.wall_time", "s", 0.0005684585, 10);
	check(run, "bench.true.cpu_time", "s", 0.0005681, 1);
	CHECK(wr_run_find_measure(run, "bench.true.wall_time")->now.low > 0);
	wr_run_free(run);
}

TEST(pytest_benchmark_is_read_with_its_data_and_without)
{
	struct wr_run *run = read_all(fixture("pytest-benchmark.json"));

	check(run, "bench.test_shop_py__test_sum.wall_time", "s", 8.868120012266444e-05, 12);
	CHECK(isfinite(wr_run_find_measure(run, "bench.test_shop_py__test_sum.wall_time")->now.low));
	wr_run_free(run);
	run = read_all(fixture("pytest-benchmark-saved.json"));
	check(run, "bench.test_shop_py__test_sort.wall_time", "s", 5.092966663748181e-05, 12);
	CHECK(isnan(wr_run_find_measure(run, "bench.test_shop_py__test_sort.wall_time")->now.low));
	wr_run_free(run);
}

TEST(criterion_is_read)
{
	struct wr_run *run = read_all(fixture("criterion/sample.json"));

	check(run, "bench.shop_sum_1000.wall_time", "s", 637.0009422552246e-9, 10);
	wr_run_free(run);
	run = read_all(fixture("criterion/estimates.json"));
	check(run, "bench.shop_sum_1000.wall_time", "s", 637.0009422552246e-9, 0);
	CHECK_NEAR("low", run->measures[0].now.low, 531.198764520575e-9, 1e-18);
	CHECK_NEAR("high", run->measures[0].now.high, 801.9261993830806e-9, 1e-18);
	wr_run_free(run);
}

TEST(go_is_read)
{
	struct wr_run *run = read_all(fixture("go-test-bench.txt"));

	/* By hand from the file: 566.6, 576.0, 702.1. */
	check(run, "bench.join.wall_time", "s", 576.0e-9, 3);
	check(run, "bench.join.allocated_bytes", "B", 1024, 3);
	check(run, "bench.join.allocations", "1", 1, 3);
	check(run, "bench.sizes_n_10.wall_time", "s", 26.49e-9, 3);
	check(run, "bench.sizes_n_1000.bytes_rate", "B/s", 1781.93e6, 3);
	CHECK_EQ("better", wr_run_find_measure(run, "bench.sizes_n_1000.bytes_rate")->better, WR_HIGHER_IS_BETTER);
	wr_run_free(run);
}

static void check_refused(const char *text, const char *why)
{
	struct wr_run *run = wr_run_new();
	struct wr_err err;

	CHECK_EQ(text, pf_read_results(unit_temp_file("bad", text, strlen(text)), run, &err), -1);
	CHECK_HAS(err.message, why);
	CHECK_EQ("nothing is told", run->measure_count, 0);
	wr_run_free(run);
}

TEST(what_is_no_result_is_refused)
{
	check_refused("", "not the results of a benchmark tool");
	check_refused("hello", "go test -bench");
	check_refused("{\"a\": 1}", "not the results of a benchmark tool");
	check_refused("{\"results\": [", "bad:1");
	check_refused("{\"context\": {}, \"benchmarks\": []}", "no results");
	check_refused("{\"context\": {}, \"benchmarks\": [{}]}", "without a name");
	check_refused("{\"context\": {}, \"benchmarks\": [{\"name\": \"a\", \"real_time\": \"x\"}]}", "no results");
	check_refused("{\"iters\": [1], \"times\": [1, 2]}", "do not belong together");
	check_refused("{\"iters\": [0], \"times\": [1]}", "no results");
	check_refused("{\"schema\":\"weir.harness/1\"}\n", "without a name or times");
	check_refused("{\"schema\":\"weir.harness/1\",\n", "bad:1");
	check_refused("BenchmarkA-2 10 12 ns/op 3\n", "'3' is no value with a unit");
	check_refused("BenchmarkA-2 10 x ns/op\n", "'x' is no value");
}

TEST(failed_benchmarks_are_no_results)
{
	check_refused("{\"context\": {}, \"benchmarks\": [{\"name\": \"a\", \"error_occurred\": true, \"error_message\": \"no data\"}]}",
		      "benchmark 'a' failed: no data");
	check_refused("{\"results\": [{\"command\": \"x\", \"times\": [1], \"exit_codes\": [0, 3]}]}", "failed in some");
	check_refused("BenchmarkA-2 10 12 ns/op\n--- FAIL: BenchmarkB\nFAIL\n", "a benchmark failed");
}

/* The fixtures with every byte changed to a few others, or cut: read or refused, never more. */
TEST(damaged_files_do_no_harm)
{
	static const char *const names[] = { "hyperfine.json", "go-test-bench.txt", "criterion/sample.json" };

	for (size_t f = 0; f < sizeof names / sizeof *names; f++) {
		struct wr_buf text = WR_BUF_INIT;

		if (wr_file_read(fixture(names[f]), 1 << 20, &text, NULL))
			fail_msg("%s", names[f]);
		for (size_t i = 0; i < text.len; i += 23) {
			char kept = text.data[i];
			struct wr_run *run = wr_run_new();
			char name[32];

			text.data[i] = i % 2 ? '"' : '9';
			snprintf(name, sizeof name, "damaged%zu", f);
			FILE *out = fopen(wr_path_join(run->arena, unit_temp_dir(), name), "wb");
			CHECK(out && fwrite(text.data, 1, i % 3 ? text.len : i, out) <= text.len && !fclose(out));
			(void)pf_read_results(wr_path_join(run->arena, unit_temp_dir(), name), run, NULL);
			text.data[i] = kept;
			wr_run_free(run);
		}
		wr_buf_free(&text);
	}
}
