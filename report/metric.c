#include "report/metric_p.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "report/clip_p.h"

enum { NAME_MAX_BYTES = 1000 };

static struct rp_metric metric_of(const struct wr_measure *m, struct wr_arena *arena)
{
	const char *name = rp_inert(arena, m->name, NAME_MAX_BYTES);
	const char *dot = strrchr(name, '.');

	if (dot && dot > name && dot[1])
		return (struct rp_metric){ m, wr_arena_strndup(arena, name, (size_t)(dot - name)), dot + 1 };
	return (struct rp_metric){ m, *m->stage ? rp_inert(arena, m->stage, NAME_MAX_BYTES) : "weir", name };
}

static int by_name(const struct rp_metric *a, const struct rp_metric *b)
{
	int order = strcmp(a->subject, b->subject);

	return order ? order : strcmp(a->quantity, b->quantity);
}

/* The order of the run decides between equal names, so that the same run gives the same bytes. */
static int by_name_then_place(const void *left, const void *right)
{
	const struct rp_metric *a = left, *b = right;
	int order = by_name(a, b);

	return order ? order : (a->measure > b->measure) - (a->measure < b->measure);
}

const struct rp_metric *rp_metrics(const struct wr_run *run, struct wr_arena *arena, size_t *n)
{
	struct rp_metric *all = wr_arena_array(arena, run->measure_count + 1, sizeof *all);
	size_t found = 0, kept = 0;

	for (size_t i = 0; i < run->measure_count; i++)
		if (isfinite(run->measures[i].now.value))
			all[found++] = metric_of(&run->measures[i], arena);
	qsort(all, found, sizeof *all, by_name_then_place);
	for (size_t i = 0; i < found; i++)
		if (!kept || by_name(&all[kept - 1], &all[i]))
			all[kept++] = all[i];
	*n = kept;
	return all;
}
