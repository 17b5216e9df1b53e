/* pytest_benchmark.c - --benchmark-json and saved runs of pytest-benchmark. */
#include "profiler/results_p.h"

#include <math.h>

static const cJSON *member(const cJSON *object, const char *key)
{
	return cJSON_GetObjectItemCaseSensitive(object, key);
}

static bool is_json_of(const cJSON *root)
{
	return cJSON_IsObject(member(root, "machine_info")) && cJSON_IsArray(member(root, "benchmarks"));
}

static int read_json(struct pf_reading *r, const cJSON *root, struct wr_err *err)
{
	const cJSON *b;

	cJSON_ArrayForEach(b, member(root, "benchmarks")) {
		const char *name = wr_json_string(b, "fullname", wr_json_string(b, "name", NULL));
		const cJSON *stats = member(b, "stats");
		struct wr_stat median = { wr_json_number(stats, "median", NAN), NAN, NAN, 0 };
		double rounds = wr_json_number(stats, "rounds", 0);

		if (!name)
			return wr_fail(err, WR_EINPUT, "%s: a benchmark without a name", pf_reading_path(r));
		median.n = rounds >= 0 && rounds < 1e15 ? (size_t)rounds : 0;
		/* data is there unless it was saved without. */
		if (!pf_add_array(r, name, "wall_time", "s", WR_LOWER_IS_BETTER, member(stats, "data"), 1))
			pf_add_summary(r, name, "wall_time", "s", WR_LOWER_IS_BETTER, &median);
	}
	return 0;
}

const struct pf_format pf_format_pytest_benchmark = {
	.name = "pytest-benchmark", .title = "pytest-benchmark (JSON)", .is_json_of = is_json_of, .read_json = read_json,
};
