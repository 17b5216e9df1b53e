/* publish.c - results to the measures of a run. */
#include <math.h>
#include <string.h>
#include "core/stats.h"
#include "loadsim/publish_p.h"
#include "loadsim/scenario_p.h"
#include "loadsim/steady_p.h"

#define MOST_BATCHES 32
#define LEAST_BEYOND 20         /* values */
#define LEAST_FOR_DRIFT 20      /* windows */

const char *ls_full_name(const struct ls_publisher *p, const char *last)
{
	return wr_arena_printf(p->run->arena, "%s.%s", p->prefix, last);
}

struct value { double value, half_width; long long n; };       /* half_width NaN = no interval */

static void add(const struct ls_publisher *p, const char *last, const char *unit, enum wr_better better, struct value v)
{
	struct wr_measure m = {
		.name = ls_full_name(p, last), .stage = "load", .unit = unit, .better = better,
		.now = { v.value, fmax(v.value - v.half_width, 0), v.value + v.half_width, (size_t)v.n },
	};

	if (isnan(v.half_width))
		m.now.low = m.now.high = NAN;
	if (!isnan(v.value))
		wr_run_add_measure(p->run, &m);
}

static void add_fact(const struct ls_publisher *p, const char *last, const char *unit, enum wr_better better,
		     double value, long long n)
{
	add(p, last, unit, better, (struct value){ value, NAN, n });
}

/* -- what is said of a part --------------------------------------------------- */

struct metric {
	const char *name, *unit;
	enum wr_better better;
	double quantile;        /* of the response times; 0 = get() instead */
	double (*get)(const struct ls_part *);
};

static const struct metric metrics[] = {
	{ "p50", "s", WR_LOWER_IS_BETTER, 0.5, NULL },
	{ "p90", "s", WR_LOWER_IS_BETTER, 0.9, NULL },
	{ "p95", "s", WR_LOWER_IS_BETTER, 0.95, NULL },
	{ "p99", "s", WR_LOWER_IS_BETTER, 0.99, NULL },
	{ "p999", "s", WR_LOWER_IS_BETTER, 0.999, NULL },
	{ "p9999", "s", WR_LOWER_IS_BETTER, 0.9999, NULL },
	{ "mean", "s", WR_LOWER_IS_BETTER, 0, ls_part_mean },
	{ "max", "s", WR_LOWER_IS_BETTER, 1, NULL },
	{ "throughput", "1/s", WR_HIGHER_IS_BETTER, 0, ls_part_throughput },
	{ "error_rate", "ratio", WR_LOWER_IS_BETTER, 0, ls_part_error_rate },
};

static double value_in(const struct metric *m, const struct ls_part *part)
{
	return m->quantile > 0 ? ls_hist_seconds(part->response, m->quantile) : m->get(part);
}

/* The quantile of a slice with few values beyond it is biased: with 6, intervals of p99 were right 89 times in 100. */
static bool enough(const struct metric *m, const struct ls_part *part)
{
	double n = (double)wr_hist_count(part->response);

	return m->quantile <= 0 || n * (1 - m->quantile) >= LEAST_BEYOND;
}

/* Half of the interval of m over the whole run, from the slices after the warm-up; NaN where that would not be honest. */
static double half_width(const struct ls_results *r, const struct metric *m)
{
	double values[MOST_BATCHES];
	size_t n = 0;

	if (r->slice_count == 1 || r->unsteady)
		return NAN;
	for (size_t i = 0; i < r->slice_count; i++) {
		if (r->slices[i].from < r->all.from)
			continue;
		if (!enough(m, &r->slices[i]))
			return NAN;
		values[n++] = value_in(m, &r->slices[i]);
	}
	return ls_batch_half_width(values, n);
}

static long long samples(const struct metric *m, const struct ls_part *part)
{
	if (m->get == ls_part_throughput)
		return 0;
	return m->get == ls_part_error_rate ? part->asked : (long long)wr_hist_count(part->response);
}

