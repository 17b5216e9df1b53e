/* read_k6.c - a k6 summary: its metrics under our names. */
#include <math.h>
#include <string.h>
#include "loadsim/read_p.h"

struct given {                  /* a value of k6's */
	const char *metric, *value, *name, *unit;
	enum wr_better better;
	double scale;           /* to our unit */
};

/* An iteration of the exported script is one request, from its start to the end of the answer. */
static const struct given given[] = {
	{ "iteration_duration", "med", "p50", "s", WR_LOWER_IS_BETTER, 1e-3 },
	{ "iteration_duration", "p(90)", "p90", "s", WR_LOWER_IS_BETTER, 1e-3 },
	{ "iteration_duration", "p(95)", "p95", "s", WR_LOWER_IS_BETTER, 1e-3 },
	{ "iteration_duration", "p(99)", "p99", "s", WR_LOWER_IS_BETTER, 1e-3 },
	{ "iteration_duration", "p(99.9)", "p999", "s", WR_LOWER_IS_BETTER, 1e-3 },
	{ "iteration_duration", "p(99.99)", "p9999", "s", WR_LOWER_IS_BETTER, 1e-3 },
	{ "iteration_duration", "avg", "mean", "s", WR_LOWER_IS_BETTER, 1e-3 },
	{ "iteration_duration", "max", "max", "s", WR_LOWER_IS_BETTER, 1e-3 },
	{ "http_req_duration", "med", "service_p50", "s", WR_LOWER_IS_BETTER, 1e-3 },
	{ "http_req_duration", "p(99)", "service_p99", "s", WR_LOWER_IS_BETTER, 1e-3 },
	{ "weir_failed", "rate", "error_rate", "ratio", WR_LOWER_IS_BETTER, 1 },
	{ "data_received", "count", "bytes_received", "B", WR_LOWER_IS_BETTER, 1 },
	{ "data_sent", "count", "bytes_sent", "B", WR_LOWER_IS_BETTER, 1 },
};

/* NaN where k6 does not say it. */
static double value_of(const cJSON *metrics, const char *metric, const char *value)
{
	const cJSON *values = cJSON_GetObjectItemCaseSensitive(cJSON_GetObjectItemCaseSensitive(metrics, metric), "values");

	return wr_json_number(values, value, NAN);
}

static void add(struct wr_run *run, const char *prefix, const struct given *g, double value)
{
	if (isfinite(value))
		wr_run_add_fact(run, "load", wr_arena_printf(run->arena, "%s.%s", prefix, g->name), g->unit, g->better,
				value * g->scale);
}

/* Of what was asked for, dropped arrivals were neither sent nor answered. */
static void add_rates(const cJSON *json, const cJSON *metrics, const char *prefix, const char *name, struct wr_run *run)
{
	double seconds = wr_json_number(cJSON_GetObjectItemCaseSensitive(json, "state"), "testRunDurationMs", NAN) * 1e-3;
	double sent = value_of(metrics, "iterations", "count"), failed = value_of(metrics, "weir_failed", "passes");
	double dropped = value_of(metrics, "dropped_iterations", "count");

	if (isnan(dropped))
		dropped = 0;
	add(run, prefix, &(struct given){ "", "", "requests", "1", WR_HIGHER_IS_BETTER, 1 }, sent + dropped);
	add(run, prefix, &(struct given){ "", "", "throughput", "1/s", WR_HIGHER_IS_BETTER, 1 },
	    (sent - (isnan(failed) ? 0 : failed)) / seconds);
	add(run, prefix, &(struct given){ "", "", "asked_rate", "1/s", WR_HIGHER_IS_BETTER, 1 }, (sent + dropped) / seconds);
	add(run, prefix, &(struct given){ "", "", "dropped", "ratio", WR_LOWER_IS_BETTER, 1 }, dropped / (sent + dropped));
	if (dropped > 0)
		wr_run_note(run, WR_WARNING, "load %s: k6 dropped %.0f of %.0f arrivals: its percentiles do not know of them", name,
			    dropped, sent + dropped);
}

/* "iteration_duration{scenario:phase_1}" and its like: the percentiles of a phase. */
static void add_phase(const cJSON *metric, const char *prefix, struct wr_run *run)
{
	static const char mark[] = "{scenario:phase_";
	const char *scope = strstr(metric->string, mark), *label, *end;

	if (!scope || strncmp(metric->string, "iteration_duration", (size_t)(scope - metric->string)))
		return;
	label = scope + strlen("{scenario:");
	end = strchr(label, '}');
	if (!end)
		return;
	prefix = wr_arena_printf(run->arena, "%s.phase_%s", prefix,
				 wr_measure_part(run->arena, wr_arena_strndup(run->arena, label + 6, (size_t)(end - label) - 6)));
	for (size_t i = 0; i < sizeof given / sizeof *given; i++) {
		if (!strcmp(given[i].metric, "iteration_duration"))
			add(run, prefix, &given[i],
			    wr_json_number(cJSON_GetObjectItemCaseSensitive(metric, "values"), given[i].value, NAN));
	}
}

int ls_read_k6(const cJSON *json, const char *path, const char *name, struct wr_run *run, struct wr_err *err)
{
	const cJSON *metrics = cJSON_GetObjectItemCaseSensitive(json, "metrics"), *metric;
	const char *prefix = wr_arena_printf(run->arena, "load.%s", wr_measure_part(run->arena, name));

	if (!isfinite(value_of(metrics, "iteration_duration", "med")))
		return wr_fail(err, WR_EINPUT,
			       "%s: not a k6 summary with response times: handleSummary of the exported script writes one "
			       "(k6's own --summary-export is another format)", path);
	for (size_t i = 0; i < sizeof given / sizeof *given; i++)
		add(run, prefix, &given[i], value_of(metrics, given[i].metric, given[i].value));
	add_rates(json, metrics, prefix, name, run);
	cJSON_ArrayForEach(metric, metrics)
		add_phase(metric, prefix, run);
	return 0;
}
