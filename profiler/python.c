/* python.c - functions and blocks of Python, measured in the interpreter that the user names. */
#include "profiler/profiler.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "core/alloc.h"
#include "core/json.h"
#include "core/process.h"
#include "core/stats.h"
#include "profiler/runner_p.h"

enum { DEFAULT_ITERATIONS = 30, DEFAULT_IN_PAIRS = 10, TOLD_ROWS = 5, MOST_OUTPUT = 64 << 20 };
#define DEFAULT_TIME_LIMIT 300.0
#define HOT 0.01        /* share of the time below which a function or line is not told */

struct measured {
	const char *name, *part;
	struct wr_arena *arena;
	struct wr_run *run;
	const cJSON *result;
};

/* ---- asking ---- */

/* As a suite: only times and memory, printed for formats/harness.c. */
static int write_request(const struct pf_python *p, bool as_suite, struct wr_buf *out, struct wr_err *err)
{
	struct wr_json w = { .out = out };
	cJSON *args = p->args ? wr_json_parse(p->args, strlen(p->args), "--args", err) : NULL;
	char *text;

	if (p->args && !args)
		return -1;
	if (args && !cJSON_IsArray(args) && !cJSON_IsObject(args)) {
		cJSON_Delete(args);
		return wr_fail(err, WR_EUSAGE, "--args: a JSON array of arguments or an object of named ones is wanted");
	}
	wr_json_begin(&w, '{');
	if (p->function)
		wr_json_set_string(&w, "function", p->function);
	if (p->code)
		wr_json_set_string(&w, "code", p->code);
	if (p->setup)
		wr_json_set_string(&w, "setup", p->setup);
	wr_json_set_int(&w, "iterations", p->iterations ? p->iterations : as_suite ? DEFAULT_IN_PAIRS : DEFAULT_ITERATIONS);
	if (as_suite)
		wr_json_set_string(&w, "suite", p->name);
	wr_json_end(&w);
	if (args) {
		/* Into the object that has just been closed. */
		text = cJSON_PrintUnformatted(args);
		out->len--;
		wr_buf_printf(out, ",\"args\":%s}", text);
		cJSON_free(text);
		cJSON_Delete(args);
	}
	return 0;
}

const char *const *pf_python_suite(const struct pf_python *p, struct wr_arena *arena, struct wr_err *err)
{
	struct wr_buf request = WR_BUF_INIT;
	const char **argv = NULL;

	if (write_request(p, true, &request, err) == 0) {
		argv = wr_arena_array(arena, 5, sizeof *argv);
		argv[0] = p->interpreter ? p->interpreter : "python3";
		argv[1] = "-c";
		argv[2] = pf_runner_text;
		argv[3] = wr_arena_strndup(arena, request.data, request.len);
	}
	wr_buf_free(&request);
	return argv;
}

static cJSON *read_answer(const struct pf_python *p, const struct wr_outcome *o, struct wr_err *err)
{
	struct wr_arena *arena = wr_arena_new();
	cJSON *answer = o->out.len ? wr_json_parse(o->out.data, o->out.len, p->name, NULL) : NULL;
	const char *error = answer ? wr_json_string(answer, "error", NULL) : NULL;

	if (!answer) {
		wr_fail(err, o->timed_out ? WR_ELIMIT : WR_EMEASURE, "'%s' was not measured, %s %s: %.*s", p->name,
			p->interpreter, wr_outcome_text(arena, o), (int)(o->err.len < 200 ? o->err.len : 200),
			o->err.len ? o->err.data : "");
	} else if (error) {
		wr_fail(err, WR_EMEASURE, "'%s' was not measured: %s", p->name, error);
		cJSON_Delete(answer);
		answer = NULL;
	}
	wr_arena_free(arena);
	return answer;
}

static cJSON *ask(const struct pf_python *p, const char *request, struct wr_err *err)
{
	const char *const argv[] = { p->interpreter, "-c", pf_runner_text, request, NULL };
	struct wr_command c = {
		.argv = argv, .dir = p->dir, .time_limit = p->time_limit > 0 ? p->time_limit : DEFAULT_TIME_LIMIT,
		.output_limit = MOST_OUTPUT,
	};
	struct wr_outcome o;
	cJSON *answer = NULL;

	if (wr_process_run(&c, &o, err) == 0)
		answer = read_answer(p, &o, err);
	wr_outcome_free(&o);
	return answer;
}

/* ---- telling ---- */

/* The array's numbers, the caller's to free. */
static double *numbers(const cJSON *array, size_t *n)
{
	double *x = wr_calloc((size_t)cJSON_GetArraySize(array) + 1, sizeof *x);
	const cJSON *item;

	*n = 0;
	cJSON_ArrayForEach(item, array)
		if (cJSON_IsNumber(item))
			x[(*n)++] = item->valuedouble;
	return x;
}

static const cJSON *member(const struct measured *m, const char *key)
{
	return cJSON_GetObjectItemCaseSensitive(m->result, key);
}

static struct wr_measure *add(const struct measured *m, const char *metric, const char *unit, double value)
{
	return wr_run_add_fact(m->run, "profile", wr_arena_printf(m->arena, "profile.%s.%s", m->part, metric), unit,
			       WR_LOWER_IS_BETTER, value);
}

static void add_times(const struct measured *m, const char *key, const char *metric)
{
	size_t n;
	double *x = numbers(member(m, key), &n);

	if (n) {
		struct wr_measure *added = add(m, metric, "s", wr_median(x, n));

		added->now.n = n;
		wr_median_interval(x, n, 0.95, &added->now.low, &added->now.high);
		if (!isfinite(added->now.low) || !isfinite(added->now.high))
			added->now.low = added->now.high = NAN;
	}
	free(x);
}

