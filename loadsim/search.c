/* search.c - the trials of a search. */
#include "loadsim/search_p.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "core/units.h"

static const char *const limited[] = {
	"p50", "p90", "p95", "p99", "p999", "p9999", "mean", "max", "error_rate", "natural_error_rate", NULL
};

static bool is_limit(const struct ls_threshold *t)
{
	for (size_t i = 0; limited[i]; i++) {
		if (!strcmp(limited[i], t->metric))
			return true;
	}
	return false;
}

bool ls_trials_have_limits(const struct ls_scenario *s)
{
	for (size_t i = 0; i < s->threshold_count; i++) {
		if (is_limit(&s->thresholds[i]))
			return true;
	}
	return false;
}

struct ls_trial ls_trial_of(double x, const struct ls_results *r)
{
	return (struct ls_trial){
		.x = x, .p50 = ls_results_value(r, "p50"), .p95 = ls_results_value(r, "p95"),
		.p99 = ls_results_value(r, "p99"), .throughput = ls_part_throughput(&r->all),
		.error_rate = ls_results_value(r, "error_rate"), .held = true,
	};
}

static void break_limit(struct ls_trial *t, const struct ls_threshold *limit, double value)
{
	char text[32];
	const char *unit = strstr(limit->metric, "rate") ? "ratio" : "s";

	t->held = false;
	if (isnan(value))
		snprintf(t->why, sizeof t->why, "no good answer (%s)", limit->text);
	else
		snprintf(t->why, sizeof t->why, "%s was %s (%s)", limit->metric,
			 wr_format_value(text, sizeof text, value, unit), limit->text);
}

void ls_trial_judge(struct ls_trial *t, const struct ls_results *r, const struct ls_scenario *s)
{
	for (size_t i = 0; i < s->threshold_count && t->held; i++) {
		const struct ls_threshold *limit = &s->thresholds[i];
		double value;

		if (!is_limit(limit))
			continue;
		value = ls_results_value(r, limit->metric);
		if (limit->below ? !(value < limit->limit) : !(value >= limit->limit))
			break_limit(t, limit, value);
	}
}

static int by_x(const void *a, const void *b)
{
	double x = ((const struct wr_point *)a)->x, y = ((const struct wr_point *)b)->x;

	return (x > y) - (x < y);
}

struct wr_line ls_trials_line(const struct ls_trials *t, const char *name, const char *unit,
			      double (*get)(const struct ls_trial *), struct wr_arena *arena)
{
	struct wr_point *points = wr_arena_array(arena, t->n, sizeof *points);
	size_t n = 0;

	for (size_t i = 0; i < t->n; i++) {
		double y = get(&t->items[i]);

		if (!isnan(y))
			points[n++] = (struct wr_point){ t->items[i].x, y };
	}
	qsort(points, n, sizeof *points, by_x);
	return (struct wr_line){ .name = name, .unit = unit, .points = points, .n = n };
}
