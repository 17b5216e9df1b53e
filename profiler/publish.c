/* publish.c - measured runs as measures and series of the run. */
#include "profiler/publish_p.h"

#include <math.h>
#include <stdlib.h>
#include "core/alloc.h"
#include "core/stats.h"

static bool all_finite(const double *x, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!isfinite(x[i]))
			return false;
	return true;
}

/* value is NaN where the metric is not known. */
static struct wr_stat stat_of(enum pf_metric m, const struct pf_sample *samples, size_t n)
{
	double *values = pf_values(m, samples, n);
	struct wr_stat s = { .value = NAN, .low = NAN, .high = NAN, .n = n };

	if (all_finite(values, n)) {
		s.value = wr_median(values, n);
		wr_median_interval(values, n, 0.95, &s.low, &s.high);
	}
	free(values);
	return s;
}

static struct wr_measure measure_of(struct wr_arena *arena, const char *name, enum pf_metric m,
				    const struct pf_sample *samples, size_t n)
{
	return (struct wr_measure){
		.name = wr_arena_printf(arena, "bench.%s.%s", wr_measure_part(arena, name), pf_metric_name(m)),
		.stage = "bench",
		.unit = pf_metric_unit(m),
		.better = WR_LOWER_IS_BETTER,
		.now = stat_of(m, samples, n),
	};
}

/* A line over 1, 2, 3... or, where at is given, over at[0], at[1]...; its points are in arena. */
static struct wr_line line_of(struct wr_arena *arena, const char *name, const char *unit, const double *y,
			      const size_t *at, size_t n)
{
	struct wr_point *points = wr_arena_array(arena, n, sizeof *points);

	for (size_t i = 0; i < n; i++)
		points[i] = (struct wr_point){ (double)(at ? at[i] : i + 1), y[i] };
	return (struct wr_line){ name, unit, points, n };
}

static void add_runs_series(struct wr_run *run, const char *name, const struct pf_sample *samples, size_t n)
{
	struct wr_arena *arena = wr_arena_new();
	struct wr_line lines[PF_DRAWN];
	struct wr_series s = {
		.name = wr_arena_printf(arena, "bench.%s.runs", wr_measure_part(arena, name)),
		.x_name = "run", .x_unit = "1", .lines = lines, .line_count = PF_DRAWN,
	};

	for (enum pf_metric m = 0; m < PF_DRAWN; m++) {
		double *values = pf_values(m, samples, n);

		lines[m] = line_of(arena, pf_metric_name(m), pf_metric_unit(m), values, NULL, n);
		free(values);
	}
	wr_run_add_series(run, &s);
	wr_arena_free(arena);
}

void pf_publish_runs(struct wr_run *run, const char *name, const struct pf_sample *samples, size_t n)
{
	struct wr_arena *arena = wr_arena_new();

	for (enum pf_metric m = 0; m < PF_METRICS; m++) {
		struct wr_measure measure = measure_of(arena, name, m, samples, n);

		if (isfinite(measure.now.value))
			wr_run_add_measure(run, &measure);
	}
	add_runs_series(run, name, samples, n);
	wr_arena_free(arena);
}

static struct wr_change no_ratio(enum wr_change_verdict verdict)
{
	return (struct wr_change){ .ratio = NAN, .low = NAN, .high = NAN, .p = NAN, .verdict = verdict };
}

static struct wr_change judged(const struct pf_verdict *v)
{
	return (struct wr_change){
		.ratio = exp(v->shift),
		.low = isfinite(v->low) ? exp(v->low) : NAN,
		.high = isfinite(v->high) ? exp(v->high) : NAN,
		.p = v->p,
		.verdict = v->answer,
	};
}

/* A change that is no judgement. */
static struct wr_change told(const double *log_ratios, size_t n)
{
	struct wr_change c = no_ratio(WR_CHANGE_PASS);

	if (n && all_finite(log_ratios, n)) {
		c.ratio = exp(wr_hodges_lehmann(log_ratios, n));
		wr_signed_rank_interval(log_ratios, n, 0.95, &c.low, &c.high);
		c.low = exp(c.low);
		c.high = exp(c.high);
		c.p = wr_signed_rank_p(log_ratios, n);
	}
	return c;
}

struct wr_change pf_change_of_ratios(const struct pf_opinion *o, const double *log_ratios, size_t n)
{
	struct wr_change c;

	if (o->standing == PF_REFUSED)
		return no_ratio(WR_CHANGE_INCONCLUSIVE);
	if (o->standing == PF_JUDGED)
		return judged(&o->verdict);
	c = told(log_ratios, n);
	if (o->standing == PF_UNFIT)
		c.verdict = WR_CHANGE_INCONCLUSIVE;
	return c;
}

