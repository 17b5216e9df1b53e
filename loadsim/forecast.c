/* forecast.c - what the simulator says of a scenario, over what was measured. */
#include "loadsim/forecast_p.h"

#include <math.h>
#include <string.h>
#include "core/progress.h"
#include "core/units.h"
#include "loadsim/publish_p.h"
#include "loadsim/schedule_p.h"
#include "loadsim/simulate_p.h"
#include "loadsim/streams_p.h"

static const struct { const char *metric, *unit; enum wr_better better; } told[] = {
	{ "p50", "s", WR_LOWER_IS_BETTER }, { "p95", "s", WR_LOWER_IS_BETTER }, { "p99", "s", WR_LOWER_IS_BETTER },
	{ "throughput", "1/s", WR_HIGHER_IS_BETTER }, { "error_rate", "ratio", WR_LOWER_IS_BETTER },
};

static double value_of(const struct ls_results *r, const char *metric)
{
	return strcmp(metric, "throughput") ? ls_results_value(r, metric) : ls_part_throughput(&r->all);
}

static double error_of(const char *metric, double forecast, double measured)
{
	return strcmp(metric, "error_rate") ? fabs(forecast - measured) / measured : fabs(forecast - measured);
}

static void publish_measures(const struct ls_publisher *p, const struct ls_results *forecast, const struct ls_results *measured)
{
	struct wr_arena *arena = p->run->arena;
	struct wr_buf note = WR_BUF_INIT;
	char text[2][32];

	for (size_t i = 0; i < sizeof told / sizeof *told; i++) {
		double f = value_of(forecast, told[i].metric), m = value_of(measured, told[i].metric);

		if (isnan(f) || isnan(m))
			continue;
		wr_run_add_fact(p->run, "load", ls_full_name(p, wr_arena_printf(arena, "forecast_%s", told[i].metric)),
				told[i].unit, told[i].better, f);
		wr_run_add_fact(p->run, "load", ls_full_name(p, wr_arena_printf(arena, "forecast_error_%s", told[i].metric)),
				"ratio", WR_LOWER_IS_BETTER, error_of(told[i].metric, f, m));
		wr_buf_printf(&note, "%s%s %s, measured %s (off by %.1f %%)", note.len ? "; " : "", told[i].metric,
			      wr_format_value(text[0], sizeof text[0], f, told[i].unit),
			      wr_format_value(text[1], sizeof text[1], m, told[i].unit), 100 * error_of(told[i].metric, f, m));
	}
	wr_run_note(p->run, WR_NOTE, "load %s: forecast: %s", p->name, note.len ? note.data : "nothing to compare");
	wr_buf_free(&note);
}

static void publish_series(const struct ls_publisher *p, const struct ls_results *forecast, const struct ls_results *measured)
{
	struct wr_line spectra[] = {
		ls_spectrum_line("measured", measured->response, p->run->arena),
		ls_spectrum_line("forecast", forecast->response, p->run->arena),
	};
	struct wr_line over_time[] = {
		ls_p95_line("measured p95", measured, p->run->arena),
		ls_p95_line("forecast p95", forecast, p->run->arena),
	};

	wr_run_add_series(p->run, &(struct wr_series){ .name = ls_full_name(p, "forecast.spectrum"),
						       .x_name = "nines (1 = p90, 2 = p99)", .x_unit = "1", .lines = spectra,
						       .line_count = 2 });
	wr_run_add_series(p->run, &(struct wr_series){ .name = ls_full_name(p, "forecast.latency"), .x_name = "time",
						       .x_unit = "s", .lines = over_time, .line_count = 2 });
}

int ls_forecast(const struct ls_scenario *s, const struct ls_options *o, const struct ls_results *measured, struct wr_run *run,
		struct wr_err *err)
{
	const char *name = o && o->name ? o->name : s->name;
	struct ls_publisher p = { .run = run, .name = name };
	struct ls_station_totals totals;
	struct ls_results forecast;
	int failed;

	p.prefix = wr_arena_printf(run->arena, "load.%s", wr_measure_part(run->arena, name));
	ls_results_start(&forecast, ls_schedule_seconds(s));
	ls_results_divide(&forecast, s, false);
	failed = ls_station_run(s, ls_run_seed(s, o), &forecast, &totals, err);
	wr_progress_clear();
	if (!failed) {
		ls_results_close(&forecast);
		publish_measures(&p, &forecast, measured);
		publish_series(&p, &forecast, measured);
	}
	ls_results_free(&forecast);
	return failed;
}
