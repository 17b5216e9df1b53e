/* read_test.c - results that come back from elsewhere. */
#include "tests/unit/unit.h"
#include <stdio.h>
#include "core/file.h"
#include "loadsim/histograms_p.h"
#include "loadsim/loadsim.h"
#include "loadsim/scenario_p.h"

static double value_of(const struct wr_run *run, const char *last)
{
	char name[64];
	const struct wr_measure *m;

	snprintf(name, sizeof name, "load.t.%s", last);
	m = wr_run_find_measure(run, name);
	if (!m)
		fail_msg("no measure %s", name);
	return m->now.value;
}

static struct wr_run *read_files(const char *const *files, size_t n)
{
	struct wr_run *run = wr_run_new();
	struct wr_err err = { 0 };

	if (ls_read(files, n, NULL, &(struct ls_options){ .name = "t" }, run, &err))
		fail_msg("%s", err.message);
	return run;
}

/* Requests numbered from..to of a run: answered after number ms, every tenth not at all. */
static void fill(struct ls_results *r, int from, int to)
{
	for (int i = from; i < to; i++) {
		double at = i * 0.001;

		ls_results_asked(r, at);
		if (i % 10 == 9)
			ls_results_failed(r, at, at, (struct ls_failing){ LS_FAIL_RESET, false });
		else
			ls_results_answered(r, at, at + i * 1e-3);
	}
}

/* What two machines saw adds up to what one would have seen, to the last digit. */
TEST(histogram_logs_add_up_exactly)
{
	static const char *const names[] = { "p50", "p90", "p99", "p999", "max", "mean", "error_rate", "requests", "throughput",
					     "errors.reset" };
	struct ls_results parts[2], whole;
	struct wr_run *merged, *one = wr_run_new();
	const char *files[2];

	ls_results_start(&whole, 10);
	fill(&whole, 0, 1000);
	for (int i = 0; i < 2; i++) {
		char name[24];

		ls_results_start(&parts[i], 10);
		fill(&parts[i], i * 300, i ? 1000 : 300);
		snprintf(name, sizeof name, "%d.hlog", i);
		files[i] = unit_temp_file(name, "", 0);
		ls_results_close(&parts[i]);
		CHECK_EQ("write", ls_histograms_write(files[i], "t", &parts[i], NULL), 0);
		ls_results_free(&parts[i]);
	}
	ls_results_publish(&whole, "t", false, one);
	merged = read_files(files, 2);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		CHECK_NEAR(names[i], value_of(merged, names[i]), value_of(one, names[i]), 1e-12);
	ls_results_free(&whole);
	wr_run_free(merged);
	wr_run_free(one);
}

/* By the Python package hdrhistogram 0.10.3: 2 x 0, 3 x 1, 2047, 5 x 2048, 7 x 1 ms, 11 x 123.456789 ms, 60 s, in ns. */
TEST(a_log_by_others)
{
	static const char text[] =
		"#[Histogram log format version 1.3]\r\n#[StartTime: 1.0 (seconds since epoch)]\r\n"
		"\"StartTimestamp\",\"Interval_Length\",\"Interval_Max\",\"Interval_Compressed_Histogram\"\r\n"
		"Tag=other,0.0,10.0,1,nothing of ours\r\n"
		"0.5,10.0,60000.0,HISTFAAAADJ4nJNpmSzMwMAgyAABzFCakYHBb8pEfwYG+w8QARa2n/JMXPv7GPk+5okBKSYAyVwJnA==\r\n";
	const char *file = unit_temp_file("others.hlog", text, strlen(text));
	struct wr_run *run = read_files(&file, 1);

	CHECK_NEAR("requests", value_of(run, "requests"), 30, 0);
	CHECK_NEAR("throughput", value_of(run, "throughput"), 3, 1e-9);
	CHECK_NEAR("p50", value_of(run, "p50"), 1e-3, 1e-6);
	CHECK_NEAR("max", value_of(run, "max"), 60, 0.06);
	wr_run_free(run);
}

/* k6 2.x, handleSummary of the exported script, cut to what matters. */
static const char k6[] =
	"{\"metrics\": {\"iteration_duration\": {\"type\": \"trend\", \"values\": {\"avg\": 5.5, \"med\": 5, \"p(90)\": 9, \"p(95)\": 9.5,"
	" \"p(99)\": 9.9, \"p(99.9)\": 10, \"p(99.99)\": 10, \"max\": 10.5, \"count\": 90}},"
	"\"iteration_duration{scenario:phase_warm_up}\": {\"values\": {\"med\": 4}},"
	"\"http_req_duration\": {\"values\": {\"med\": 3, \"p(99)\": 6}},"
	"\"iterations\": {\"values\": {\"count\": 90, \"rate\": 9}}, \"dropped_iterations\": {\"values\": {\"count\": 10}},"
	"\"weir_failed\": {\"values\": {\"rate\": 0.1, \"passes\": 9, \"fails\": 81}}},"
	"\"state\": {\"testRunDurationMs\": 10000}}";

