/*
 * go_bench.c - `go test -bench` (the Go project's design/14313-benchmark-format.md), also with -json (go doc test2json): there
 * the lines come in pieces, each in an object.
 */
#include "profiler/results_p.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include "core/buf.h"
#include "core/text.h"

#define PREFIX "Benchmark"

static const struct { const char *unit, *metric, *ours; enum wr_better better; double scale; } units[] = {
	{ "ns/op", "wall_time", "s", WR_LOWER_IS_BETTER, 1e-9 },
	{ "B/op", "allocated_bytes", "B", WR_LOWER_IS_BETTER, 1 },
	{ "allocs/op", "allocations", "1", WR_LOWER_IS_BETTER, 1 },
	{ "MB/s", "bytes_rate", "B/s", WR_HIGHER_IS_BETTER, 1e6 },
};

static const char *after_line(const char *at)
{
	at += strcspn(at, "\n");
	return at + (*at == '\n');
}

/* "BenchmarkX-8 <blanks> number <blanks> value unit ...": the first two words. */
static bool is_result(const char *line)
{
	size_t name = strcspn(line, " \t\r\n"), blanks = strspn(line + name, " \t");
	const char *count = line + name + blanks;

	return wr_starts_with(line, PREFIX) && blanks && isdigit((unsigned char)*count);
}

static bool has_results(const char *text)
{
	for (; *text; text = after_line(text))
		if (is_result(text))
			return true;
	return false;
}

/* Without "Benchmark" and the number of processors that Go puts behind it. */
static const char *name_of(struct wr_arena *arena, const char *word, size_t n)
{
	char *name = wr_arena_strndup(arena, word + strlen(PREFIX), n - strlen(PREFIX));
	char *dash = strrchr(name, '-');

	if (dash && dash != name && dash[1] && dash[1 + strspn(dash + 1, "0123456789")] == '\0')
		*dash = '\0';
	return name;
}

static void add(struct pf_reading *r, const char *name, double value, const char *unit)
{
	for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
		if (!strcmp(units[i].unit, unit)) {
			pf_add_sample(r, name, units[i].metric, units[i].ours, units[i].better, value * units[i].scale);
			return;
		}
	}
	/* b.ReportMetric: rates end in "/s", of all others less is taken to be better, as benchstat does. */
	pf_add_sample(r, name, wr_measure_part(pf_reading_arena(r), unit), unit,
		      wr_ends_with(unit, "/s") ? WR_HIGHER_IS_BETTER : WR_LOWER_IS_BETTER, value);
}

static int read_line(struct pf_reading *r, const char *line, unsigned number, struct wr_err *err)
{
	struct wr_arena *arena = pf_reading_arena(r);
	char *copy = wr_arena_strndup(arena, line, strcspn(line, "\r\n")), *rest = NULL;
	char *word = strtok_r(copy, " \t", &rest), *value, *unit;
	const char *name = name_of(arena, word, strlen(word));

	(void)strtok_r(NULL, " \t", &rest);     /* how often it ran */
	while ((value = strtok_r(NULL, " \t", &rest))) {
		char *end;
		double v = strtod(value, &end);

		unit = strtok_r(NULL, " \t", &rest);
		if (*end || !unit)
			return wr_fail_at(err, WR_EINPUT, pf_reading_path(r), number, 0, "'%.40s' is no value with a unit",
					  value);
		add(r, name, v, unit);
	}
	return 0;
}

static int read_text(struct pf_reading *r, const char *text, struct wr_err *err)
{
	for (unsigned number = 1; *text; text = after_line(text), number++) {
		if (wr_starts_with(text, "--- FAIL") || wr_starts_with(text, "FAIL"))
			return wr_fail_at(err, WR_EMEASURE, pf_reading_path(r), number, 0, "a benchmark failed: %.*s",
					  (int)strcspn(text, "\r\n"), text);
		if (is_result(text) && read_line(r, text, number, err))
			return -1;
	}
	return 0;
}

static bool is_event(const char *text)
{
	size_t n = strcspn(text, "\n");
	cJSON *event = *text == '{' ? wr_json_parse(text, n, "", NULL) : NULL;
	bool found = event && cJSON_IsString(cJSON_GetObjectItemCaseSensitive(event, "Action")) &&
		     cJSON_IsString(cJSON_GetObjectItemCaseSensitive(event, "Time"));

	cJSON_Delete(event);
	return found;
}

/* What the events say was printed. */
static int join_events(struct pf_reading *r, const char *text, struct wr_buf *out, struct wr_err *err)
{
	for (unsigned number = 1; *text; text = after_line(text), number++) {
		size_t n = strcspn(text, "\r\n");
		cJSON *event = n ? wr_json_parse(text, n, "", NULL) : NULL;

		if (n && !event)
			return wr_fail_at(err, WR_EINPUT, pf_reading_path(r), number, 0, "not a line of go test -json");
		if (event && !strcmp(wr_json_string(event, "Action", ""), "output"))
			wr_buf_str(out, wr_json_string(event, "Output", ""));
		cJSON_Delete(event);
	}
	return 0;
}

static int read_events(struct pf_reading *r, const char *text, struct wr_err *err)
{
	struct wr_buf joined = WR_BUF_INIT;
	int result = join_events(r, text, &joined, err);

	wr_buf_str(&joined, "");
	if (!result)
		result = read_text(r, joined.data, err);
	wr_buf_free(&joined);
	return result;
}

static bool is_either(const char *text)
{
	return is_event(text) || has_results(text);
}

static int read_either(struct pf_reading *r, const char *text, struct wr_err *err)
{
	return is_event(text) ? read_events(r, text, err) : read_text(r, text, err);
}

const struct pf_format pf_format_go_bench = {
	.name = "go-bench", .title = "go test -bench", .is_text_of = is_either, .read_text = read_either,
};
