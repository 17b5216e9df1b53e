/* k6.c - a script for k6 (Grafana): arrival-rate executors, one per phase, or constant users. */
#include <math.h>
#include <stdio.h>
#include <string.h>
#include "loadsim/export_p.h"
#include "loadsim/scenario_p.h"

extern const struct ls_export ls_export_k6;

#define POOL_SECONDS 1.0        /* users kept ready: enough for answers that take so long */

/* k6 takes whole numbers of requests per unit of time: the seconds of a unit in which all rates are whole, or nearly. */
static double unit_for(const struct ls_stage *stages, size_t n)
{
	double unit = 1;

	for (; unit < 1000; unit *= 10) {
		bool whole = true;

		for (size_t i = 0; i < n && whole; i++)
			whole = fabs(stages[i].from * unit - round(stages[i].from * unit)) < 1e-6 &&
				fabs(stages[i].to * unit - round(stages[i].to * unit)) < 1e-6;
		if (whole)
			break;
	}
	return unit;
}

static long long whole(double rate, double unit)
{
	return llround(rate * unit);
}

static void put_stages(const struct ls_stage *stages, size_t n, double unit, struct wr_buf *out)
{
	double rate = stages[0].from;

	for (size_t i = 0; i < n; i++) {
		if (whole(stages[i].from, unit) != whole(rate, unit))
			wr_buf_printf(out, "        { target: %lld, duration: '0s' },\n", whole(stages[i].from, unit));
		wr_buf_printf(out, "        { target: %lld, duration: '%.0fms' },\n", whole(stages[i].to, unit),
			      stages[i].seconds * 1e3);
		rate = stages[i].to;
	}
}

static void put_phase(const struct ls_phase *p, size_t index, double start, struct wr_arena *arena, struct wr_buf *out)
{
	size_t n;
	struct ls_stage *stages = ls_stages_of(p, arena, &n);
	double unit = unit_for(stages, n), users = fmax(ceil(ls_stages_peak(stages, n) * POOL_SECONDS), 1);

	wr_buf_printf(out, "    %s: {\n      executor: 'ramping-arrival-rate',\n      startTime: '%.0fms',\n"
		      "      startRate: %lld,\n      timeUnit: '%.0fs',\n      preAllocatedVUs: %.0f,\n      maxVUs: %.0f,\n"
		      "      stages: [\n", ls_phase_label(p, index, arena), start * 1e3, whole(stages[0].from, unit), unit,
		      users, 4 * users);
	put_stages(stages, n, unit, out);
	wr_buf_str(out, "      ],\n    },\n");
}

static void put_scenarios(const struct ls_scenario *s, struct wr_arena *arena, struct wr_buf *out)
{
	double start = 0;

	wr_buf_str(out, "  scenarios: {\n");
	if (s->users.count)
		wr_buf_printf(out, "    users: { executor: 'constant-vus', vus: %lld, duration: '%.0fms' },\n",
			      s->users.count, s->users.duration * 1e3);
	for (size_t i = 0; i < s->phase_count; i++) {
		put_phase(&s->phases[i], i, start, arena, out);
		start += s->phases[i].duration;
	}
	wr_buf_str(out, "  },\n");
}

/* What a threshold is about in k6: a metric and its aggregate; false = k6 does not know it. */
static bool translate(const char *metric, const char **name, char *aggregate, size_t size)
{
	double quantile = ls_metric_quantile(metric);

	*name = "iteration_duration";
	if (!isnan(quantile))
		snprintf(aggregate, size, "p(%g)", quantile * 100);
	else if (!strcmp(metric, "mean") || !strcmp(metric, "max"))
		snprintf(aggregate, size, "%s", metric[1] == 'e' ? "avg" : "max");
	else if (!strcmp(metric, "error_rate") || !strcmp(metric, "throughput")) {
		*name = metric[0] == 'e' ? "weir_failed" : "iterations";
		snprintf(aggregate, size, "rate");
	} else {
		return false;
	}
	return true;
}

struct limit { const char *metric, *expression; };      /* as k6 writes them; NULL = it cannot */

static struct limit limit_of(const struct ls_threshold *t, struct wr_arena *arena)
{
	const char *dot = strchr(t->metric, '.'), *name;
	const char *scope = dot ? wr_arena_strndup(arena, t->metric, (size_t)(dot - t->metric)) : NULL;
	char aggregate[32];
	double scale;