TEST(a_k6_summary)
{
	const char *file = unit_temp_file("k6.json", k6, strlen(k6));
	struct wr_run *run = read_files(&file, 1);

	CHECK_NEAR("p50", value_of(run, "p50"), 0.005, 1e-12);
	CHECK_NEAR("p99", value_of(run, "p99"), 0.0099, 1e-12);
	CHECK_NEAR("service", value_of(run, "service_p50"), 0.003, 1e-12);
	CHECK_NEAR("of a phase", value_of(run, "phase_warm_up.p50"), 0.004, 1e-12);
	CHECK_NEAR("errors", value_of(run, "error_rate"), 0.1, 1e-12);
	CHECK_NEAR("good answers", value_of(run, "throughput"), 8.1, 1e-12);
	CHECK_NEAR("with the dropped ones", value_of(run, "requests"), 100, 0);
	CHECK_HAS(run->notices[0].message, "k6 dropped 10 of 100 arrivals");
	wr_run_free(run);
}

/* locust 2.47 --json, cut to what matters; twice, as of two machines. */
static const char locust[] =
	"[{\"name\": \"/\", \"method\": \"GET\", \"num_requests\": 60, \"num_failures\": 6, \"total_response_time\": 600,"
	" \"start_time\": 100.0, \"last_request_timestamp\": 109.0, \"response_times\": {\"10\": 60}},"
	" {\"name\": \"/b\", \"method\": \"GET\", \"num_requests\": 40, \"num_failures\": 0, \"total_response_time\": 8000,"
	" \"start_time\": 100.0, \"last_request_timestamp\": 110.0, \"response_times\": {\"200\": 40}}]";

TEST(statistics_of_locust)
{
	const char *files[] = { unit_temp_file("a.json", locust, strlen(locust)), unit_temp_file("b.json", locust, strlen(locust)) };
	struct wr_run *run = read_files(files, 2);

	CHECK_NEAR("requests", value_of(run, "requests"), 200, 0);
	CHECK_NEAR("throughput", value_of(run, "throughput"), 18.8, 1e-9);
	CHECK_NEAR("errors", value_of(run, "error_rate"), 0.06, 1e-12);
	CHECK_NEAR("p50", value_of(run, "p50"), 0.010, 1e-5);
	CHECK_NEAR("p95", value_of(run, "p95"), 0.200, 2e-4);
	CHECK_NEAR("mean", value_of(run, "mean"), 0.086, 1e-9);
	wr_run_free(run);
}

static void check_refused(const char *name, const char *text, const char *second, const char *part)
{
	const char *files[] = { unit_temp_file(name, text, strlen(text)), second };
	struct wr_run *run = wr_run_new();
	struct wr_err err = { 0 };

	CHECK_EQ(name, ls_read(files, second ? 2 : 1, NULL, NULL, run, &err), -1);
	CHECK_HAS(err.message, part);
	wr_run_free(run);
}

TEST(what_cannot_be_read)
{
	const char *other = unit_temp_file("k6.json", k6, strlen(k6));

	check_refused("empty", "", NULL, "no histograms in it");
	check_refused("text", "hello\n", NULL, "text:1: not a line of a histogram log");
	check_refused("cut", "0.0,1.0,2.0,HISTFAAAADJ4nJNpmSzMwMAg\n", NULL, "cut:1: not a histogram in V2 encoding");
	check_refused("counts", "#[weir {\"asked\": 1}]\n#[weir {\"asked\": 1}]\n", NULL, "counts:2: counts for the second time");
	check_refused("nothing", "#[weir {\"asked\": 0}]\n", NULL, "nothing was asked for");
	check_refused("json", "#[weir {\"asked\": ]\n", NULL, "json");
	check_refused("k6.old", "{\"metrics\": {\"iteration_duration\": {\"med\": 5}}}", NULL, "not a k6 summary with response times");
	check_refused("two", k6, other, "percentiles of several k6 runs cannot be added up");
	check_refused("mixed", locust, other, "cannot be added to other runs");
	check_refused("list", "[{}]", NULL, "not Locust's statistics");
	check_refused("none", "[]", NULL, "no requests in it");
	check_refused("times", "[{\"num_requests\": 1, \"response_times\": {\"x\": 1}}]", NULL, "'x' is not a time in ms");
	check_refused("huge", "[{\"num_requests\": 1, \"response_times\": {\"1\": 1e300}}]", NULL, "'1' is not a time in ms");
}
