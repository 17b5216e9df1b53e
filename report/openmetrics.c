/* openmetrics.c - OpenMetrics 1.0 text: one family of gauges per quantity and unit, the subject as a label. */
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "core/text.h"
#include "core/units.h"
#include "report/clip_p.h"
#include "report/metric_p.h"
#include "report/outcome_p.h"
#include "report/report.h"

enum { QUANTITY_MAX = 200 };

static const struct { const char *ours, *word; } units[] = {
	/* Base units, in the plural (OpenMetrics, "Units and Base Units"). */
	{ "s", "seconds" }, { "B", "bytes" }, { "ratio", "ratio" }, { "1/s", "per_second" },
};
enum { UNITS = sizeof units / sizeof *units };

struct sample {
	const char *family, *unit;      /* unit: OpenMetrics' word, "" for a count */
	const struct rp_metric *metric;
};

struct exposition {
	struct wr_buf *out;
	struct wr_arena *arena;
	const struct wr_run *run;
};

static const char *unit_word(const char *unit)
{
	for (size_t i = 0; i < UNITS; i++)
		if (!strcmp(units[i].ours, unit))
			return units[i].word;
	return "";
}

static bool ends_with_word(struct wr_arena *arena, const char *name, const char *word)
{
	return *word && wr_ends_with(name, wr_arena_printf(arena, "_%s", word));
}

/* "weir_measure_cpu_time_seconds".  The unit must be the end of the name, and
 * a name with such an end must be of that unit: the name alone says the unit. */
static const char *family_name(struct wr_arena *arena, const char *quantity, const char *unit)
{
	const char *part = wr_measure_part(arena, rp_clip(arena, quantity, QUANTITY_MAX));
	char *name = wr_arena_printf(arena, "weir_measure_%s", part);

	for (char *c = name; *c; c++)
		if (*c == '-')
			*c = '_';
	if (*unit)
		return ends_with_word(arena, name, unit) ? name : wr_arena_printf(arena, "%s_%s", name, unit);
	for (size_t i = 0; i < UNITS; i++)
		if (ends_with_word(arena, name, units[i].word))
			return wr_arena_printf(arena, "%s_value", name);
	return name;
}

static int by_family(const void *left, const void *right)
{
	const struct sample *a = left, *b = right;
	int order = strcmp(a->family, b->family);

	return order ? order : (a->metric > b->metric) - (a->metric < b->metric);
}

static void write_head(struct exposition *e, const char *family, const char *type, const char *unit,
		       const char *help)
{
	wr_buf_printf(e->out, "# TYPE %s %s\n", family, type);
	if (*unit)
		wr_buf_printf(e->out, "# UNIT %s %s\n", family, unit);
	wr_buf_printf(e->out, "# HELP %s %s\n", family, help);
}

/* text is one line; in a label's value a backslash and a quote are escaped. */
static void write_label(struct exposition *e, const char *name, const char *text)
{
	wr_buf_printf(e->out, "%s=\"", name);
	for (; *text; text++) {
		if (*text == '\\' || *text == '"')
			wr_buf_char(e->out, '\\');
		wr_buf_char(e->out, *text);
	}
	wr_buf_char(e->out, '"');
}

static void write_value(struct exposition *e, double value)
{
	char text[64];

	wr_buf_printf(e->out, " %s\n", wr_format_exact(text, sizeof text, value));
}

/* Two quantities may differ in signs that the name of a family cannot hold. */
static void write_identity(struct exposition *e, const struct rp_metric *metric)
{
	write_label(e, "subject", metric->subject);
	wr_buf_char(e->out, ',');
	write_label(e, "quantity", metric->quantity);
}

static void write_stat(struct exposition *e, const struct sample *s, const char *stat, double value)
{
	if (!isfinite(value))
		return;
	wr_buf_printf(e->out, "%s{", s->family);
	write_identity(e, s->metric);
	wr_buf_printf(e->out, ",stat=\"%s\"}", stat);
	write_value(e, value);
}

static void write_measures(struct exposition *e, const struct rp_metric *metrics, size_t n)
{
	struct sample *samples = wr_arena_array(e->arena, n + 1, sizeof *samples);

	for (size_t i = 0; i < n; i++) {
		const char *unit = unit_word(metrics[i].measure->unit);

		samples[i] = (struct sample){ family_name(e->arena, metrics[i].quantity, unit), unit, &metrics[i] };
	}
	qsort(samples, n, sizeof *samples, by_family);
	for (size_t i = 0; i < n; i++) {
		const struct wr_stat *now = &samples[i].metric->measure->now;

		if (!i || strcmp(samples[i].family, samples[i - 1].family))
			write_head(e, samples[i].family, "gauge", samples[i].unit,
				   "Measured by weir; low and high bound the value.");
		write_stat(e, &samples[i], "value", now->value);
		write_stat(e, &samples[i], "low", now->low);
		write_stat(e, &samples[i], "high", now->high);
	}
}