static void add_line(const struct measured *m, const char *key, const char *metric, const char *unit)
{
	size_t n;
	double *x = numbers(member(m, key), &n);
	struct wr_point *points = wr_arena_array(m->arena, n, sizeof *points);
	struct wr_line line = { metric, unit, points, n };

	for (size_t i = 0; i < n; i++)
		points[i] = (struct wr_point){ (double)(i + 1), x[i] };
	wr_run_add_series(m->run, &(struct wr_series){
		.name = wr_arena_printf(m->arena, "profile.%s.%s", m->part, metric),
		.x_name = "call", .x_unit = "1", .lines = &line, .line_count = 1,
	});
	free(x);
}

/* What is held after each further call; a cache that fills grows at first, a leak at every call. */
static void add_growth(const struct measured *m)
{
	size_t n, grew = 0;
	double *held = numbers(member(m, "held"), &n);

	for (size_t i = 1; i < n; i++) {
		grew += held[i] > held[i - 1];
		held[i - 1] = held[i] - held[i - 1];
	}
	if (n > 2) {
		double growth = wr_median(held, n - 1);

		add(m, "memory_growth", "B", fmax(growth, 0));
		if (grew == n - 1)
			wr_run_note(m->run, WR_WARNING, "'%s' holds %.0f bytes more after each of %zu calls: it keeps what it "
				    "should give back", m->name, growth, n - 1);
	}
	free(held);
}

static void note_functions(const struct measured *m)
{
	const cJSON *row;
	struct wr_buf text = WR_BUF_INIT;
	double whole = 0;
	int told = 0;

	cJSON_ArrayForEach(row, member(m, "functions"))
		whole += wr_json_number(row, "self", 0);
	cJSON_ArrayForEach(row, member(m, "functions")) {
		double share = wr_json_number(row, "self", 0) / whole;

		if (!(share >= HOT) || told++ == TOLD_ROWS)
			break;
		wr_buf_printf(&text, "%s%s", told > 1 ? "; " : "", wr_json_string(row, "function", "?"));
		/* What is built in has no place. */
		if (wr_json_number(row, "line", 0) > 0)
			wr_buf_printf(&text, " (%s:%.0f)", wr_json_string(row, "path", "?"), wr_json_number(row, "line", 0));
		wr_buf_printf(&text, " %.0f %%, %.0f calls", 100 * share, wr_json_number(row, "calls", 0));
	}
	if (told)
		wr_run_note(m->run, WR_NOTE, "'%s', hottest functions by their own time: %s", m->name, text.data);
	wr_buf_free(&text);
}

static void note_lines(const struct measured *m)
{
	double samples = wr_json_number(m->result, "samples", 0);
	struct wr_buf text = WR_BUF_INIT;
	const cJSON *row;
	int told = 0;

	cJSON_ArrayForEach(row, member(m, "lines")) {
		double share = wr_json_number(row, "samples", 0) / samples;

		if (!(share >= HOT) || told++ == TOLD_ROWS)
			break;
		wr_buf_printf(&text, "%s%s:%.0f %.0f %%", told > 1 ? "; " : "", wr_json_string(row, "path", "?"),
			      wr_json_number(row, "line", 0), 100 * share);
	}
	if (told)
		wr_run_note(m->run, WR_NOTE, "'%s', hottest lines in %.0f samples: %s", m->name, samples, text.data);
	wr_buf_free(&text);
}

/* A flame graph's: one line per stack, its samples. */
static void add_stacks(const struct measured *m)
{
	const cJSON *rows = member(m, "stacks"), *row;
	size_t n = (size_t)cJSON_GetArraySize(rows), i = 0;
	struct wr_line *lines = wr_arena_array(m->arena, n, sizeof *lines);
	struct wr_point *points = wr_arena_array(m->arena, n, sizeof *points);

	cJSON_ArrayForEach(row, rows) {
		points[i].y = wr_json_number(row, "samples", 0);
		lines[i] = (struct wr_line){ wr_json_string(row, "stack", ""), "samples", &points[i], 1 };
		i++;
	}
	if (n)
		wr_run_add_series(m->run, &(struct wr_series){
			.name = wr_arena_printf(m->arena, "profile.%s.stacks", m->part),
			.x_name = "stack", .x_unit = "1", .lines = lines, .line_count = n,
		});
}

static void publish(const struct measured *m)
{
	add_times(m, "wall", "wall_time");
	add_times(m, "cpu", "cpu_time");
	add_line(m, "wall", "wall_time", "s");
	add(m, "memory_peak", "B", wr_json_number(m->result, "peak", NAN));
	add_growth(m);
	add_line(m, "held", "memory_held", "B");
	add(m, "calls", "1", wr_json_number(m->result, "calls", NAN));
	note_functions(m);
	note_lines(m);
	add_stacks(m);
}

int pf_profile_python(const struct pf_python *options, struct wr_run *run, struct wr_err *err)
{
	struct pf_python p = *options;
	struct wr_buf request = WR_BUF_INIT;
	cJSON *answer = NULL;

	if (!p.interpreter)
		p.interpreter = "python3";
	if (write_request(&p, false, &request, err) == 0)
		answer = ask(&p, request.data, err);
	wr_buf_free(&request);
	if (!answer)
		return -1;
	struct measured m = { .name = p.name, .arena = wr_arena_new(), .run = run, .result = answer };
	m.part = wr_measure_part(m.arena, p.name);
	publish(&m);
	wr_arena_free(m.arena);
	cJSON_Delete(answer);
	return 0;
}
