/* run_json.c - a run written as run.json; run_json_read.c reads it. */
#include "core/run_json.h"

#include <math.h>
#include "core/json.h"

static void write_stages(struct wr_json *w, const struct wr_run *run)
{
	wr_json_open(w, "stages", '[');
	for (size_t i = 0; i < run->stage_count; i++) {
		const struct wr_stage *s = &run->stages[i];

		wr_json_begin(w, '{');
		wr_json_set_string(w, "name", s->name);
		wr_json_set_string(w, "status", wr_stage_status_name(s->status));
		wr_json_set_number(w, "seconds", s->seconds);
		if (s->message)
			wr_json_set_string(w, "message", s->message);
		wr_json_end(w);
	}
	wr_json_end(w);
}

static void set_if_known(struct wr_json *w, const char *key, unsigned number)
{
	if (number)
		wr_json_set_int(w, key, number);
}

/* The members of a place, into an open object. */
static void write_place(struct wr_json *w, const struct wr_location *at)
{
	if (at->path)
		wr_json_set_string(w, "path", at->path);
	set_if_known(w, "line", at->line);
	set_if_known(w, "column", at->column);
	set_if_known(w, "end_line", at->end_line);
	set_if_known(w, "end_column", at->end_column);
}

static void write_location(struct wr_json *w, const struct wr_location *at)
{
	if (!at->path)
		return;
	wr_json_open(w, "location", '{');
	write_place(w, at);
	wr_json_end(w);
}

static void write_chain(struct wr_json *w, const struct wr_finding *f)
{
	if (!f->chain_length)
		return;
	wr_json_open(w, "chain", '[');
	for (size_t i = 0; i < f->chain_length; i++) {
		wr_json_begin(w, '{');
		write_place(w, &f->chain[i].at);
		wr_json_set_string(w, "message", f->chain[i].message);
		wr_json_end(w);
	}
	wr_json_end(w);
}

static void write_evidence(struct wr_json *w, const struct wr_finding *f)
{
	if (!f->measure_count)
		return;
	wr_json_open(w, "measures", '[');
	for (size_t i = 0; i < f->measure_count; i++)
		wr_json_add_string(w, f->measures[i]);
	wr_json_end(w);
}

static void write_fix(struct wr_json *w, const struct wr_edit *fix)
{
	if (!fix->text)
		return;
	wr_json_open(w, "fix", '{');
	write_place(w, &fix->at);
	wr_json_set_string(w, "text", fix->text);
	wr_json_end(w);
}

static void write_finding(struct wr_json *w, const struct wr_finding *f)
{
	wr_json_begin(w, '{');
	wr_json_set_string(w, "rule", f->rule);
	wr_json_set_string(w, "severity", wr_severity_name(f->severity));
	wr_json_set_string(w, "confidence", wr_confidence_name(f->confidence));
	wr_json_set_string(w, "language", f->language);
	wr_json_set_string(w, "message", f->message);
	write_location(w, &f->at);
	if (f->function)
		wr_json_set_string(w, "function", f->function);
	write_chain(w, f);
	wr_json_set_string(w, "fingerprint", f->fingerprint);
	if (f->text_fingerprint)
		wr_json_set_string(w, "text_fingerprint", f->text_fingerprint);
	wr_json_set_string(w, "state", wr_state_name(f->state));
	if (f->fails)
		wr_json_set_bool(w, "fails", true);
	write_evidence(w, f);
	write_fix(w, &f->fix);
	wr_json_end(w);
}

static void write_findings(struct wr_json *w, const struct wr_run *run)
{
	wr_json_open(w, "findings", '[');
	for (size_t i = 0; i < run->finding_count; i++)
		write_finding(w, &run->findings[i]);
	wr_json_end(w);
}

static void set_if_finite(struct wr_json *w, const char *key, double v)
{
	if (isfinite(v))
		wr_json_set_number(w, key, v);
}

/* The members of a statistic, into an open object. */
static void write_stat(struct wr_json *w, const struct wr_stat *s)
{
	wr_json_set_number(w, "value", s->value);
	set_if_finite(w, "low", s->low);
	set_if_finite(w, "high", s->high);
	wr_json_set_int(w, "n", (long long)s->n);
}

static void write_change(struct wr_json *w, const struct wr_measure *m)
{
	const struct wr_change *c = &m->change;

	wr_json_open(w, "change", '{');
	wr_json_set_number(w, "ratio", c->ratio);
	set_if_finite(w, "low", c->low);
	set_if_finite(w, "high", c->high);
	set_if_finite(w, "p", c->p);
	if (m->limit_ratio > 0)
		set_if_finite(w, "limit", m->limit_ratio);
	wr_json_set_string(w, "verdict", wr_change_verdict_name(c->verdict));
	wr_json_end(w);
}

