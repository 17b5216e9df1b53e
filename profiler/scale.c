/*
 * scale.c - how time and memory of a command grow with the size of its input.
 *
 * All sizes are run in several rounds, base and head in turns and in random order, so that a machine that becomes
 * busier does not look like growth.  Within a round sizes are taken from small to large: what
 * grows too fast is found out while it is affordable.
 */
#include "profiler/profiler.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "core/buf.h"
#include "core/progress.h"
#include "core/stats.h"
#include "core/units.h"
#include "profiler/fitness_p.h"
#include "profiler/growth.h"
#include "profiler/job_p.h"
#include "profiler/machine_p.h"
#include "profiler/samples_p.h"

enum { SIZES = 10, REPEATS = 5 };
#define LONGEST_SIZE 60.0       /* seconds for all runs of a size; no larger size is begun after that */

struct side {
	const struct pf_command *command;
	const char *role;
	struct pf_job jobs[SIZES];
	struct pf_sample samples[SIZES][REPEATS];
	double cost[2][SIZES];  /* of time and of memory */
};

struct growing {
	const struct pf_scale *scale;
	struct wr_arena *arena;
	struct wr_rng rng;
	struct pf_launcher *launcher;
	double sizes[SIZES];
	size_t planned, measured;
	struct side sides[2];   /* head; base */
	size_t side_count;
	bool unfit;
};

static const struct { enum pf_metric metric; const char *name, *of; } costs[2] = {
	{ PF_CPU_TIME, "time_growth", "CPU time" }, { PF_RSS_PEAK, "memory_growth", "peak memory" },
};

int pf_parse_scale(const char *text, struct wr_arena *arena, struct pf_scale *out, struct wr_err *err)
{
	const char *equals = strchr(text, '='), *dots = equals ? strstr(equals, "..") : NULL;

	if (!dots || equals == text ||
	    wr_parse_size(wr_arena_strndup(arena, equals + 1, (size_t)(dots - equals - 1)), &out->from) ||
	    wr_parse_size(dots + 2, &out->to))
		return wr_fail(err, WR_EUSAGE, "'%s' is no scale; one is written n=1000..1000000", text);
	if (out->from < 1 || out->to < 2 * out->from || out->to > 1e15)
		return wr_fail(err, WR_EUSAGE, "'%s': the sizes must begin at 1 at least and reach twice the first", text);
	out->variable = wr_arena_strndup(arena, text, (size_t)(equals - text));
	return 0;
}

/* Evenly spaced ratios, as whole numbers, each once. */
static void plan_sizes(struct growing *g)
{
	for (int i = 0; i < SIZES; i++) {
		double n = round(g->scale->from * pow(g->scale->to / g->scale->from, (double)i / ((int)SIZES - 1)));

		if (!g->planned || n > g->sizes[g->planned - 1])
			g->sizes[g->planned++] = n;
	}
}

/* text with every {variable} replaced; *found is raised by their number. */
static const char *fill_in(const struct growing *g, const char *text, double n, size_t *found)
{
	const char *hole = wr_arena_printf(g->arena, "{%s}", g->scale->variable), *at;
	struct wr_buf out = WR_BUF_INIT;
	const char *filled;

	for (; (at = strstr(text, hole)); text = at + strlen(hole), ++*found) {
		wr_buf_add(&out, text, (size_t)(at - text));
		wr_buf_printf(&out, "%.0f", n);
	}
	wr_buf_str(&out, text);
	filled = wr_arena_strndup(g->arena, out.data, out.len);
	wr_buf_free(&out);
	return filled;
}

