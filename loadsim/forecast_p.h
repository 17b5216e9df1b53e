#ifndef WEIR_LOADSIM_FORECAST_P_H
#define WEIR_LOADSIM_FORECAST_P_H

#include "loadsim/results_p.h"

/* forecast_p.h - a scenario's measured results held against the same scenario simulated, with the same seed. */

/*
 * Adds for p50, p95, p99, throughput and error_rate forecast_<metric>, and forecast_error_<metric> (ratio: how far it is off what
 * was measured, of that; for error_rate the difference); series ".forecast" (spectra) and ".forecast_latency" (p95 over time).
 */
int ls_forecast(const struct ls_scenario *s, const struct ls_options *o, const struct ls_results *measured, struct wr_run *run,
		struct wr_err *err);

#endif