static void write_measure(struct wr_json *w, const struct wr_measure *m)
{
	wr_json_begin(w, '{');
	wr_json_set_string(w, "name", m->name);
	wr_json_set_string(w, "stage", m->stage);
	wr_json_set_string(w, "unit", m->unit);
	wr_json_set_string(w, "better", m->better == WR_HIGHER_IS_BETTER ? "higher" : "lower");
	write_stat(w, &m->now);
	if (m->has_base) {
		wr_json_open(w, "base", '{');
		write_stat(w, &m->base);
		wr_json_end(w);
	}
	if (m->has_change)
		write_change(w, m);
	wr_json_end(w);
}

static void write_measures(struct wr_json *w, const struct wr_run *run)
{
	wr_json_open(w, "measures", '[');
	for (size_t i = 0; i < run->measure_count; i++)
		write_measure(w, &run->measures[i]);
	wr_json_end(w);
}

static void write_line(struct wr_json *w, const struct wr_line *l)
{
	struct wr_json flat = *w;

	wr_json_begin(w, '{');
	wr_json_set_string(w, "name", l->name);
	wr_json_set_string(w, "unit", l->unit);
	wr_json_key(w, "points");
	/* Points stay on one line: a column of numbers is no easier to read. */
	flat = *w;
	flat.indent = 0;
	wr_json_begin(&flat, '[');
	for (size_t i = 0; i < l->n; i++) {
		wr_json_begin(&flat, '[');
		wr_json_add_number(&flat, l->points[i].x);
		wr_json_add_number(&flat, l->points[i].y);
		wr_json_end(&flat);
	}
	wr_json_end(&flat);
	flat.indent = w->indent;
	*w = flat;
	wr_json_end(w);
}

static void write_series(struct wr_json *w, const struct wr_run *run)
{
	wr_json_open(w, "series", '[');
	for (size_t i = 0; i < run->series_count; i++) {
		const struct wr_series *s = &run->series[i];

		wr_json_begin(w, '{');
		wr_json_set_string(w, "name", s->name);
		wr_json_open(w, "x", '{');
		wr_json_set_string(w, "name", s->x_name);
		wr_json_set_string(w, "unit", s->x_unit);
		wr_json_end(w);
		wr_json_open(w, "lines", '[');
		for (size_t j = 0; j < s->line_count; j++)
			write_line(w, &s->lines[j]);
		wr_json_end(w);
		wr_json_end(w);
	}
	wr_json_end(w);
}

static void write_artifacts(struct wr_json *w, const struct wr_run *run)
{
	wr_json_open(w, "artifacts", '[');
	for (size_t i = 0; i < run->artifact_count; i++) {
		const struct wr_artifact *a = &run->artifacts[i];

		wr_json_begin(w, '{');
		wr_json_set_string(w, "name", a->name);
		wr_json_set_string(w, "path", a->path);
		wr_json_set_string(w, "kind", a->kind);
		wr_json_end(w);
	}
	wr_json_end(w);
}

static void write_notices(struct wr_json *w, const struct wr_run *run)
{
	wr_json_open(w, "notices", '[');
	for (size_t i = 0; i < run->notice_count; i++) {
		wr_json_begin(w, '{');
		wr_json_set_string(w, "level", wr_notice_level_name(run->notices[i].level));
		wr_json_set_string(w, "message", run->notices[i].message);
		write_location(w, &run->notices[i].at);
		wr_json_end(w);
	}
	wr_json_end(w);
}

void wr_run_write_facts(struct wr_json *w, const struct wr_run *run)
{
	write_findings(w, run);
	write_measures(w, run);
}

void wr_run_write_json(const struct wr_run *run, struct wr_buf *out)
{
	struct wr_json w = { .out = out, .indent = 1 };

	wr_json_begin(&w, '{');
	wr_json_set_string(&w, "schema", "weir.run/1");
	wr_json_open(&w, "tool", '{');
	wr_json_set_string(&w, "name", "weir");
	wr_json_set_string(&w, "version", WEIR_VERSION);
	wr_json_end(&w);
	if (run->machine)
		wr_json_set_string(&w, "machine", run->machine);
	wr_json_set_string(&w, "verdict", wr_verdict_name(run->verdict));
	write_stages(&w, run);
	wr_run_write_facts(&w, run);
	write_series(&w, run);
	write_artifacts(&w, run);
	write_notices(&w, run);
	wr_json_end(&w);
	wr_buf_char(out, '\n');
}
