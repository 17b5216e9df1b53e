/* criterion.c - target/criterion/<benchmark>/new/{sample,estimates}.json of Criterion.rs. */
#include "profiler/results_p.h"

#include <math.h>
#include <string.h>
#include "core/file.h"
#include "core/text.h"

#define NANOSECOND 1e-9

static const cJSON *member(const cJSON *object, const char *key)
{
	return cJSON_GetObjectItemCaseSensitive(object, key);
}

static bool is_sample(const cJSON *root)
{
	return cJSON_IsArray(member(root, "iters")) && cJSON_IsArray(member(root, "times"));
}

static bool is_json_of(const cJSON *root)
{
	return is_sample(root) || cJSON_IsObject(member(member(root, "median"), "confidence_interval"));
}

/* Its name stands beside it, in benchmark.json; else the folder's is all there is. */
static const char *name_of(struct pf_reading *r)
{
	struct wr_arena *arena = pf_reading_arena(r);
	char *dir = wr_path_absolute(arena, pf_reading_path(r));
	const char *name = NULL;
	cJSON *beside;

	*strrchr(dir, '/') = '\0';
	beside = wr_json_read(wr_path_join(arena, dir, "benchmark.json"), (size_t)1 << 20, NULL);
	if (beside)
		name = wr_arena_strdup(arena, wr_json_string(beside, "full_id", NULL));
	cJSON_Delete(beside);
	if (name)
		return name;
	if (wr_ends_with(dir, "/new"))
		*strrchr(dir, '/') = '\0';
	return strrchr(dir, '/') ? strrchr(dir, '/') + 1 : "benchmark";
}

static int read_sample(struct pf_reading *r, const char *name, const cJSON *root, struct wr_err *err)
{
	const cJSON *iterations = member(root, "iters")->child, *time;

	cJSON_ArrayForEach(time, member(root, "times")) {
		if (!iterations || !cJSON_IsNumber(iterations) || !cJSON_IsNumber(time))
			return wr_fail(err, WR_EINPUT, "%s: times and iters do not belong together", pf_reading_path(r));
		pf_add_sample(r, name, "wall_time", "s", WR_LOWER_IS_BETTER,
			      time->valuedouble / iterations->valuedouble * NANOSECOND);
		iterations = iterations->next;
	}
	return 0;
}

static void read_estimates(struct pf_reading *r, const char *name, const cJSON *root)
{
	const cJSON *median = member(root, "median"), *interval = member(median, "confidence_interval");
	struct wr_stat s = {
		.value = wr_json_number(median, "point_estimate", NAN) * NANOSECOND,
		.low = wr_json_number(interval, "lower_bound", NAN) * NANOSECOND,
		.high = wr_json_number(interval, "upper_bound", NAN) * NANOSECOND,
	};

	pf_add_summary(r, name, "wall_time", "s", WR_LOWER_IS_BETTER, &s);
}

static int read_json(struct pf_reading *r, const cJSON *root, struct wr_err *err)
{
	const char *name = name_of(r);

	if (is_sample(root))
		return read_sample(r, name, root, err);
	read_estimates(r, name, root);
	return 0;
}

const struct pf_format pf_format_criterion = {
	.name = "criterion", .title = "Criterion.rs (sample.json, estimates.json)",
	.is_json_of = is_json_of, .read_json = read_json,
};
