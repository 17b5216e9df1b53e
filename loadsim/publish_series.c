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
static struct wr_line over_time(const struct ls_results *r, struct wr_arena *arena, const char *name, const char *unit,
				double (*value)(const struct ls_window *), double scale)
{
	struct wr_point *points = wr_arena_array(arena, r->window_count, sizeof *points);
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
		over_time(p->results, p->run->arena, "p50", "s", window_p50, 1),
		over_time(p->results, p->run->arena, "p95", "s", window_p95, 1),
		over_time(p->results, p->run->arena, "p99", "s", window_p99, 1),
	};
	struct wr_line rates[] = {
		over_time(p->results, p->run->arena, "asked", "1/s", window_asked, per_second),
		over_time(p->results, p->run->arena, "answered", "1/s", window_answered, per_second),
		over_time(p->results, p->run->arena, "sent", "1/s", window_sent, per_second),
	};

	add_series(p, "latency", "time", "s", latency, 3);
	/* simulated requests are sent when they are asked for: that line would hide the other */
	add_series(p, "throughput", "time", "s", rates, p->live ? 3 : 2);
}

static void add_fault_series(const struct ls_publisher *p)
{
	double per_second = 1 / p->results->window;
	struct wr_line lines[] = {
		over_time(p->results, p->run->arena, "hit by a fault", "1/s", window_hit, per_second),
		over_time(p->results, p->run->arena, "injected failures", "1/s", window_injected, per_second),
		over_time(p->results, p->run->arena, "natural failures", "1/s", window_natural, per_second),
	};

	if (p->results->faults)
		add_series(p, "faults", "time", "s", lines, 3);
}

struct wr_line ls_spectrum_line(const char *name, const struct wr_hist *h, struct wr_arena *arena)
{
	size_t most = (size_t)(10 * log10((double)wr_hist_count(h) + 1)) + 2, n = 0;
	struct wr_point *points = wr_arena_array(arena, most, sizeof *points);
	struct wr_line line = { .name = name, .unit = "s", .points = points };

	while (n < most - 1 && pow(10, -(double)n / 10) * (double)wr_hist_count(h) >= 1) {
		double nines = (double)n / 10;

		points[n++] = (struct wr_point){ nines, ls_hist_seconds(h, 1 - pow(10, -nines)) };
	}
	line.n = n;
	return line;
}

struct wr_line ls_p95_line(const char *name, const struct ls_results *r, struct wr_arena *arena)
{
	return over_time(r, arena, name, "s", window_p95, 1);
}

static void add_spectra(const struct ls_publisher *p)
{
	struct wr_line response = ls_spectrum_line("response time", p->results->response, p->run->arena);
	/* how late the generator itself was */
	struct wr_line lag = ls_spectrum_line("lag", p->results->lag, p->run->arena);

	if (response.n)
		add_series(p, "spectrum", "nines (1 = p90, 2 = p99)", "1", &response, 1);
	if (p->live && lag.n)
		add_series(p, "lag.spectrum", "nines (1 = p90, 2 = p99)", "1", &lag, 1);
}

void ls_publish_series(const struct ls_publisher *p)
{
	/* what was read from elsewhere has no times */
	if (p->results->window_count) {
		add_windows(p);
		add_fault_series(p);
	}
	add_spectra(p);
}
