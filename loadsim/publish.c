/* publish.c - results to measures, series and warnings of a run. */
#include "loadsim/results_p.h"

#include <math.h>
#include <stdlib.h>
#include "core/alloc.h"
#include "core/buf.h"
#include "core/units.h"

struct publisher {
	struct ls_results *results;
	struct wr_run *run;
	const char *prefix;     /* "load.checkout" */
	const char *name;
	bool live;
};

static const char *full_name(const struct publisher *p, const char *last)
{
	return wr_arena_printf(p->run->arena, "%s.%s", p->prefix, last);
}

static void add(const struct publisher *p, const char *last, const char *unit, enum wr_better better,
		double value, long long n)
{
	struct wr_measure m = {
		.name = full_name(p, last), .stage = "load", .unit = unit, .better = better,
		.now = { .value = value, .low = NAN, .high = NAN, .n = (size_t)n },
	};

	if (!isnan(value))
		wr_run_add_measure(p->run, &m);
}

static void add_time(const struct publisher *p, const char *last, const struct wr_hist *h, double quantile)
{
	add(p, last, "s", WR_LOWER_IS_BETTER, ls_hist_seconds(h, quantile), (long long)wr_hist_count(h));
}

static void add_measures(const struct publisher *p)
{
	const struct ls_results *r = p->results;
	long long samples = (long long)wr_hist_count(r->response);

	add_time(p, "p50", r->response, 0.5);
	add_time(p, "p95", r->response, 0.95);
	add_time(p, "p99", r->response, 0.99);
	add_time(p, "p999", r->response, 0.999);
	add(p, "mean", "s", WR_LOWER_IS_BETTER, samples ? r->response_sum / (double)samples : NAN, samples);
	add_time(p, "max", r->response, 1);
	if (p->live) {
		add_time(p, "service_p50", r->service, 0.5);
		add_time(p, "service_p99", r->service, 0.99);
		add_time(p, "lag_p99", r->lag, 0.99);
	}
	add(p, "throughput", "1/s", WR_HIGHER_IS_BETTER, (double)r->answered_in_time / r->duration, 0);
	add(p, "asked_rate", "1/s", WR_HIGHER_IS_BETTER, (double)r->asked / r->duration, 0);
	add(p, "requests", "1", WR_HIGHER_IS_BETTER, (double)r->asked, 0);
	if (r->asked)
		add(p, "error_rate", "ratio", WR_LOWER_IS_BETTER,
		    (double)ls_results_failures(r) / (double)r->asked, r->asked);
}

/* What was made to fail and what failed of itself. */
static void add_fault_measures(const struct publisher *p)
{
	const struct ls_results *r = p->results;
	double asked = (double)r->asked, injected = (double)ls_results_injected(r);

	if (!r->faults || !r->asked)
		return;
	add(p, "fault_rate", "ratio", WR_LOWER_IS_BETTER, (double)r->hit / asked, r->asked);
	add(p, "injected_error_rate", "ratio", WR_LOWER_IS_BETTER, injected / asked, r->asked);
	add(p, "natural_error_rate", "ratio", WR_LOWER_IS_BETTER, ((double)ls_results_failures(r) - injected) / asked,
	    r->asked);
}

static double window_p50(const struct ls_window *w) { return w->p50; }
static double window_p95(const struct ls_window *w) { return w->p95; }
static double window_p99(const struct ls_window *w) { return w->p99; }
static double window_asked(const struct ls_window *w) { return (double)w->asked; }
static double window_sent(const struct ls_window *w) { return (double)w->sent; }
static double window_answered(const struct ls_window *w) { return (double)w->answered; }
static double window_hit(const struct ls_window *w) { return (double)w->hit; }
static double window_injected(const struct ls_window *w) { return (double)w->injected; }
static double window_natural(const struct ls_window *w) { return (double)(w->failed - w->injected); }

/* A line over the windows, each point in the middle of its own; windows of NaN are left out. */
static struct wr_line over_time(const struct publisher *p, const char *name, const char *unit,
				double (*value)(const struct ls_window *), double scale)
{
	const struct ls_results *r = p->results;
	struct wr_point *points = wr_arena_array(p->run->arena, r->window_count, sizeof *points);
	size_t n = 0;

	for (size_t i = 0; i < r->window_count; i++) {
		double y = value(&r->windows[i]) * scale;

		if (!isnan(y))
			points[n++] = (struct wr_point){ ((double)i + 0.5) * r->window, y };
	}
	return (struct wr_line){ .name = name, .unit = unit, .points = points, .n = n };
}

static void add_series(const struct publisher *p, const char *last, const char *x_name, const char *x_unit,
		       const struct wr_line *lines, size_t n)
{
	wr_run_add_series(p->run, &(struct wr_series){ .name = full_name(p, last), .x_name = x_name,
			  .x_unit = x_unit, .lines = lines, .line_count = n });
}

