/* sentence.c - what the gate found, as sentences that can be believed and checked. */
#include "gate/gate_p.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include "core/arena.h"
#include "core/buf.h"
#include "core/units.h"

const char *gt_metric(const char *measure)
{
	const char *dot = strrchr(measure, '.');

	return dot ? dot + 1 : measure;
}

bool gt_has_interval(const struct wr_stat *s)
{
	return isfinite(s->low) && isfinite(s->high);
}

bool gt_is_paired(const struct wr_measure *m)
{
	return !isnan(m->change.p) || isfinite(m->change.low);
}

/* "parse" of "bench.parse.cpu_time"; "" where nothing is between the stage and the metric. */
static void add_subject(struct wr_buf *out, const char *measure)
{
	const char *first = strchr(measure, '.'), *last = strrchr(measure, '.');

	if (first != last)
		wr_buf_printf(out, "%.*s: ", (int)(last - first - 1), first + 1);
}

static void add_metric(struct wr_buf *out, const char *measure)
{
	static const char *const words[][2] = {
		{ "cpu_time", "CPU time" }, { "user_time", "user CPU time" }, { "system_time", "system CPU time" },
		{ "rss_peak", "peak memory" },
	};
	const char *metric = gt_metric(measure);

	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		if (!strcmp(words[i][0], metric)) {
			wr_buf_str(out, words[i][1]);
			return;
		}
	}
	for (; *metric; metric++)
		wr_buf_char(out, *metric == '_' ? ' ' : *metric);
}

/* 1.163 as "+16.3 %". */
static void add_change(struct wr_buf *out, double ratio)
{
	char percent[64];

	wr_format_percent(percent, sizeof percent, fabs(ratio - 1));
	wr_buf_printf(out, "%c%s", ratio < 1 ? '-' : '+', percent);
}

static void add_value(struct wr_buf *out, double value, const char *unit)
{
	char text[64];

	wr_buf_str(out, wr_format_value(text, sizeof text, value, unit));
}

static void add_paired_evidence(struct wr_buf *out, const struct wr_measure *m)
{
	if (isfinite(m->change.low) && isfinite(m->change.high)) {
		wr_buf_str(out, ", 95 % interval ");
		add_change(out, m->change.low);
		wr_buf_str(out, " to ");
		add_change(out, m->change.high);
	}
	if (m->now.n)
		wr_buf_printf(out, ", %zu pair%s", m->now.n, m->now.n == 1 ? "" : "s");
}

/* Measured at another time than its base: each has an interval of its own. */
static void add_intervals(struct wr_buf *out, const struct wr_measure *m)
{
	if (!gt_has_interval(&m->base) || !gt_has_interval(&m->now))
		return;
	wr_buf_str(out, "; the 95 % intervals do not overlap: ");
	add_value(out, m->base.low, m->unit);
	wr_buf_str(out, " to ");
	add_value(out, m->base.high, m->unit);
	wr_buf_str(out, ", now ");
	add_value(out, m->now.low, m->unit);
	wr_buf_str(out, " to ");
	add_value(out, m->now.high, m->unit);
}

static const char *keep(struct wr_arena *arena, struct wr_buf *text)
{
	const char *kept = wr_arena_strndup(arena, text->data, text->len);

	wr_buf_free(text);
	return kept;
}

const char *gt_change_sentence(struct wr_arena *arena, const struct wr_measure *m)
{
	bool paired = gt_is_paired(m);
	struct wr_buf out = WR_BUF_INIT;

	add_subject(&out, m->name);
	add_metric(&out, m->name);
	wr_buf_str(&out, " went from ");
	add_value(&out, m->base.value, m->unit);
	wr_buf_str(&out, " to ");
	add_value(&out, m->now.value, m->unit);
	if (isfinite(m->change.ratio)) {
		wr_buf_str(&out, " (");
		add_change(&out, m->change.ratio);
		/* What was compared exactly has no p-value, and needs no evidence but the numbers. */
		if (paired && !isnan(m->change.p))
			add_paired_evidence(&out, m);
		wr_buf_char(&out, ')');
	}
	if (!paired)
		add_intervals(&out, m);
	return keep(arena, &out);
}

const char *gt_limit_sentence(struct wr_arena *arena, const struct wr_measure *m, const struct gt_limit *limit)
{
	char value[64], bound[64], exact[40];
	struct wr_buf out = WR_BUF_INIT;

	wr_format_value(value, sizeof value, m->now.value, m->unit);
	wr_format_value(bound, sizeof bound, limit->limit, m->unit);
	add_subject(&out, m->name);
	add_metric(&out, m->name);
	wr_buf_printf(&out, " is %s", value);
	/* 80.04 ms against a limit of 80 ms must not be shown as "80.0 ms against 80.0 ms". */
	if (!strcmp(value, bound))
		wr_buf_printf(&out, " (%s)", wr_format_exact(exact, sizeof exact, m->now.value));
	if (limit->text)
		wr_buf_printf(&out, ", but the limit is \"%s\"", limit->text);
	else
		wr_buf_printf(&out, ", but must be %s %s", limit->below ? "below" : "at least", bound);
	return keep(arena, &out);
}