static void add_part(const struct ls_publisher *p, const char *label, const struct ls_part *part, bool whole)
{
	for (size_t i = 0; i < sizeof metrics / sizeof *metrics; i++) {
		const struct metric *m = &metrics[i];
		double half = whole ? half_width(p->results, m) : NAN;

		add(p, wr_arena_printf(p->run->arena, "%s%s", label, m->name), m->unit, m->better,
		    (struct value){ value_in(m, part), half, samples(m, part) });
	}
}

/* -- the whole run ------------------------------------------------------------- */

static void add_time(const struct ls_publisher *p, const char *last, const struct wr_hist *h, double quantile)
{
	add_fact(p, last, "s", WR_LOWER_IS_BETTER, ls_hist_seconds(h, quantile), (long long)wr_hist_count(h));
}

static void add_measures(const struct ls_publisher *p)
{
	const struct ls_results *r = p->results;

	add_part(p, "", &r->all, true);
	if (p->live) {
		add_time(p, "service_p50", r->service, 0.5);
		add_time(p, "service_p99", r->service, 0.99);
		add_time(p, "lag_p99", r->lag, 0.99);
	}
	add_fact(p, "asked_rate", "1/s", WR_HIGHER_IS_BETTER, (double)r->asked / r->duration, 0);
	add_fact(p, "requests", "1", WR_HIGHER_IS_BETTER, (double)r->asked, 0);
}

/* What was made to fail and what failed of itself. */
static void add_fault_measures(const struct ls_publisher *p)
{
	const struct ls_part *all = &p->results->all;
	double asked = (double)all->asked;

	if (!p->results->faults || !all->asked)
		return;
	add_fact(p, "fault_rate", "ratio", WR_LOWER_IS_BETTER, (double)all->hit / asked, all->asked);
	add_fact(p, "injected_error_rate", "ratio", WR_LOWER_IS_BETTER, (double)all->injected / asked, all->asked);
	add_fact(p, "natural_error_rate", "ratio", WR_LOWER_IS_BETTER, (double)(all->failed - all->injected) / asked,
		 all->asked);
}

void ls_publish_client(const char *name, const struct ls_client_totals *t, const struct ls_results *r, struct wr_run *run)
{
	struct ls_publisher p = { .run = run, .name = name };

	p.prefix = wr_arena_printf(run->arena, "load.%s", wr_measure_part(run->arena, name));
	add_fact(&p, "bytes_received", "B", WR_LOWER_IS_BETTER, (double)t->traffic.received, r->answered);
	add_fact(&p, "bytes_sent", "B", WR_LOWER_IS_BETTER, (double)t->traffic.sent, r->asked);
	add_fact(&p, "connections", "1", WR_LOWER_IS_BETTER, (double)t->traffic.connections, 0);
	add_fact(&p, "generator_busy", "ratio", WR_LOWER_IS_BETTER, t->busy, 0);
}

/* Each kind that there was: "errors.timeout". */
static void add_kinds(const struct ls_publisher *p)
{
	static const char *const kinds[LS_FAILURE_KINDS] = {
		"connect", "timeout", "reset", "status", "garbage", "tls", "rejected",
	};
	const struct ls_results *r = p->results;

	for (int i = 0; i < LS_FAILURE_KINDS; i++) {
		if (r->failed[i])
			add_fact(p, wr_arena_printf(p->run->arena, "errors.%s", kinds[i]), "ratio", WR_LOWER_IS_BETTER,
				 (double)r->failed[i] / (double)r->asked, r->asked);
	}
}

static void add_phases(const struct ls_publisher *p)
{
	const struct ls_results *r = p->results;

	for (size_t i = 0; i < r->phase_count; i++) {
		const char *label = ls_phase_label(&r->scenario->phases[i], i, p->run->arena);

		add_part(p, wr_arena_printf(p->run->arena, "%s.", label), &r->phases[i], false);
	}
}

/* -- the worst window ------------------------------------------------------------ */

static double window_p50(const struct ls_window *w, double length) { (void)length; return w->p50; }
static double window_p95(const struct ls_window *w, double length) { (void)length; return w->p95; }
static double window_p99(const struct ls_window *w, double length) { (void)length; return w->p99; }

