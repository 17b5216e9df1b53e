/* criterion.c - target/criterion/<benchmark>/new/{sample,estimates}.json of Criterion.rs, and what it prints. */
#include "profiler/results_p.h"

#include <math.h>
#include <stdio.h>
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

/* ---- "total of/10    time:   [1.20 ns 1.21 ns 1.22 ns]": the estimate between its bounds ---- */

static const char *after_line(const char *at)
{
	at += strcspn(at, "\n");
	return at + (*at == '\n');
}

static double scale_of(const char *unit)
{
	static const struct { const char *name; double seconds; } units[] = {
		{ "ps", 1e-12 }, { "ns", 1e-9 }, { "\xC2\xB5s", 1e-6 }, { "us", 1e-6 }, { "ms", 1e-3 }, { "s", 1 },
	};

	for (size_t i = 0; i < sizeof units / sizeof *units; i++)
		if (!strcmp(units[i].name, unit))
			return units[i].seconds;
	return NAN;
}

/* The place of "time:" in a line of results, NULL in others ("change" has its own, in percent). */
static const char *read_times(const char *line, struct wr_stat *s)
{
	const char *end = line + strcspn(line, "\n"), *time = strstr(line, "time:");
	char units[3][8];

	if (!time || time >= end || sscanf(time, "time: [%lf %7s %lf %7s %lf %7[^] \n]]", &s->low, units[0], &s->value, units[1],
					   &s->high, units[2]) != 6)
		return NULL;
	s->low *= scale_of(units[0]);
	s->value *= scale_of(units[1]);
	s->high *= scale_of(units[2]);
	s->n = 0;
	return isfinite(s->low) && isfinite(s->value) && isfinite(s->high) ? time : NULL;
}

static bool is_text_of(const char *text)
{
	struct wr_stat s;

	for (; *text; text = after_line(text))
		if (read_times(text, &s))
			return true;
	return false;
}

static const char *trimmed(struct wr_arena *arena, const char *from, const char *to)
{
	while (to > from && (to[-1] == ' ' || to[-1] == '\r' || to[-1] == '\n'))
		to--;
	return wr_arena_strndup(arena, from, (size_t)(to - from));
}

/* A name that is too long for its column stands in the line before. */
static int read_text(struct pf_reading *r, const char *text, struct wr_err *err)
{
	const char *before = text;

	(void)err;
	for (; *text; before = text, text = after_line(text)) {
		struct wr_stat s;
		const char *time = read_times(text, &s), *name;

		if (!time)
			continue;
		name = trimmed(pf_reading_arena(r), text, time);
		if (!*name)
			name = trimmed(pf_reading_arena(r), before, text);
		pf_add_summary(r, name, "wall_time", "s", WR_LOWER_IS_BETTER, &s);
	}
	return 0;
}

const struct pf_format pf_format_criterion = {
	.name = "criterion", .title = "Criterion.rs (sample.json, estimates.json, or what it prints)",
	.is_json_of = is_json_of, .read_json = read_json, .is_text_of = is_text_of, .read_text = read_text,
};
