/* sink.c - collects reports, and lets through those that are neither double, suppressed nor switched off. */
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include "analyzer/rules_p.h"
#include "analyzer/sink_p.h"
#include "core/alloc.h"
#include "core/file.h"
#include "core/text.h"

#define HOT 0.05        /* share of a profile from which on a function matters */

struct an_sink *an_sink_new(const struct an_program *p)
{
	struct an_sink *sink = wr_calloc(1, sizeof *sink);

	sink->p = p;
	sink->arena = wr_arena_new();
	return sink;
}

void an_sink_free(struct an_sink *sink)
{
	if (!sink)
		return;
	for (size_t i = 0; i < sink->n; i++)
		free(sink->reports[i]->steps);
	free(sink->reports);
	free(sink->ignored);
	wr_arena_free(sink->arena);
	free(sink);
}

static struct an_report *report(struct an_sink *sink, uint32_t function, const struct an_span *span,
				const char *format, va_list args)
{
	struct an_report *r = wr_arena_alloc(sink->arena, sizeof *r);
	struct wr_buf text = WR_BUF_INIT;

	wr_buf_vprintf(&text, format, args);
	*r = (struct an_report){ .sink = sink, .rule = sink->rule, .severity = sink->rule->meta.severity,
				 .confidence = sink->rule->meta.confidence, .function = function, .span = *span,
				 .path = an_path_of(sink, function),
				 .message = wr_arena_strdup(sink->arena, text.data), .fingerprint = "" };
	wr_buf_free(&text);
	*WR_PUSH(sink->reports, sink->n, sink->cap) = r;
	return r;
}

struct an_report *an_report_op(struct an_sink *sink, uint32_t function, an_id op, const char *format, ...)
{
	struct an_report *r;
	va_list args;

	va_start(args, format);
	r = report(sink, function, &an_op_at(an_unit_of(sink->p, function), op)->span, format, args);
	va_end(args);
	return r;
}

struct an_report *an_report_loop(struct an_sink *sink, uint32_t function, an_id loop, const char *format, ...)
{
	struct an_report *r;
	va_list args;

	va_start(args, format);
	r = report(sink, function, &an_loop_at(an_unit_of(sink->p, function), loop)->header, format, args);
	va_end(args);
	return r;
}

struct an_span an_symbol_span(const an_unit *u, an_id symbol)
{
	const struct an_symbol *s = an_symbol_at(u, symbol);
	uint32_t column = s->column ? s->column : 1;

	return (struct an_span){ s->line, column, s->line, column + (uint32_t)strlen(an_text(u, s->name)) };
}

struct an_report *an_report_symbol(struct an_sink *sink, uint32_t function, an_id symbol, const char *format, ...)
{
	struct an_span span = an_symbol_span(an_unit_of(sink->p, function), symbol);
	struct an_report *r;
	va_list args;

	va_start(args, format);
	r = report(sink, function, &span, format, args);
	va_end(args);
	return r;
}

struct an_report *an_report_function(struct an_sink *sink, uint32_t function, const char *format, ...)
{
	struct an_report *r;
	va_list args;

	va_start(args, format);
	r = report(sink, function, &an_function_of(sink->p, function)->head, format, args);
	va_end(args);
	return r;
}

struct an_report *an_report_span(struct an_sink *sink, uint32_t function, const struct an_span *span,
				 const char *format, ...)
{
	struct an_report *r;
	va_list args;

	va_start(args, format);
	r = report(sink, function, span, format, args);
	va_end(args);
	return r;
}

struct an_report *an_report_line(struct an_sink *sink, uint32_t function, uint32_t line, const char *format, ...)
{
	const struct an_span at = { line, 1, line, 1 };
	struct an_report *r;
	va_list args;

	va_start(args, format);
	r = report(sink, function, &at, format, args);
	va_end(args);
	return r;
}

struct wr_arena *an_sink_arena(struct an_sink *sink)
{
	return sink->arena;
}

void an_report_fix(struct an_report *r, const struct an_span *span, const char *text)
{
	r->fix_span = *span;
	r->fix = wr_arena_strdup(r->sink->arena, text);
}

void an_report_walks(struct an_report *r, uint32_t function, an_id container)
{
	size_t i = r->walked[0].symbol != 0;

	r->walked[i].function = function;
	r->walked[i].symbol = container;
}

void an_report_severity(struct an_report *r, enum wr_severity severity)
{
	r->severity = severity;
}

void an_report_confidence(struct an_report *r, enum wr_confidence confidence)
{
	r->confidence = confidence;
}

static int compare_numbers(uint32_t a, uint32_t b)
{
	return (a > b) - (a < b);
}

static int compare_places(const struct an_report *a, const struct an_report *b)
{
	int order = strcmp(a->path, b->path);

	order = order ? order : compare_numbers(a->span.line, b->span.line);
	order = order ? order : compare_numbers(a->span.column, b->span.column);
	return order ? order : strcmp(a->rule->meta.id, b->rule->meta.id);
}