static double window_error_rate(const struct ls_window *w, double length)
{
	long long ended = w->answered + w->failed;

	(void)length;
	return ended ? (double)w->failed / (double)ended : NAN;
}

static double window_throughput(const struct ls_window *w, double length)
{
	return (double)w->answered / length;
}

/* Of the windows that lie within the schedule and after the warm-up; NaN when there is none. */
static double worst(const struct ls_results *r, double (*get)(const struct ls_window *, double), double sign)
{
	size_t first = (size_t)ceil(r->all.from / r->window), end = (size_t)(r->duration / r->window + 1e-9);
	double worst_yet = NAN;

	for (size_t i = first; i < end; i++) {
		double value = get(&r->windows[i], r->window);

		if (!isnan(value) && !(value * sign <= worst_yet * sign))
			worst_yet = value;
	}
	return worst_yet;
}

static void add_worst_windows(const struct ls_publisher *p)
{
	const struct ls_results *r = p->results;

	if (!r->worst_windows)
		return;
	add_fact(p, "windows.p50", "s", WR_LOWER_IS_BETTER, worst(r, window_p50, 1), 0);
	add_fact(p, "windows.p95", "s", WR_LOWER_IS_BETTER, worst(r, window_p95, 1), 0);
	add_fact(p, "windows.p99", "s", WR_LOWER_IS_BETTER, worst(r, window_p99, 1), 0);
	add_fact(p, "windows.error_rate", "ratio", WR_LOWER_IS_BETTER, worst(r, window_error_rate, 1), 0);
	add_fact(p, "windows.throughput", "1/s", WR_HIGHER_IS_BETTER, worst(r, window_throughput, -1), 0);
}

/* -- drift -------------------------------------------------------------------------- */

static void add_drift(const struct ls_publisher *p, const char *last, double (*get)(const struct ls_window *, double))
{
	const struct ls_results *r = p->results;
	size_t first = (size_t)ceil(r->all.from / r->window), end = (size_t)(r->duration / r->window + 1e-9), n = 0;
	double *values = wr_arena_array(p->run->arena, end, sizeof *values), median;
	struct ls_trend trend;
	struct wr_measure m = { .name = ls_full_name(p, last), .stage = "load", .unit = "ratio",
				.better = WR_LOWER_IS_BETTER };

	for (size_t i = first; i < end; i++) {
		double value = get(&r->windows[i], r->window);

		if (!isnan(value))
			values[n++] = value;
	}
	median = wr_median(values, n);
	if (n < LEAST_FOR_DRIFT || !(median > 0))
		return;
	trend = ls_trend_of(values, n);
	m.now = (struct wr_stat){ trend.low <= 0 && trend.high >= 0 ? 0 : trend.change / median, trend.low / median,
				  trend.high / median, n };
	wr_run_add_measure(p->run, &m);
}

double ls_results_value(const struct ls_results *r, const char *metric)
{
	const struct ls_part *all = &r->all;

	if (!strcmp(metric, "natural_error_rate"))
		return all->asked ? (double)(all->failed - all->injected) / (double)all->asked : NAN;
	for (size_t i = 0; i < sizeof metrics / sizeof *metrics; i++) {
		if (!strcmp(metrics[i].name, metric) && metrics[i].get != ls_part_throughput)
			return value_in(&metrics[i], all);
	}
	return NAN;
}

void ls_results_publish(struct ls_results *r, const char *name, bool live, struct wr_run *run)
{
	struct ls_publisher p = { .results = r, .run = run, .name = name, .live = live };

	ls_results_close(r);
	p.prefix = wr_arena_printf(run->arena, "load.%s", wr_measure_part(run->arena, name));
	add_measures(&p);
	add_kinds(&p);
	add_fault_measures(&p);
	add_phases(&p);
	add_worst_windows(&p);
	if (r->drift) {
		add_drift(&p, "p50_drift", window_p50);
		add_drift(&p, "p99_drift", window_p99);
	}
	ls_publish_series(&p);
	ls_publish_notes(&p);
}