/* Counts may be 0, of which there is no ratio: then that of the medians. */
static struct wr_change change_of(enum pf_metric m, const struct pf_pairs *pairs, const struct pf_opinion *o,
				  double base, double now)
{
	double *ratios = pf_log_ratios(m, pairs->base, pairs->head, pairs->n);
	struct wr_change c = pf_change_of_ratios(o, ratios, pairs->n);

	free(ratios);
	if (!isnan(c.ratio) || o->standing == PF_REFUSED)
		return c;
	if (base > 0)
		c.ratio = now / base;
	else if (now <= 0)
		c.ratio = 1;
	return c;
}

double pf_limit_ratio(const struct pf_opinion *o)
{
	return o->standing == PF_JUDGED ? 1 + o->verdict.threshold : 0;
}

static struct wr_line ratio_line(struct wr_arena *arena, const char *name, enum pf_metric m,
				 const struct pf_sample *base, const struct pf_sample *head, const size_t *at,
				 size_t n)
{
	double *ratios = pf_log_ratios(m, base, head, n);
	struct wr_line line;

	for (size_t i = 0; i < n; i++)
		ratios[i] = exp(ratios[i]);
	line = line_of(arena, name, "ratio", ratios, at, n);
	free(ratios);
	return line;
}

static void add_pairs_series(struct wr_run *run, const char *name, const struct pf_pairs *p)
{
	struct wr_arena *arena = wr_arena_new();
	struct wr_line lines[2 * PF_DRAWN];
	struct wr_series s = {
		.name = wr_arena_printf(arena, "bench.%s.pairs", wr_measure_part(arena, name)),
		.x_name = "pair", .x_unit = "1", .lines = lines,
	};

	for (enum pf_metric m = 0; m < PF_DRAWN; m++)
		lines[s.line_count++] = ratio_line(arena, pf_metric_name(m), m, p->base, p->head, NULL, p->n);
	for (enum pf_metric m = 0; m < PF_DRAWN && p->same_n; m++)
		lines[s.line_count++] = ratio_line(arena,
						   wr_arena_printf(arena, "%s, base against base", pf_metric_name(m)), m,
						   p->same[0], p->same[1], p->same_after, p->same_n);
	wr_run_add_series(run, &s);
	wr_arena_free(arena);
}

void pf_publish_pairs(struct wr_run *run, const char *name, const struct pf_pairs *pairs,
		      const struct pf_opinion opinions[PF_METRICS])
{
	struct wr_arena *arena = wr_arena_new();

	for (enum pf_metric m = 0; m < PF_METRICS; m++) {
		struct wr_measure measure = measure_of(arena, name, m, pairs->head, pairs->n);

		measure.base = stat_of(m, pairs->base, pairs->n);
		if (opinions[m].standing == PF_LEFT_OUT || !isfinite(measure.now.value) || !isfinite(measure.base.value))
			continue;
		measure.has_base = true;
		measure.has_change = true;
		measure.change = change_of(m, pairs, &opinions[m], measure.base.value, measure.now.value);
		measure.limit_ratio = pf_limit_ratio(&opinions[m]);
		wr_run_add_measure(run, &measure);
	}
	if (opinions[PF_WALL_TIME].standing != PF_LEFT_OUT)
		add_pairs_series(run, name, pairs);
	wr_arena_free(arena);
}

static struct wr_stat stat_of_counts(const double *counts, size_t n)
{
	return (struct wr_stat){ wr_median(counts, n), wr_quantile(counts, n, 0), wr_quantile(counts, n, 1), n };
}

void pf_publish_counts(struct wr_run *run, const char *name, const double *base, const double *head, size_t n,
		       const struct pf_opinion *o)
{
	struct wr_arena *arena = wr_arena_new();
	struct wr_measure m = {
		.name = wr_arena_printf(arena, "bench.%s.%s", wr_measure_part(arena, name), pf_metric_name(PF_INSTRUCTIONS)),
		.stage = "bench", .unit = "1", .better = WR_LOWER_IS_BETTER, .now = stat_of_counts(head, n),
	};

	if (base) {
		m.has_base = m.has_change = true;
		m.base = stat_of_counts(base, n);
		m.change = judged(&o->verdict);
		m.limit_ratio = pf_limit_ratio(o);
		if (o->standing != PF_JUDGED)
			m.change.verdict = WR_CHANGE_INCONCLUSIVE;
	}
	wr_run_add_measure(run, &m);
	wr_arena_free(arena);
}