/* Of one rule at one place the worst comes first. */
static int compare_reports(const void *x, const void *y)
{
	const struct an_report *a = *(struct an_report *const *)x, *b = *(struct an_report *const *)y;
	int order = compare_places(a, b);

	order = order ? order : (int)b->severity - (int)a->severity;
	order = order ? order : (int)b->confidence - (int)a->confidence;
	return order ? order : strcmp(a->message, b->message);
}

static bool is_wider(const struct an_span *a, const struct an_span *b)
{
	return a->end_line > b->end_line || (a->end_line == b->end_line && a->end_column > b->end_column);
}

/* Of two changes that begin at one place the one of the larger expression says both. */
static void keep_wider_fix(struct an_report *kept, const struct an_report *dropped)
{
	if (dropped->fix && (!kept->fix || is_wider(&dropped->fix_span, &kept->fix_span))) {
		kept->fix = dropped->fix;
		kept->fix_span = dropped->fix_span;
	}
}

static void drop_doubles(struct an_sink *sink)
{
	size_t kept = 0;

	for (size_t i = 0; i < sink->n; i++) {
		if (kept && !compare_places(sink->reports[kept - 1], sink->reports[i])) {
			keep_wider_fix(sink->reports[kept - 1], sink->reports[i]);
			free(sink->reports[i]->steps);
			continue;
		}
		sink->reports[kept++] = sink->reports[i];
	}
	sink->n = kept;
}

/* Benchmarks do the same over and over on purpose. */
static bool is_benchmark(const char *path)
{
	static const char *const folders[] = { "bench", "benches", "benchmark", "benchmarks" };
	const char *slash;

	for (; (slash = strchr(path, '/')); path = slash + 1) {
		for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
			if (strlen(folders[i]) == (size_t)(slash - path) && !strncmp(path, folders[i], (size_t)(slash - path)))
				return true;
		}
	}
	return false;
}

static bool is_excluded(const struct an_report *r, const struct an_options *o)
{
	for (size_t i = 0; i < o->exclude_count; i++) {
		if (wr_glob_match(o->exclude[i], r->path))
			return true;
	}
	return false;
}

/* A header may lie outside what the user asked for: not his to mend. */
static bool is_asked_for(const struct an_report *r, const struct an_options *o)
{
	const char *absolute;

	if (r->path[0] != '/' && !wr_starts_with(r->path, "../"))
		return true;
	absolute = wr_path_absolute(r->sink->arena, r->path);
	for (size_t i = 0; i < o->path_count; i++) {
		const char *asked = wr_path_absolute(r->sink->arena, o->paths[i]);
		size_t n = strlen(asked);

		if (!strncmp(absolute, asked, n) && (!absolute[n] || absolute[n] == '/'))
			return true;
	}
	return false;
}

static void apply_settings(struct an_report *r, const struct an_options *o)
{
	for (size_t i = 0; i < o->rule_count; i++) {
		if (strcmp(o->rules[i].id, r->rule->meta.id))
			continue;
		if (o->rules[i].severity >= 0)
			r->severity = (enum wr_severity)o->rules[i].severity;
		if (o->rules[i].confidence >= 0)
			r->confidence = (enum wr_confidence)o->rules[i].confidence;
	}
}

static const char *language_of(const struct an_report *r)
{
	switch (an_unit_of(r->sink->p, r->function)->language) {
	case AN_C: return "c";
	case AN_CPP: return "cpp";
	default: return "python";
	}
}

static void add_finding(const struct an_report *r, struct wr_run *run)
{
	const an_unit *u = an_unit_of(r->sink->p, r->function);
	struct wr_finding f = {
		.rule = r->rule->meta.id, .severity = r->severity, .confidence = r->confidence,
		.language = language_of(r), .message = r->message,
		.at = { .path = r->path, .line = r->span.line, .column = r->span.column,
			.end_line = r->span.end_line, .end_column = r->span.end_column },
		.function = an_text(u, an_function_of(r->sink->p, r->function)->name),
		.chain = r->steps, .chain_length = r->step_count, .fingerprint = r->fingerprint,
		.text_fingerprint = r->text_fingerprint, .state = WR_NEW,
	};

	if (r->fix)
		f.fix = (struct wr_edit){ .text = r->fix, .at = { .path = r->path, .line = r->fix_span.line,
			.column = r->fix_span.column, .end_line = r->fix_span.end_line, .end_column = r->fix_span.end_column } };

	wr_run_add_finding(run, &f);
}

/* Does the loop turn often, and is what it walks on each turn long as well? */
static bool is_much(const struct an_report *r)
{
	const struct an_program *p = r->sink->p;
	bool walked = r->walked[0].symbol == 0;

	for (size_t i = 0; i < 2 && r->walked[i].symbol; i++) {
		enum an_plenty plenty = an_container_plenty(p, r->walked[i].function, r->walked[i].symbol);

		if (plenty == AN_FEW || !an_is_surely_much(p, r->walked[i].function, r->walked[i].symbol))
			return false;
		walked |= plenty == AN_MANY || (r->walked[i].function == r->loop_function &&
						an_grows_in_loop(p, r->loop_function, r->walked[i].symbol, r->loop));
	}
	return walked && an_loop_is_long(p, r->loop_function, r->loop);
}

