/* analyze.c - the whole way from files to findings. */
#include <stdlib.h>
#include <string.h>
#include "analyzer/program_p.h"
#include "analyzer/results_p.h"
#include "analyzer/rules_p.h"
#include "analyzer/sources_p.h"
#include "analyzer/target_python_p.h"
#include "core/alloc.h"
#include "core/file.h"

struct units { const an_unit **items; size_t n, cap; };

struct totals { double lines, functions, broken; };     /* broken: files that were read in part only */

static struct units all_units(const struct an_sources *s)
{
	struct units all = { 0 };

	for (size_t i = 0; i < s->n; i++) {
		for (size_t k = 0; k < s->items[i].unit_count; k++)
			*WR_PUSH(all.items, all.n, all.cap) = s->items[i].units[k];
	}
	return all;
}

/* The first of the worst that the front end has to say of a file, and how much more there is.
 * True if there is something: then the file was read in part only. */
static bool note_diagnostics(const an_unit *u, struct wr_run *run)
{
	uint32_t count = an_unit_count(u, AN_DIAGNOSTICS);
	const struct an_diagnostic *worst = NULL;
	const char *path = an_text(u, u->path);

	for (an_id i = 1; i < count; i++) {
		if (!worst || an_diagnostic_at(u, i)->severity > worst->severity)
			worst = an_diagnostic_at(u, i);
	}
	if (!worst || worst->severity == WR_NOTE)
		return false;
	if (count > 2)
		wr_run_note(run, WR_WARNING, "%s:%u:%u: %s (and %u more)", path, worst->line, worst->column,
			    an_text(u, worst->message), count - 2);
	else
		wr_run_note(run, WR_WARNING, "%s:%u:%u: %s", path, worst->line, worst->column,
			    an_text(u, worst->message));
	return true;
}

static void note_unknown_rules(const an_unit *u, struct wr_run *run)
{
	for (an_id i = 1; i < an_unit_count(u, AN_SUPPRESSIONS); i++) {
		const struct an_suppression *s = an_suppression_at(u, i);

		if (!s->rule)
			wr_run_note(run, WR_WARNING, "%s:%u: 'weir: ignore' needs the rules in brackets: "
				    "weir: ignore[loop-query] reason", an_text(u, u->path), s->line);
		else if (!an_rule_find(an_text(u, s->rule)))
			wr_run_note(run, WR_WARNING, "%s:%u: weir: ignore[%s]: there is no such rule",
				    an_text(u, u->path), s->line, an_text(u, s->rule));
	}
}

/* Notices and lines, once per file: a header has a unit for each source that includes it. */
static void note_units(const struct units *units, struct wr_run *run, struct totals *totals)
{
	struct an_keys seen;

	an_keys_init(&seen);
	for (size_t i = 0; i < units->n; i++) {
		const an_unit *u = units->items[i];
		const char *path = an_text(u, u->path);

		if (an_keys_find(&seen, path, strlen(path)))
			continue;
		an_keys_add(&seen, path, 0);
		totals->lines += u->lines;
		totals->broken += note_diagnostics(u, run);
		note_unknown_rules(u, run);
	}
	an_keys_free(&seen);
}

static int judge(const struct units *units, const struct an_options *options, struct wr_run *run,
		 struct totals *totals, struct wr_err *err)
{
	struct an_program *p = an_program_new(units->items, (uint32_t)units->n, options, err);
	struct an_sink *sink;

	if (!p)
		return -1;
	totals->functions = p->node_count;
	if (options->degrees)
		*options->degrees = an_degrees_of(p);
	sink = an_sink_new(p);
	an_rules_run(p, options, sink);
	an_sink_finish(sink, options, run);
	an_sink_free(sink);
	an_program_free(p);
	return 0;
}

static void add_measures(const struct an_sources *s, const struct totals *totals, struct wr_run *run)
{
	size_t skipped = 0;

	for (size_t i = 0; i < s->n; i++)
		skipped += s->items[i].skipped;
	wr_run_add_fact(run, "analyze", "analyze.files", "1", WR_HIGHER_IS_BETTER, (double)(s->n - skipped));
	wr_run_add_fact(run, "analyze", "analyze.lines", "1", WR_HIGHER_IS_BETTER, totals->lines);
	wr_run_add_fact(run, "analyze", "analyze.functions", "1", WR_HIGHER_IS_BETTER, totals->functions);
	wr_run_add_fact(run, "analyze", "analyze.skipped_files", "1", WR_LOWER_IS_BETTER, (double)skipped);
	wr_run_add_fact(run, "analyze", "analyze.broken_files", "1", WR_LOWER_IS_BETTER, totals->broken);
}

/* Whoever gets the error gets no run to read the warnings in. */
static const char *first_warning(const struct wr_run *run)
{
	for (size_t i = 0; i < run->notice_count; i++) {
		if (run->notices[i].level == WR_WARNING)
			return run->notices[i].message;
	}
	return "no reason is known";
}

/* Links, judges and measures; adds to run. */
static int analyze_units(struct an_sources *s, struct wr_run *run, struct wr_err *err)
{
	struct units units;
	struct totals totals = { 0 };
	int result = -1;

	if (an_sources_load(s, err))
		return -1;
	units = all_units(s);
	note_units(&units, run, &totals);
	if (!units.n)
		wr_fail(err, WR_EINPUT, "none of the %zu source files could be analysed: %s", s->n, first_warning(s->run));
	else
		result = judge(&units, s->options, run, &totals, err);
	if (!result)
		add_measures(s, &totals, run);
	free(units.items);
	return result;
}

static void copy_result(const struct wr_run *from, struct wr_run *to)
{
	for (size_t i = 0; i < from->finding_count; i++)
		wr_run_add_finding(to, &from->findings[i]);
	for (size_t i = 0; i < from->measure_count; i++)
		wr_run_add_measure(to, &from->measures[i]);
	for (size_t i = 0; i < from->notice_count; i++)
		wr_run_note_at(to, from->notices[i].level, &from->notices[i].at, "%s", from->notices[i].message);
}

static int analyze(struct an_sources *s, struct wr_err *err)
{
	struct wr_run *result;
	size_t cached = 0;

	if (an_sources_collect(s, err) || an_sources_read(s, err))
		return -1;
	for (size_t i = 0; i < s->n; i++)
		cached += s->items[i].cached;
	if (s->options->cached_files)
		*s->options->cached_files = cached;
	result = an_find_result(s);
	if (!result) {
		result = wr_run_new();
		if (analyze_units(s, result, err)) {
			wr_run_free(result);
			return -1;
		}
		an_store_result(s, result);
	}
	copy_result(result, s->run);
	wr_run_free(result);
	return 0;
}

int an_analyze(const struct an_options *options, struct wr_run *run, struct wr_err *err)
{
	struct an_sources sources;
	struct an_options all = *options;
	int result;

	if (an_rules_check_names(options, err))
		return -1;
	if (!all.target_python)
		all.target_python = an_required_python(all.root ? all.root : ".");
	an_sources_init(&sources, &all, run);
	result = analyze(&sources, err);
	an_sources_free(&sources);
	return result;
}
