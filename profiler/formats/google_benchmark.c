/* google_benchmark.c - --benchmark_out_format=json of Google Benchmark (its docs/user_guide.md, "Output Formats"). */
#include "profiler/results_p.h"

#include <math.h>
#include <string.h>

static bool is_json_of(const cJSON *root)
{
	const cJSON *benchmarks = cJSON_GetObjectItemCaseSensitive(root, "benchmarks");

	return cJSON_IsObject(cJSON_GetObjectItemCaseSensitive(root, "context")) && cJSON_IsArray(benchmarks);
}

static double seconds(const char *unit)
{
	static const struct { const char *name; double seconds; } units[] = {
		{ "ns", 1e-9 }, { "us", 1e-6 }, { "ms", 1e-3 }, { "s", 1 },
	};

	for (size_t i = 0; i < sizeof units / sizeof *units; i++)
		if (!strcmp(units[i].name, unit))
			return units[i].seconds;
	return NAN;
}

static void take(struct pf_reading *r, const cJSON *b, const char *name)
{
	double unit = seconds(wr_json_string(b, "time_unit", "ns"));

	pf_add_sample(r, name, "wall_time", "s", WR_LOWER_IS_BETTER, unit * wr_json_number(b, "real_time", NAN));
	pf_add_sample(r, name, "cpu_time", "s", WR_LOWER_IS_BETTER, unit * wr_json_number(b, "cpu_time", NAN));
	pf_add_sample(r, name, "bytes_rate", "B/s", WR_HIGHER_IS_BETTER, wr_json_number(b, "bytes_per_second", NAN));
	pf_add_sample(r, name, "items_rate", "1/s", WR_HIGHER_IS_BETTER, wr_json_number(b, "items_per_second", NAN));
}

/* Only repetitions that were measured, or, where they were not written, the median that was. */
static int read_one(struct pf_reading *r, const cJSON *b, bool has_runs, struct wr_err *err)
{
	const char *name = wr_json_string(b, "run_name", wr_json_string(b, "name", NULL));
	bool is_aggregate = !strcmp(wr_json_string(b, "run_type", "iteration"), "aggregate");

	if (!name)
		return wr_fail(err, WR_EINPUT, "%s: a benchmark without a name", pf_reading_path(r));
	if (wr_json_bool(b, "error_occurred", false))
		return wr_fail(err, WR_EMEASURE, "%s: benchmark '%s' failed: %s", pf_reading_path(r), name,
			       wr_json_string(b, "error_message", "it does not say why"));
	if (!is_aggregate || (!has_runs && !strcmp(wr_json_string(b, "aggregate_name", ""), "median")))
		take(r, b, name);
	return 0;
}

static int read_json(struct pf_reading *r, const cJSON *root, struct wr_err *err)
{
	const cJSON *context = cJSON_GetObjectItemCaseSensitive(root, "context");
	const cJSON *benchmarks = cJSON_GetObjectItemCaseSensitive(root, "benchmarks"), *b;
	bool has_runs = false;

	if (!strcmp(wr_json_string(context, "library_build_type", ""), "debug"))
		wr_run_note(pf_reading_run(r), WR_WARNING, "%s: measured with a debug build of Google Benchmark",
			    pf_reading_path(r));
	cJSON_ArrayForEach(b, benchmarks)
		has_runs |= strcmp(wr_json_string(b, "run_type", "iteration"), "aggregate") != 0;
	cJSON_ArrayForEach(b, benchmarks)
		if (read_one(r, b, has_runs, err))
			return -1;
	return 0;
}

const struct pf_format pf_format_google_benchmark = {
	.name = "google-benchmark", .title = "Google Benchmark (JSON)", .is_json_of = is_json_of, .read_json = read_json,
};