/* May what the rule did not see stand in what could not be read? */
static bool is_gap(const struct an_report *r)
{
	const an_unit *u = an_unit_of(r->sink->p, r->function);

	return r->rule->needs_all && u->language == AN_CPP && !an_unit_is_whole(u);
}

/* C++: in one loop over few things, in a function that no loop calls. */
static bool is_few(const struct an_report *r)
{
	const struct an_program *p = r->sink->p;
	uint32_t f = r->loop_function;
	const struct an_loop *l = an_loop_at(an_unit_of(p, f), r->loop);

	return r->loop && an_unit_of(p, f)->language == AN_CPP && an_loop_is_few(p, f, r->loop) &&
	       !an_growing_from(p, f, l->parent) && !an_repeating_call(p, f);
}

/* Python: few things are walked, or somebody waits who has typed the command. */
static bool is_little_in_python(const struct an_report *r)
{
	const struct an_program *p = r->sink->p;

	if (!r->loop || an_unit_of(p, r->function)->language != AN_PYTHON)
		return false;
	return ((r->rule->counts_elements || r->rule->counts_turns) && an_loop_is_few(p, r->loop_function, r->loop)) ||
	       (r->rule->counts_turns && an_run_by_hand(p, r->function));
}

/* What costs only where there is much is no more than a note where nothing says so, or where few things are by
 * nature; and so is what runs once, or while somebody looks on. */
static void weigh(struct an_report *r)
{
	const struct an_program *p = r->sink->p;
	bool counts = r->rule->counts_elements ||
		      (r->rule->counts_in_c && an_unit_of(p, r->function)->language == AN_C);

	if ((counts && r->loop && !is_much(r)) ||
	    is_gap(r) || is_few(r) || is_little_in_python(r) ||
	    (r->rule->costs_little && an_is_dear_anyway(p, r->function, r->loop_function == r->function ? r->loop : 0)) ||
	    (r->rule->counts_turns && r->loop && !an_loop_walks_much(p, r->loop_function, r->loop)) ||
	    an_runs_seldom(p, r->function, r->path))
		r->severity = WR_LOW;
}

static bool is_doubtful(const struct an_report *r, const struct an_options *o)
{
	return !o->only_count && an_languages_of(r->rule->meta.doubtful) >> an_unit_of(r->sink->p, r->function)->language & 1;
}

/*
 * Where a profile says that the time goes there, there is much, and a note is worth reading.  What a function calls
 * does not count as its own: everything is called by main().  The time has to be spent where the chain ends, in a
 * function that runs, and the one in which the finding stands has to take part in it.
 */
static void weigh_by_profile(struct an_report *r, enum wr_severity own, const struct an_options *options)
{
	uint32_t f = r->last_function ? r->last_function : r->function;
	struct an_measured at = an_measured(r->sink->p, f, options), from = an_measured(r->sink->p, r->function, options);

	/* What the chain leads to may have been inlined. */
	if (at.share <= 0)
		at = an_measured(r->sink->p, f = r->function, options);
	if (at.own < HOT || from.share < HOT)
		return;
	if (r->severity < own)
		r->severity = own;
	if (r->severity < WR_MEDIUM)
		r->severity = WR_MEDIUM;
	r->confidence = WR_CONFIDENCE_HIGH;
	an_chain_line(r, f, an_function_of(r->sink->p, f)->head.line, "measured: %.0f %% of %s is spent in %s itself",
		      100 * at.own, at.profile, an_name_of(r->sink, f));
}

/* A request opens a connection by itself: of the two at one place the one of the waiting says all. */
static bool is_told_by_next(const struct an_sink *sink, size_t i)
{
	for (size_t k = i + 1; k < sink->n && !strcmp(sink->reports[k]->path, sink->reports[i]->path) &&
	     sink->reports[k]->span.line == sink->reports[i]->span.line; k++) {
		if (sink->reports[k]->span.column == sink->reports[i]->span.column &&
		    !strcmp(sink->reports[i]->rule->meta.id, "connect-per-call") &&
		    !strcmp(sink->reports[k]->rule->meta.id, "loop-net-call"))
			return true;
	}
	return false;
}

void an_sink_finish(struct an_sink *sink, const struct an_options *options, struct wr_run *run)
{
	if (sink->n)
		qsort(sink->reports, sink->n, sizeof *sink->reports, compare_reports);
	drop_doubles(sink);
	an_fingerprint(sink);
	an_collect_ignored(sink);
	for (size_t i = 0; i < sink->n; i++) {
		struct an_report *r = sink->reports[i];
		enum wr_severity own;

		if (an_is_ignored(sink, r) || is_told_by_next(sink, i) || is_benchmark(r->path) || is_excluded(r, options) || !is_asked_for(r, options))
			continue;
		own = r->severity;
		weigh(r);
		if (is_doubtful(r, options))
			r->severity = WR_LOW;
		weigh_by_profile(r, own, options);
		apply_settings(r, options);
		add_finding(r, run);
	}
	an_note_unused(sink, options, run);
}
