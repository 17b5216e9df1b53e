/* series.c - hit or miss over size, to draw. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "core/alloc.h"
#include "cachesim/study_p.h"

enum {
	CURVE_POINTS = 60,
	REPLAYED_POINTS = 16,           /* at most, where every point is a replay */
	FEWEST_POINTS = 4,
	REPLAYED_REQUESTS = 400000000   /* that the replayed points of all lines may take together */
};

struct points {
	struct wr_point *at;
	size_t n, cap;
};

/* `n` sizes from `first` to `last`, evenly spaced in their logarithm, each once. */
static uint64_t *spread(uint64_t first, uint64_t last, size_t *n)
{
	uint64_t *size = wr_malloc(*n * sizeof *size);
	double step = *n > 1 ? log((double)last / (double)first) / (double)(*n - 1) : 0;
	size_t count = 0;

	for (size_t i = 0; i < *n; i++) {
		uint64_t v = (uint64_t)llround((double)first * exp(step * (double)i));

		v = i + 1 == *n ? last : v;
		if (!count || v > size[count - 1])
			size[count++] = v;
	}
	*n = count;
	return size;
}

static void add_point(struct points *p, uint64_t size, const struct cs_result *r)
{
	*WR_PUSH(p->at, p->n, p->cap) = (struct wr_point){ (double)size, 1 - cs_hit_ratio(r) };
}

static int line_by_curve(const struct cs_study *s, struct points *p, struct wr_err *err)
{
	size_t n = CURVE_POINTS;
	uint64_t *size = spread(1, s->whole, &n);
	int result = 0;

	for (size_t i = 0; i < n && !result; i++) {
		struct cs_result r;

		result = cs_study_lru(s, size[i], &r, err);
		if (!result)
			add_point(p, size[i], &r);
	}
	free(size);
	return result;
}

/* Sizes of the replayed points; as many as the requests allow. */
static uint64_t *replayed_sizes(const struct cs_study *s, size_t *n)
{
	size_t affordable = REPLAYED_REQUESTS / s->policy_count / s->trace->n;

	*n = REPLAYED_POINTS;
	if (affordable < *n)
		*n = affordable > FEWEST_POINTS ? affordable : FEWEST_POINTS;
	return spread(s->whole / 1024 + 1, s->whole, n);
}

static bool is_replayed(const struct cs_study *s, size_t policy)
{
	return !s->curve || s->policies[policy] != cs_policy_find("lru");
}

/* All lines but that of LRU where there is a curve. */
static int lines_by_replay(const struct cs_study *s, struct points *p, struct wr_err *err)
{
	size_t n, count = 0;
	uint64_t *size = replayed_sizes(s, &n);
	struct cs_result *r = wr_calloc(n * s->policy_count, sizeof *r);
	struct cs_job *jobs = wr_calloc(n * s->policy_count, sizeof *jobs);
	int result;

	for (size_t i = 0; i < s->policy_count; i++)
		if (is_replayed(s, i))
			cs_study_jobs(s, s->policies[i], size, n, r + i * n, jobs, &count);
	result = cs_study_run(s, jobs, count, err);
	for (size_t i = 0; i < n * s->policy_count && !result; i++)
		if (is_replayed(s, i / n))
			add_point(&p[i / n], size[i % n], &r[i]);
	free(jobs);
	free(r);
	free(size);
	return result;
}

/* 0 for LRU, 1 for the bound, 2 for the others: what charts with few lines should show first. */
static int place_of(const struct wr_line *line)
{
	return !strcmp(line->name, "lru") ? 0 : cs_policy_find(line->name)->bound ? 1 : 2;
}

static double mean_of(const struct wr_line *line)
{
	double sum = 0;

	for (size_t i = 0; i < line->n; i++)
		sum += line->points[i].y;
	return line->n ? sum / (double)line->n : 1;
}

/* The others by how much they miss: they have the same sizes. */
static int by_importance(const void *a, const void *b)
{
	const struct wr_line *x = a, *y = b;

	if (place_of(x) != place_of(y))
		return place_of(x) - place_of(y);
	return (mean_of(x) > mean_of(y)) - (mean_of(x) < mean_of(y));
}

int cs_series_add(struct cs_study *s, struct wr_err *err)
{
	struct points *p = wr_calloc(s->policy_count, sizeof *p);
	struct wr_line *line = wr_calloc(s->policy_count, sizeof *line);
	int result = lines_by_replay(s, p, err);

	for (size_t i = 0; i < s->policy_count && !result; i++) {
		if (!is_replayed(s, i))
			result = line_by_curve(s, &p[i], err);
		line[i] = (struct wr_line){ s->policies[i]->name, "ratio", p[i].at, p[i].n };
	}
	qsort(line, result ? 0 : s->policy_count, sizeof *line, by_importance);
	if (!result)
		wr_run_add_series(s->run, &(struct wr_series){
			.name = wr_arena_printf(s->run->arena, "%s.miss_ratio_curve", s->prefix),
			.x_name = "cache size",
			.x_unit = s->options->by_bytes ? "B" : "1",
			.lines = line,
			.line_count = s->policy_count,
		});
	for (size_t i = 0; i < s->policy_count; i++)
		free(p[i].at);
	free(p);
	free(line);
	return result;
}