static void write_shifts(struct exposition *e)
{
	struct rp_counts counts = rp_count(e->run, e->arena);

	write_head(e, "weir_changes", "gauge", "", "Measures with a base, by how they moved against it.");
	for (int shift = 0; shift < RP_SHIFTS; shift++)
		wr_buf_printf(e->out, "weir_changes{shift=\"%s\"} %zu\n", rp_shift_word((enum rp_shift)shift),
			      counts.shifts[shift]);
}

static void write_changes(struct exposition *e, const struct rp_metric *metrics, size_t n)
{
	write_head(e, "weir_change_ratio", "gauge", "ratio", "Now divided by the base, per measure.");
	for (size_t i = 0; i < n; i++) {
		const struct wr_measure *m = metrics[i].measure;
		double ratio = m->has_change ? m->change.ratio : m->now.value / m->base.value;

		if (!m->has_base || !isfinite(ratio))
			continue;
		wr_buf_str(e->out, "weir_change_ratio{");
		write_identity(e, &metrics[i]);
		wr_buf_char(e->out, '}');
		write_value(e, ratio);
	}
}

static void write_verdict(struct exposition *e)
{
	write_head(e, "weir_verdict", "stateset", "", "What the gate said of the run.");
	for (int v = WR_PASS; v <= WR_INCONCLUSIVE; v++)
		wr_buf_printf(e->out, "weir_verdict{weir_verdict=\"%s\"} %d\n", wr_verdict_name((enum wr_verdict)v),
			      e->run->verdict == (enum wr_verdict)v);
}

static void write_findings(struct exposition *e)
{
	size_t counts[WR_FIXED + 1][WR_CRITICAL + 1] = { 0 };

	for (size_t i = 0; i < e->run->finding_count; i++)
		counts[e->run->findings[i].state][e->run->findings[i].severity]++;
	write_head(e, "weir_findings", "gauge", "", "Findings by state against the base and by severity.");
	for (int state = WR_NEW; state <= WR_FIXED; state++)
		for (int severity = WR_LOW; severity <= WR_CRITICAL; severity++)
			wr_buf_printf(e->out, "weir_findings{state=\"%s\",severity=\"%s\"} %zu\n",
				      wr_state_name((enum wr_finding_state)state),
				      wr_severity_name((enum wr_severity)severity), counts[state][severity]);
}

static void write_stages(struct exposition *e)
{
	size_t counts[WR_STAGE_SKIPPED + 1] = { 0 };
	double seconds = 0;

	for (size_t i = 0; i < e->run->stage_count; i++) {
		const struct wr_stage *s = &e->run->stages[i];

		counts[s->status]++;
		seconds += s->seconds > 0 ? s->seconds : 0;
	}
	write_head(e, "weir_stages", "gauge", "", "Stages of the run by status.");
	for (int status = WR_STAGE_OK; status <= WR_STAGE_SKIPPED; status++)
		wr_buf_printf(e->out, "weir_stages{status=\"%s\"} %zu\n",
			      wr_stage_status_name((enum wr_stage_status)status), counts[status]);
	write_head(e, "weir_duration_seconds", "gauge", "seconds", "All stages together.");
	wr_buf_str(e->out, "weir_duration_seconds");
	write_value(e, seconds);
}

static void write_openmetrics(const struct wr_run *run, const struct rp_options *options, struct wr_buf *out)
{
	struct exposition e = { .out = out, .arena = wr_arena_new(), .run = run };
	size_t n;
	const struct rp_metric *metrics = rp_metrics(run, e.arena, &n);

	(void)options;
	write_verdict(&e);
	write_findings(&e);
	write_stages(&e);
	write_shifts(&e);
	write_changes(&e, metrics, n);
	write_measures(&e, metrics, n);
	wr_buf_str(out, "# EOF\n");
	wr_arena_free(e.arena);
}

extern const struct rp_format rp_format_openmetrics;
const struct rp_format rp_format_openmetrics = {
	.name = "openmetrics", .file = "weir.prom",
	.help = "measures and verdict as OpenMetrics text, for Prometheus",
	.write = write_openmetrics
};