static int prepare(const struct growing *g, const struct side *side, double n, struct pf_job *job, struct wr_err *err)
{
	struct pf_command c = *side->command;
	size_t found = 0, words = 0;
	const char **argv;

	if (c.argv) {
		while (c.argv[words])
			words++;
		argv = wr_arena_array(g->arena, words + 1, sizeof *argv);
		for (size_t i = 0; i < words; i++)
			argv[i] = fill_in(g, c.argv[i], n, &found);
		c.argv = argv;
	} else {
		c.line = fill_in(g, c.line, n, &found);
	}
	if (!found)
		return wr_fail(err, WR_EUSAGE, "benchmark '%s': its command does not contain {%s}, so that it has no size",
			       c.name, g->scale->variable);
	return pf_prepare(&c, side->role, g->arena, job, err);
}

/* Both sides once, in random order. */
static int run_size(struct growing *g, size_t at, size_t round, struct wr_err *err)
{
	size_t first = (size_t)wr_rng_below(&g->rng, g->side_count);

	for (size_t k = 0; k < g->side_count; k++) {
		struct side *s = &g->sides[(first + k) % g->side_count];

		if (pf_launcher_run(g->launcher, &s->jobs[at], &g->rng, &s->samples[at][round], err))
			return -1;
	}
	return 0;
}

static bool takes_too_long(const struct growing *g, size_t at)
{
	for (size_t s = 0; s < g->side_count; s++)
		if (g->sides[s].samples[at][0].wall > LONGEST_SIZE / (int)REPEATS)
			return true;
	return false;
}

/* The first round finds out what is affordable. */
static int measure_rounds(struct growing *g, struct wr_err *err)
{
	for (size_t round = 0; round < REPEATS; round++) {
		for (size_t at = 0; at < g->planned; at++) {
			wr_progress(round * g->planned + at, REPEATS * g->planned, g->sides[0].command->name);
			if (run_size(g, at, round, err))
				return -1;
			if (!round && takes_too_long(g, at))
				g->planned = at + 1;
		}
	}
	g->measured = g->planned;
	return 0;
}

static int prepare_all(struct growing *g, struct wr_err *err)
{
	for (size_t s = 0; s < g->side_count; s++)
		for (size_t at = 0; at < g->planned; at++)
			if (prepare(g, &g->sides[s], g->sizes[at], &g->sides[s].jobs[at], err))
				return -1;
	g->unfit = pf_is_unfit(&g->sides[0].jobs[0]) || pf_is_unfit(&g->sides[g->side_count - 1].jobs[0]);
	return 0;
}

/* The least of the repeats: what disturbs CPU time adds to it (Chen and Revels 2016). */
static void take_costs(struct growing *g)
{
	for (size_t s = 0; s < g->side_count; s++)
		for (size_t at = 0; at < g->measured; at++)
			for (int c = 0; c < 2; c++) {
				double *values = pf_values(costs[c].metric, g->sides[s].samples[at], REPEATS);

				g->sides[s].cost[c][at] = wr_quantile(values, REPEATS, 0);
				free(values);
			}
}

/* ---- telling ---- */

static struct pf_fit fit(const struct growing *g, size_t side, int cost)
{
	return pf_fit_growth(g->sizes, g->sides[side].cost[cost], g->measured);
}

static void note_fit(const struct growing *g, struct wr_run *run, size_t side, int cost)
{
	const struct side *s = &g->sides[side];
	struct pf_fit f = fit(g, side, cost);
	char error[32];

	if (f.growth == PF_GROWTH_UNKNOWN) {
		wr_run_note(run, WR_WARNING, "benchmark '%s'%s%s: how its %s grows cannot be told: %s", s->command->name,
			    *s->role ? ", " : "", s->role, costs[cost].of, f.why);
		return;
	}
	wr_format_percent(error, sizeof error, f.error);
	wr_run_note(run, WR_NOTE, "benchmark '%s'%s%s: %s grows as %s over %s = %.0f to %.0f (off by %s)",
		    s->command->name, *s->role ? ", " : "", s->role, costs[cost].of, wr_growth_name(f.growth),
		    g->scale->variable, g->sizes[0], g->sizes[g->measured - 1], error);
}

