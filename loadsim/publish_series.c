/* publish_series.c - what is drawn of a run: over time, and over quantiles. */
#include <math.h>
#include "loadsim/publish_p.h"

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
static struct wr_line over_time(const struct ls_publisher *p, const char *name, const char *unit,
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

static void add_series(const struct ls_publisher *p, const char *last, const char *x_name, const char *x_unit,
		       const struct wr_line *lines, size_t n)
{
	wr_run_add_series(p->run, &(struct wr_series){ .name = ls_full_name(p, last), .x_name = x_name,
			  .x_unit = x_unit, .lines = lines, .line_count = n });
}

static void add_windows(const struct ls_publisher *p)
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

static void add_fault_series(const struct ls_publisher *p)
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
static void add_spectrum(const struct ls_publisher *p)
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

void ls_publish_series(const struct ls_publisher *p)
{
	add_windows(p);
	add_fault_series(p);
	add_spectrum(p);
}
