/* hyperfine.c - --export-json of hyperfine. */
#include "profiler/results_p.h"

#include <math.h>

static const cJSON *member(const cJSON *object, const char *key)
{
	return cJSON_GetObjectItemCaseSensitive(object, key);
}

static bool is_json_of(const cJSON *root)
{
	const cJSON *results = member(root, "results");

	return cJSON_IsArray(results) && results->child && cJSON_IsString(member(results->child, "command"));
}

/* --ignore-failure measures failing commands all the same. */
static int check_exits(struct pf_reading *r, const cJSON *one, const char *command, struct wr_err *err)
{
	const cJSON *code;

	cJSON_ArrayForEach(code, member(one, "exit_codes"))
		if (!cJSON_IsNumber(code) || fabs(code->valuedouble) > 0)
			return wr_fail(err, WR_EMEASURE, "%s: '%s' failed in some of its runs", pf_reading_path(r), command);
	return 0;
}

static int read_json(struct pf_reading *r, const cJSON *root, struct wr_err *err)
{
	const cJSON *one;

	cJSON_ArrayForEach(one, member(root, "results")) {
		const char *command = wr_json_string(one, "command", NULL);
		struct wr_stat median = { wr_json_number(one, "median", NAN), NAN, NAN, 0 };

		if (!command)
			return wr_fail(err, WR_EINPUT, "%s: a result without a command", pf_reading_path(r));
		if (check_exits(r, one, command, err))
			return -1;
		if (!pf_add_array(r, command, "wall_time", "s", WR_LOWER_IS_BETTER, member(one, "times"), 1))
			pf_add_summary(r, command, "wall_time", "s", WR_LOWER_IS_BETTER, &median);
		/* Of the mean run only. */
		pf_add_sample(r, command, "cpu_time", "s", WR_LOWER_IS_BETTER,
			      wr_json_number(one, "user", NAN) + wr_json_number(one, "system", NAN));
		(void)pf_add_array(r, command, "rss_peak", "B", WR_LOWER_IS_BETTER, member(one, "memory_usage_byte"), 1);
	}
	return 0;
}

const struct pf_format pf_format_hyperfine = {
	.name = "hyperfine", .title = "hyperfine (JSON)", .is_json_of = is_json_of, .read_json = read_json,
};