static enum wr_change_verdict compare(const struct growing *g, enum pf_growth base, enum pf_growth head)
{
	if (g->unfit || base == PF_GROWTH_UNKNOWN || head == PF_GROWTH_UNKNOWN)
		return WR_CHANGE_INCONCLUSIVE;
	return head > base ? WR_CHANGE_FAIL : WR_CHANGE_PASS;
}

/* A class that cannot be told is the measure's NaN. */
static double class_of(const struct growing *g, size_t side, int cost)
{
	enum pf_growth growth = fit(g, side, cost).growth;

	return growth == PF_GROWTH_UNKNOWN ? (double)NAN : (double)growth;
}

static void publish_cost(struct growing *g, struct wr_run *run, const char *part, int cost)
{
	const char *name = wr_arena_printf(g->arena, "bench.%s.%s", part, costs[cost].name);
	struct wr_measure *m = wr_run_add_fact(run, "bench", name, "growth", WR_LOWER_IS_BETTER, class_of(g, 0, cost));

	m->now.n = g->measured;
	if (g->side_count < 2)
		return;
	m->has_base = m->has_change = true;
	m->base = (struct wr_stat){ class_of(g, 1, cost), NAN, NAN, g->measured };
	m->change = (struct wr_change){ NAN, NAN, NAN, NAN, compare(g, fit(g, 1, cost).growth, fit(g, 0, cost).growth) };
}

static void publish_series(struct growing *g, struct wr_run *run, const char *part, int cost)
{
	struct wr_line lines[2];
	struct wr_series s = {
		.name = wr_arena_printf(g->arena, "bench.%s.%s", part, costs[cost].name),
		.x_name = g->scale->variable, .x_unit = "1", .lines = lines, .line_count = g->side_count,
	};

	for (size_t k = 0; k < g->side_count; k++) {
		struct wr_point *points = wr_arena_array(g->arena, g->measured, sizeof *points);

		for (size_t i = 0; i < g->measured; i++)
			points[i] = (struct wr_point){ g->sizes[i], g->sides[k].cost[cost][i] };
		lines[k] = (struct wr_line){ k ? "base" : "now", pf_metric_unit(costs[cost].metric), points, g->measured };
	}
	wr_run_add_series(run, &s);
}

static void publish(struct growing *g, struct wr_run *run)
{
	const char *part = wr_measure_part(g->arena, g->sides[0].command->name);

	pf_note_machine(run);
	for (size_t s = 0; s < g->side_count; s++)
		pf_note_build(run, &g->sides[s].jobs[0]);
	if (g->sizes[g->measured - 1] < g->scale->to)
		wr_run_note(run, WR_WARNING, "benchmark '%s': sizes above %.0f take too long and were left out",
			    g->sides[0].command->name, g->sizes[g->measured - 1]);
	for (int c = 0; c < 2; c++) {
		for (size_t s = 0; s < g->side_count; s++)
			note_fit(g, run, s, c);
		publish_cost(g, run, part, c);
		publish_series(g, run, part, c);
	}
}

int pf_scale(const struct pf_command *base, const struct pf_command *head, const struct pf_scale *scale,
	     const struct pf_options *options, struct wr_run *run, struct wr_err *err)
{
	struct growing g = {
		.scale = scale, .arena = wr_arena_new(), .launcher = pf_launcher_open(err),
		.sides = { { .command = head, .role = base ? "head" : "" }, { .command = base, .role = "base" } },
		.side_count = base ? 2 : 1,
	};
	int result = -1;

	wr_rng_seed(&g.rng, options && options->seed ? options->seed : 1);
	if (g.launcher && options)
		pf_launcher_place(g.launcher, options->pin, options->realtime);
	plan_sizes(&g);
	if (g.launcher && !prepare_all(&g, err))
		result = measure_rounds(&g, err);
	if (!result) {
		take_costs(&g);
		publish(&g, run);
	}
	pf_launcher_close(g.launcher);
	wr_arena_free(g.arena);
	return result;
}
