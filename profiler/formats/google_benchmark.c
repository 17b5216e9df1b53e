/*
 * google_benchmark.c - what Google Benchmark prints (its docs/user_guide.md, "Output Formats"): JSON, and the table of the console.
 * The table's counters are left out: how many bytes its "G" are depends on the version.
 */
#include "profiler/results_p.h"

#include <math.h>
#include <stdio.h>
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

/* ---- the console's table ---- */

static const char *after_line(const char *at)
{
	at += strcspn(at, "\n");
	return at + (*at == '\n');
}

static bool is_head(const char *line)
{
	char words[4][16];

	return sscanf(line, "%15s %15s %15s %15s", words[0], words[1], words[2], words[3]) == 4 &&
	       !strcmp(words[0], "Benchmark") && !strcmp(words[1], "Time") && !strcmp(words[2], "CPU") &&
	       !strcmp(words[3], "Iterations");
}

static bool is_text_of(const char *text)
{
	for (; *text; text = after_line(text))
		if (is_head(text))
			return true;
	return false;
}

struct row { char name[512], units[2][8]; double real, cpu; };

/* "copy/1000   1012 ns   811 ns   10000"; a row of percentages is none. */
static bool read_row(const char *line, struct row *row)
{
	return sscanf(line, "%511s %lf %7s %lf %7s", row->name, &row->real, row->units[0], &row->cpu, row->units[1]) == 5 &&
	       isfinite(seconds(row->units[0])) && isfinite(seconds(row->units[1]));
}

/* The benchmark's name without "_median"; NULL for one of the other sums, which say nothing more. */
static const char *name_of(struct pf_reading *r, const char *name, bool *is_sum)
{
	static const char *const sums[] = { "_mean", "_stddev", "_cv", "_median" };
	size_t n = strlen(name);

	*is_sum = false;
	for (size_t i = 0; i < sizeof sums / sizeof *sums; i++) {
		size_t suffix = strlen(sums[i]);

		if (n <= suffix || strcmp(name + n - suffix, sums[i]) != 0)
			continue;
		*is_sum = true;
		return i == 3 ? wr_arena_strndup(pf_reading_arena(r), name, n - suffix) : NULL;
	}
	return name;
}

static bool has_plain_rows(struct pf_reading *r, const char *text)
{
	bool is_sum;

	for (; *text; text = after_line(text)) {
		struct row row;

		if (read_row(text, &row) && name_of(r, row.name, &is_sum) && !is_sum)
			return true;
	}
	return false;
}

static int read_text(struct pf_reading *r, const char *text, struct wr_err *err)
{
	bool has_runs = has_plain_rows(r, text), is_sum;

	for (unsigned number = 1; *text; text = after_line(text), number++) {
		struct row row;
		const char *name;

		if (strstr(text, "ERROR OCCURRED:") && strstr(text, "ERROR OCCURRED:") < after_line(text))
			return wr_fail_at(err, WR_EMEASURE, pf_reading_path(r), number, 0, "a benchmark failed: %.*s",
					  (int)strcspn(text, "\r\n"), text);
		name = read_row(text, &row) ? name_of(r, row.name, &is_sum) : NULL;
		if (!name || (is_sum && has_runs))
			continue;
		pf_add_sample(r, name, "wall_time", "s", WR_LOWER_IS_BETTER, row.real * seconds(row.units[0]));
		pf_add_sample(r, name, "cpu_time", "s", WR_LOWER_IS_BETTER, row.cpu * seconds(row.units[1]));
	}
	return 0;
}

const struct pf_format pf_format_google_benchmark = {
	.name = "google-benchmark", .title = "Google Benchmark (JSON or its table)", .is_json_of = is_json_of,
	.read_json = read_json, .is_text_of = is_text_of, .read_text = read_text,
};
