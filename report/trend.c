#include "report/trend_p.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/change_point.h"
#include "core/stats.h"
#include "report/metric_p.h"

struct entry {
	const struct rp_metric *metric;
	size_t run;             /* from 0 */
};

static int by_measure(const struct rp_metric *a, const struct rp_metric *b)
{
	int order = strcmp(a->subject, b->subject);

	order = order ? order : strcmp(a->quantity, b->quantity);
	return order ? order : strcmp(a->measure->unit, b->measure->unit);
}

static int by_measure_then_run(const void *left, const void *right)
{
	const struct entry *a = left, *b = right;
	int order = by_measure(a->metric, b->metric);

	return order ? order : (a->run > b->run) - (a->run < b->run);
}

static struct entry *gather(const struct rp_past_run *runs, size_t n, struct wr_arena *arena, size_t *count)
{
	struct entry *entries;
	size_t most = 1;

	for (size_t r = 0; r < n; r++)
		most += runs[r].run ? runs[r].run->measure_count : 0;
	entries = wr_arena_array(arena, most, sizeof *entries);
	*count = 0;
	for (size_t r = 0; r < n; r++) {
		size_t metrics = 0;
		const struct rp_metric *all = runs[r].run ? rp_metrics(runs[r].run, arena, &metrics) : NULL;

		for (size_t i = 0; i < metrics; i++)
			entries[(*count)++] = (struct entry){ &all[i], r };
	}
	qsort(entries, *count, sizeof *entries, by_measure_then_run);
	return entries;
}

static void add_point(struct wr_point *points, size_t *n, size_t run, double value)
{
	if (isfinite(value))
		points[(*n)++] = (struct wr_point){ (double)run + 1, value };
}

static double *heights_of(const struct wr_point *points, size_t n, struct wr_arena *arena)
{
	double *values = wr_arena_array(arena, n + 1, sizeof *values);

	for (size_t i = 0; i < n; i++)
		values[i] = points[i].y;
	return values;
}

static const struct rp_level *levels_of(const double *x, size_t n, struct wr_arena *arena, size_t *count)
{
	struct wr_change_point changes[WR_MOST_CHANGE_POINTS];
	size_t change_count = wr_find_change_points(x, n, changes);
	struct rp_level *levels = wr_arena_array(arena, change_count + 1, sizeof *levels);

	*count = 0;
	for (size_t i = 0; i <= change_count && n; i++) {
		size_t first = i ? changes[i - 1].at : 0, end = i < change_count ? changes[i].at : n;

		levels[(*count)++] = (struct rp_level){ first, end - first, wr_median(x + first, end - first) };
	}
	return levels;
}

static struct rp_trend trend_of(const struct entry *entries, size_t n, size_t runs, struct wr_arena *arena)
{
	const struct rp_metric *newest = entries[n - 1].metric;
	struct rp_trend t = { .subject = newest->subject, .quantity = newest->quantity,
			      .unit = newest->measure->unit, .better = newest->measure->better,
			      .last = NAN, .before = NAN, .worse = NAN };
	const double *heights;
	double ratio;

	t.values = wr_arena_array(arena, n, sizeof *t.values);
	t.lows = wr_arena_array(arena, n, sizeof *t.lows);
	t.highs = wr_arena_array(arena, n, sizeof *t.highs);
	for (size_t i = 0; i < n; i++) {
		const struct wr_stat *now = &entries[i].metric->measure->now;

		add_point(t.values, &t.value_count, entries[i].run, now->value);
		add_point(t.lows, &t.low_count, entries[i].run, now->low);
		add_point(t.highs, &t.high_count, entries[i].run, now->high);
	}
	heights = heights_of(t.values, t.value_count, arena);
	t.levels = levels_of(heights, t.value_count, arena, &t.level_count);
	if (entries[n - 1].run + 1 < runs)
		return t;
	t.last = newest->measure->now.value;
	t.before = wr_median(heights, t.value_count - 1);
	ratio = t.better == WR_LOWER_IS_BETTER ? t.last / t.before : t.before / t.last;
	if (isfinite(ratio) && ratio > 0)
		t.worse = ratio;
	return t;
}

static double weight(const struct rp_trend *t)
{
	if (isnan(t->last))
		return -1;
	return isnan(t->worse) ? 0 : t->worse;
}

static int worst_first(const void *left, const void *right)
{
	const struct rp_trend *a = left, *b = right;
	int order;

	if (weight(a) != weight(b))
		return weight(a) > weight(b) ? -1 : 1;
	order = strcmp(a->subject, b->subject);
	order = order ? order : strcmp(a->quantity, b->quantity);
	return order ? order : strcmp(a->unit, b->unit);
}

const struct rp_trend *rp_trends(const struct rp_past_run *runs, size_t n, struct wr_arena *arena, size_t *count)
{
	size_t entry_count, i = 0;
	const struct entry *entries = gather(runs, n, arena, &entry_count);
	struct rp_trend *trends = wr_arena_array(arena, entry_count + 1, sizeof *trends);

	*count = 0;
	while (i < entry_count) {
		size_t first = i;

		while (i < entry_count && !by_measure(entries[first].metric, entries[i].metric))
			i++;
		trends[(*count)++] = trend_of(entries + first, i - first, n, arena);
	}
	qsort(trends, *count, sizeof *trends, worst_first);
	return trends;
}
