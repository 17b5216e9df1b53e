/* harness.c - the output of a program made with weir/bench.h: a line of JSON per benchmark. */
#include "profiler/results_p.h"

#include <math.h>
#include <string.h>
#include "core/text.h"

#define SCHEMA "{\"schema\":\"weir.harness/1\""

static bool is_text_of(const char *text)
{
	return wr_starts_with(text, SCHEMA);
}

static void add_rate(struct pf_reading *r, const char *name, const char *metric, const char *unit, double per_round,
		     const cJSON *wall)
{
	const cJSON *seconds;

	cJSON_ArrayForEach(seconds, wall)
		if (cJSON_IsNumber(seconds))
			pf_add_sample(r, name, metric, unit, WR_HIGHER_IS_BETTER, per_round / seconds->valuedouble);
}

static int read_benchmark(struct pf_reading *r, const cJSON *b, struct wr_err *err)
{
	const char *name = wr_json_string(b, "name", NULL);
	const cJSON *wall = cJSON_GetObjectItemCaseSensitive(b, "wall");

	pf_reading_is_unfit(r, !wr_json_bool(b, "optimised", true));
	if (!name || !pf_add_array(r, name, "wall_time", "s", WR_LOWER_IS_BETTER, wall, 1))
		return wr_fail(err, WR_EINPUT, "%s: a benchmark without a name or times", pf_reading_path(r));
	(void)pf_add_array(r, name, "cpu_time", "s", WR_LOWER_IS_BETTER, cJSON_GetObjectItemCaseSensitive(b, "cpu"), 1);
	add_rate(r, name, "bytes_rate", "B/s", wr_json_number(b, "bytes", NAN), wall);
	add_rate(r, name, "items_rate", "1/s", wr_json_number(b, "items", NAN), wall);
	pf_add_sample(r, name, "memory_peak", "B", WR_LOWER_IS_BETTER, wr_json_number(b, "peak", NAN));
	if (!wr_json_bool(b, "optimised", true))
		wr_run_note(pf_reading_run(r), WR_WARNING, "%s: benchmark '%s' was compiled without optimisation; its "
			    "times say little, and are not judged", pf_reading_path(r), name);
	return 0;
}

static int read_text(struct pf_reading *r, const char *text, struct wr_err *err)
{
	for (unsigned line = 1; *text; line++) {
		size_t n = strcspn(text, "\n");
		cJSON *b = n ? wr_json_parse(text, n, pf_reading_path(r), NULL) : NULL;
		int result = 0;

		if (n && !b)
			return wr_fail_at(err, WR_EINPUT, pf_reading_path(r), line, 0, "not a benchmark's line of JSON");
		if (b)
			result = read_benchmark(r, b, err);
		cJSON_Delete(b);
		if (result)
			return -1;
		text += n + (text[n] == '\n');
	}
	return 0;
}

const struct pf_format pf_format_harness = {
	.name = "harness", .title = "weir/bench.h", .is_text_of = is_text_of, .read_text = read_text,
};