	if ((scope && !strcmp(scope, "windows")) || !translate(dot ? dot + 1 : t->metric, &name, aggregate, sizeof aggregate))
		return (struct limit){ NULL, NULL };
	scale = !strcmp(name, "iteration_duration") ? 1e3 : 1;
	return (struct limit){
		scope ? wr_arena_printf(arena, "%s{scenario:%s}", name, scope) : name,
		wr_arena_printf(arena, "%s%s%.9g", aggregate, t->below ? "<" : ">=", t->limit * scale),
	};
}

/* All limits on one metric are one list; it is written where the first of them stands. */
static void put_limits_on(const struct limit *limits, size_t n, size_t first, struct wr_buf *out)
{
	for (size_t i = 0; i < first; i++) {
		if (limits[i].metric && !strcmp(limits[i].metric, limits[first].metric))
			return;
	}
	wr_buf_printf(out, "    '%s': ['%s'", limits[first].metric, limits[first].expression);
	for (size_t i = first + 1; i < n; i++) {
		if (limits[i].metric && !strcmp(limits[i].metric, limits[first].metric))
			wr_buf_printf(out, ", '%s'", limits[i].expression);
	}
	wr_buf_str(out, "],\n");
}

static void put_thresholds(const struct ls_scenario *s, struct wr_arena *arena, struct wr_buf *out)
{
	struct limit *limits = wr_arena_array(arena, s->threshold_count, sizeof *limits);

	for (size_t i = 0; i < s->threshold_count; i++)
		limits[i] = limit_of(&s->thresholds[i], arena);
	wr_buf_str(out, "  thresholds: {\n");
	for (size_t i = 0; i < s->threshold_count; i++) {
		if (limits[i].metric)
			put_limits_on(limits, s->threshold_count, i, out);
		else
			wr_buf_printf(out, "    // not in k6: %s\n", s->thresholds[i].metric);
	}
	/* else k6 passes a run that lost arrivals */
	wr_buf_str(out, "    dropped_iterations: ['count<1'],\n  },\n");
}

static void put_function(const struct ls_scenario *s, struct wr_buf *out)
{
	double timeout = s->has_service && s->service.timeout > 0 ? s->service.timeout : 10;

	wr_buf_printf(out,
		      "\nexport default function () {\n"
		      "  const u = Math.random();\n"
		      "  const q = requests.find((q) => u < q.up_to) || requests[requests.length - 1];\n"
		      "  const r = q.rows ? q.rows[exec.scenario.iterationInTest %% q.rows.length] : q;\n"
		      "  const answer = http.request(q.method, target + r.path, r.body || null,\n"
		      "    { headers: r.headers, timeout: '%.0fms', tags: { name: q.path } });\n"
		      "  failed.add(answer.status === 0 || answer.status >= 500);\n", timeout * 1e3);
	if (s->users.count)
		wr_buf_printf(out, "  sleep(%.9g);\n", s->users.think);
	wr_buf_str(out, "}\n\nexport function handleSummary(data) {\n"
		   "  return { [__ENV.SUMMARY || 'weir-k6.json']: JSON.stringify(data) };\n}\n");
}

static void write_k6(const struct ls_scenario *s, const char *target, struct wr_arena *arena, struct wr_buf *out)
{
	ls_export_head(s, "//", "k6", out);
	wr_buf_str(out, "// Run: k6 run FILE; another server: -e TARGET=URL; the summary goes to weir-k6.json (-e SUMMARY=FILE).\n"
		   "import http from 'k6/http';\nimport { sleep } from 'k6';\nimport exec from 'k6/execution';\nimport { Rate } from 'k6/metrics';\n\n"
		   "const failed = new Rate('weir_failed');\nconst target = __ENV.TARGET || ");
	ls_export_string(out, target);
	wr_buf_str(out, ";\nconst requests = ");
	ls_export_requests(s, arena, out);
	wr_buf_str(out, ";\n\nexport const options = {\n"
		   "  discardResponseBodies: true,\n");
	if (s->tls.trust_anyone)
		wr_buf_str(out, "  insecureSkipTLSVerify: true,\n");
	wr_buf_str(out,
		   "  summaryTrendStats: ['avg', 'min', 'med', 'max', 'p(90)', 'p(95)', 'p(99)', 'p(99.9)', 'p(99.99)', 'count'],\n");
	put_scenarios(s, arena, out);
	put_thresholds(s, arena, out);
	wr_buf_str(out, "};\n");
	put_function(s, out);
}

const struct ls_export ls_export_k6 = { "k6", write_k6 };