static void add_windows(const struct publisher *p)
{
	double per_second = 1 / p->results->window;
	struct wr_line latency[] = {
		over_time(p, "p50", "s", window_p50, 1),
		over_time(p, "p95", "s", window_p95, 1),
		over_time(p, "p99", "s", window_p99, 1),
	};
	struct wr_line rates[] = {
		over_time(p, "asked", "1/s", window_asked, per_second),
		over_time(p, "answered", "1/s", window_answered, per_second),
		over_time(p, "sent", "1/s", window_sent, per_second),
	};

	add_series(p, "latency", "time", "s", latency, 3);
	/* simulated requests are sent when they are asked for: that line would hide the other */
	add_series(p, "throughput", "time", "s", rates, p->live ? 3 : 2);
}

static void add_fault_series(const struct publisher *p)
{
	double per_second = 1 / p->results->window;
	struct wr_line lines[] = {
		over_time(p, "hit by a fault", "1/s", window_hit, per_second),
		over_time(p, "injected failures", "1/s", window_injected, per_second),
		over_time(p, "natural failures", "1/s", window_natural, per_second),
	};

	if (p->results->faults)
		add_series(p, "faults", "time", "s", lines, 3);
}

/* Response time at rising quantiles, ten for every further nine. */
static void add_spectrum(const struct publisher *p)
{
	const struct wr_hist *h = p->results->response;
	size_t most = (size_t)(10 * log10((double)wr_hist_count(h) + 1)) + 2, n = 0;
	struct wr_point *points = wr_arena_array(p->run->arena, most, sizeof *points);
	struct wr_line line = { .name = "response time", .unit = "s", .points = points };

	if (!wr_hist_count(h))
		return;
	while (n < most - 1 && pow(10, -(double)n / 10) * (double)wr_hist_count(h) >= 1) {
		double nines = (double)n / 10;

		points[n++] = (struct wr_point){ nines, ls_hist_seconds(h, 1 - pow(10, -nines)) };
	}
	line.n = n;
	add_series(p, "spectrum", "nines (1 = p90, 2 = p99)", "1", &line, 1);
}

/* "12 timeout, 3 status 500 or above" */
static void list_kinds(const long long counts[LS_FAILURE_KINDS], struct wr_buf *out)
{
	for (int i = 0; i < LS_FAILURE_KINDS; i++) {
		if (counts[i])
			wr_buf_printf(out, "%s%lld %s", out->len ? ", " : "", counts[i],
				      ls_failure_name((enum ls_failure)i));
	}
}

static void warn_of_kinds(const struct publisher *p, const long long counts[LS_FAILURE_KINDS], long long sum,
			  enum wr_notice_level level, const char *how)
{
	struct wr_buf kinds = WR_BUF_INIT;

	list_kinds(counts, &kinds);
	if (sum)
		wr_run_note(p->run, level, "load %s: %lld of %lld requests failed%s: %s", p->name, sum,
			    p->results->asked, how, kinds.data);
	wr_buf_free(&kinds);
}

static void warn_of_failures(const struct publisher *p)
{
	const struct ls_results *r = p->results;
	long long natural[LS_FAILURE_KINDS], injected = ls_results_injected(r);

	for (int i = 0; i < LS_FAILURE_KINDS; i++)
		natural[i] = r->failed[i] - r->injected[i];
	warn_of_kinds(p, natural, ls_results_failures(r) - injected, WR_WARNING,
		      r->faults ? " of themselves" : "");
	warn_of_kinds(p, r->injected, injected, WR_NOTE, " by the scenario's faults");
	if (r->faults && !r->hit)
		wr_run_note(p->run, WR_WARNING, "load %s: the scenario's faults hit none of %lld requests", p->name,
			    r->asked);
	if (r->refused)
		wr_run_note(p->run, WR_WARNING,
			    "load %s: %lld of %lld answers had a status of 400 to 499; they count as good",
			    p->name, r->refused, r->answered);
	if (wr_hist_clipped(r->response))
		wr_run_note(p->run, WR_WARNING,
			    "load %s: %llu response times were longer than a day and count as a day", p->name,
			    (unsigned long long)wr_hist_clipped(r->response));
}

void ls_results_publish(struct ls_results *r, const char *name, bool live, struct wr_run *run)
{
	struct publisher p = { .results = r, .run = run, .name = name, .live = live };

	ls_results_close(r);
	p.prefix = wr_arena_printf(run->arena, "load.%s", wr_measure_part(run->arena, name));
	add_measures(&p);
	add_fault_measures(&p);
	add_windows(&p);
	add_fault_series(&p);
	add_spectrum(&p);
	warn_of_failures(&p);
}
