/* run.c - the one owner of everything that the engines found. */
#include "core/run.h"

#include <assert.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "core/alloc.h"
#include "core/measure_index_p.h"
#include "core/text.h"

struct wr_run *wr_run_new(void)
{
	struct wr_run *run = wr_calloc(1, sizeof *run);

	run->arena = wr_arena_new();
	run->verdict = WR_INCOMPLETE;
	return run;
}

void wr_run_free(struct wr_run *run)
{
	if (!run)
		return;
	free(run->stages);
	free(run->findings);
	free(run->measures);
	free(run->measure_slots);
	free(run->series);
	free(run->artifacts);
	free(run->notices);
	wr_arena_free(run->arena);
	free(run);
}

/* The length that s takes with each byte that is not UTF-8 written as \xNN. */
static size_t shown_length(const char *s, size_t n)
{
	size_t total = 0, length;
	unsigned cp;

	for (size_t i = 0; i < n; i += length) {
		length = wr_utf8_decode(s + i, n - i, &cp);
		total += length ? length : 4;
		length += !length;
	}
	return total;
}

/* A copy of s as valid UTF-8; NULL stays NULL. */
static const char *keep(struct wr_run *run, const char *s)
{
	size_t n = s ? strlen(s) : 0, out = 0, length;
	char *copy;
	unsigned cp;

	if (!s || wr_utf8_valid(s, n))
		return wr_arena_strdup(run->arena, s);
	copy = wr_arena_alloc(run->arena, shown_length(s, n) + 1);
	for (size_t i = 0; i < n; i += length) {
		length = wr_utf8_decode(s + i, n - i, &cp);
		if (length) {
			memcpy(copy + out, s + i, length);
			out += length;
		} else {
			snprintf(copy + out, 5, "\\x%02x", (unsigned char)s[i]);
			out += 4;
			length = 1;
		}
	}
	return copy;
}

/* The same for a string that the model always has. */
static const char *keep_some(struct wr_run *run, const char *s)
{
	return keep(run, s ? s : "");
}

void wr_run_set_machine(struct wr_run *run, const char *machine)
{
	run->machine = wr_arena_strdup(run->arena, machine);
}

struct wr_stage *wr_run_add_stage(struct wr_run *run, const struct wr_stage *s)
{
	struct wr_stage copy = *s;

	copy.name = keep_some(run, s->name);
	copy.message = keep(run, s->message);
	*WR_PUSH(run->stages, run->stage_count, run->stage_cap) = copy;
	return &run->stages[run->stage_count - 1];
}

static const struct wr_step *keep_chain(struct wr_run *run, const struct wr_step *chain, size_t n)
{
	struct wr_step *copy;

	if (!n)
		return NULL;
	copy = wr_arena_array(run->arena, n, sizeof *copy);
	for (size_t i = 0; i < n; i++) {
		copy[i].at = chain[i].at;
		copy[i].at.path = keep(run, chain[i].at.path);
		copy[i].message = keep_some(run, chain[i].message);
	}
	return copy;
}

static const char *const *keep_names(struct wr_run *run, const char *const *names, size_t n)
{
	const char **copy;

	if (!n)
		return NULL;
	copy = wr_arena_array(run->arena, n, sizeof *copy);
	for (size_t i = 0; i < n; i++)
		copy[i] = keep_some(run, names[i]);
	return copy;
}

struct wr_finding *wr_run_add_finding(struct wr_run *run, const struct wr_finding *f)
{
	struct wr_finding copy = *f;

	copy.rule = keep_some(run, f->rule);
	copy.language = keep_some(run, f->language);
	copy.message = keep_some(run, f->message);
	copy.at.path = keep(run, f->at.path);
	copy.function = keep(run, f->function);
	copy.chain = keep_chain(run, f->chain, f->chain_length);
	copy.fingerprint = keep_some(run, f->fingerprint);
	copy.text_fingerprint = keep(run, f->text_fingerprint);
	copy.measures = keep_names(run, f->measures, f->measure_count);
	copy.fix.at.path = keep(run, f->fix.at.path);
	copy.fix.text = keep(run, f->fix.text);
	*WR_PUSH(run->findings, run->finding_count, run->finding_cap) = copy;
	return &run->findings[run->finding_count - 1];
}

/* The model has one way to say that a bound is not known. */
static double known(double bound)
{
	return isfinite(bound) ? bound : NAN;
}

struct wr_measure *wr_run_add_measure(struct wr_run *run, const struct wr_measure *m)
{
	struct wr_measure copy = *m;

	copy.name = keep_some(run, m->name);
	copy.stage = keep_some(run, m->stage);
	copy.unit = keep_some(run, m->unit);
	copy.now.low = known(m->now.low);
	copy.now.high = known(m->now.high);
	copy.base.low = known(m->base.low);
	copy.base.high = known(m->base.high);
	copy.change.low = known(m->change.low);
	copy.change.high = known(m->change.high);
	*WR_PUSH(run->measures, run->measure_count, run->measure_cap) = copy;
	wr_measure_index_add(run);
	return &run->measures[run->measure_count - 1];
}

static void keep_line(struct wr_run *run, struct wr_line *copy, const struct wr_line *l)
{
	struct wr_point *points = NULL;

	if (l->n) {
		points = wr_arena_array(run->arena, l->n, sizeof *points);
		memcpy(points, l->points, l->n * sizeof *points);
	}
	copy->name = keep_some(run, l->name);
	copy->unit = keep_some(run, l->unit);
	copy->points = points;
	copy->n = l->n;
}

struct wr_series *wr_run_add_series(struct wr_run *run, const struct wr_series *s)
{
	struct wr_series copy = *s;
	struct wr_line *lines = wr_arena_array(run->arena, s->line_count, sizeof *lines);

	for (size_t i = 0; i < s->line_count; i++)
		keep_line(run, &lines[i], &s->lines[i]);
	copy.name = keep_some(run, s->name);
	copy.x_name = keep_some(run, s->x_name);
	copy.x_unit = keep_some(run, s->x_unit);
	copy.lines = lines;
	*WR_PUSH(run->series, run->series_count, run->series_cap) = copy;
	return &run->series[run->series_count - 1];
}

struct wr_artifact *wr_run_add_artifact(struct wr_run *run, const struct wr_artifact *a)
{
	struct wr_artifact copy = {
		.name = keep_some(run, a->name),
		.path = keep_some(run, a->path),
		.kind = keep_some(run, a->kind),
	};

	*WR_PUSH(run->artifacts, run->artifact_count, run->artifact_cap) = copy;
	return &run->artifacts[run->artifact_count - 1];
}

void wr_run_add_notice(struct wr_run *run, const struct wr_notice *n)
{
	struct wr_notice copy = *n;

	copy.message = keep_some(run, n->message);
	copy.at.path = keep(run, n->at.path);
	*WR_PUSH(run->notices, run->notice_count, run->notice_cap) = copy;
}

static void note(struct wr_run *run, enum wr_notice_level level, const struct wr_location *at, const char *format,
		 va_list args)
{
	struct wr_buf text = WR_BUF_INIT;
	struct wr_notice n = { .level = level };

	wr_buf_vprintf(&text, format, args);
	n.message = text.data;
	if (at)
		n.at = *at;
	wr_run_add_notice(run, &n);
	wr_buf_free(&text);
}

void wr_run_note(struct wr_run *run, enum wr_notice_level level, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	note(run, level, NULL, format, args);
	va_end(args);
}

void wr_run_note_at(struct wr_run *run, enum wr_notice_level level, const struct wr_location *at,
		    const char *format, ...)
{
	va_list args;

	va_start(args, format);
	note(run, level, at, format, args);
	va_end(args);
}

struct wr_measure *wr_run_add_fact(struct wr_run *run, const char *stage, const char *name,
				   const char *unit, enum wr_better better, double value)
{
	struct wr_measure m = {
		.name = name, .stage = stage, .unit = unit, .better = better,
		.now = { .value = value, .low = NAN, .high = NAN },
	};

	return wr_run_add_measure(run, &m);
}

static int compare_numbers(unsigned a, unsigned b)
{
	return (a > b) - (a < b);
}

/* NULL, a finding about the run, comes first. */
static int compare_paths(const char *a, const char *b)
{
	if (!a || !b)
		return (a != NULL) - (b != NULL);
	return strcmp(a, b);
}

static int compare_findings(const struct wr_finding *a, const struct wr_finding *b)
{
	int order = compare_numbers(b->severity, a->severity);

	if (!order)
		order = compare_numbers(b->confidence, a->confidence);
	if (!order)
		order = compare_paths(a->at.path, b->at.path);
	if (!order)
		order = compare_numbers(a->at.line, b->at.line);
	if (!order)
		order = compare_numbers(a->at.column, b->at.column);
	if (!order)
		order = strcmp(a->rule, b->rule);
	if (!order)
		order = strcmp(a->message, b->message);
	return order;
}

struct ranked { struct wr_finding finding; size_t rank; };

/* qsort is not stable: what is equal keeps the order that it came in. */
static int compare_ranked(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;
	int order = compare_findings(&x->finding, &y->finding);

	return order ? order : (x->rank > y->rank) - (x->rank < y->rank);
}

void wr_run_sort(struct wr_run *run)
{
	size_t n = run->finding_count;
	struct ranked *r = wr_calloc(n, sizeof *r);

	for (size_t i = 0; i < n; i++)
		r[i] = (struct ranked){ run->findings[i], i };
	qsort(r, n, sizeof *r, compare_ranked);
	for (size_t i = 0; i < n; i++)
		run->findings[i] = r[i].finding;
	free(r);
}

static char part_character(char c)
{
	if (c >= 'A' && c <= 'Z')
		return (char)(c - 'A' + 'a');
	if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-')
		return c;
	return '_';
}

char *wr_measure_part(struct wr_arena *arena, const char *text)
{
	size_t n = strlen(text), out = 0, length;
	char *part = wr_arena_alloc(arena, n + 2);
	unsigned cp;

	for (size_t i = 0; i < n; i += length) {
		length = wr_utf8_decode(text + i, n - i, &cp);
		length += !length;
		part[out++] = part_character(text[i]);
	}
	if (!n)
		part[0] = '_';          /* "bench..cpu_time" would be no path */
	return part;
}
