/*
 * watch.c - one run of a command, its process tree sampled over time (Linux).
 *
 * A long run is not given more points than a page can draw: when there are
 * too many, every second one is dropped and from then on only every second
 * sample kept, and so on.  Peaks are kept apart.
 */
#include "profiler/profiler.h"

#include <math.h>
#include <stdlib.h>
#include "core/alloc.h"
#include "core/clock.h"
#include "core/units.h"
#include "profiler/job_p.h"
#include "profiler/leak.h"
#include "profiler/tree_p.h"

enum { MOST_POINTS = 4096 };
#define DEFAULT_INTERVAL 0.05

struct moment { double time; struct pf_tree tree; };

struct watch {
	double started;
	struct moment *moments;
	size_t n, cap;
	size_t samples, every;  /* of the samples, every `every`-th is a moment */
	double rss_peak;
};

static void thin_out(struct watch *w)
{
	for (size_t i = 0; 2 * i < w->n; i++)
		w->moments[i] = w->moments[2 * i];
	w->n = (w->n + 1) / 2;
	w->every *= 2;
}

/* The child is the launcher: what it started is below it. */
static void sample(pid_t child, void *user)
{
	struct watch *w = user;
	struct moment m = { .time = wr_monotonic() - w->started, .tree = pf_tree_sample(child) };

	/* The launcher has not started it yet, or the command has just ended. */
	if (!m.tree.processes)
		return;
	w->rss_peak = fmax(w->rss_peak, m.tree.rss);
	if (w->samples++ % w->every)
		return;
	if (w->n == MOST_POINTS)
		thin_out(w);
	*WR_PUSH(w->moments, w->n, w->cap) = m;
}

/* ---- telling ---- */

typedef double value_of(const struct moment *m, const struct moment *before);

static double rss(const struct moment *m, const struct moment *before)
{
	(void)before;
	return m->tree.rss;
}

/* Since the moment before.  What a process used that ended in between without
 * being waited for is gone, so that the sum may fall. */
static double cpu_share(const struct moment *m, const struct moment *before)
{
	static const struct moment start;

	if (!before)
		before = &start;
	return m->time > before->time ? fmax(0, (m->tree.cpu - before->tree.cpu) / (m->time - before->time)) : 0;
}

static double threads(const struct moment *m, const struct moment *before)
{
	(void)before;
	return (double)m->tree.threads;
}

static double processes(const struct moment *m, const struct moment *before)
{
	(void)before;
	return (double)m->tree.processes;
}

static double files(const struct moment *m, const struct moment *before)
{
	(void)before;
	return (double)m->tree.files;
}

static double read_bytes(const struct moment *m, const struct moment *before)
{
	(void)before;
	return m->tree.read_bytes;
}

static double written_bytes(const struct moment *m, const struct moment *before)
{
	(void)before;
	return m->tree.written_bytes;
}

static const struct {
	const char *series, *line, *unit;
	value_of *of;
} lines[] = {
	{ "memory", "rss", "B", rss },
	{ "cpu", "cpu", "ratio", cpu_share },
	{ "threads", "threads", "1", threads },
	{ "threads", "processes", "1", processes },
	{ "files", "open files", "1", files },
	{ "io", "read", "B", read_bytes },
	{ "io", "written", "B", written_bytes },
};
enum { LINES = sizeof lines / sizeof *lines };

static struct wr_line line_of(struct wr_arena *arena, size_t i, const struct watch *w)
{
	struct wr_point *points = wr_arena_array(arena, w->n, sizeof *points);

	for (size_t j = 0; j < w->n; j++) {
		points[j].x = w->moments[j].time;
		points[j].y = lines[i].of(&w->moments[j], j ? &w->moments[j - 1] : NULL);
	}
	return (struct wr_line){ lines[i].line, lines[i].unit, points, w->n };
}

/* The lines of one series stand together in the table; returns the index after them. */
static size_t add_series(struct wr_run *run, const char *part, size_t i, const struct watch *w)
{
	struct wr_arena *arena = wr_arena_new();
	struct wr_line of_series[LINES];
	struct wr_series s = {
		.name = wr_arena_printf(arena, "profile.%s.%s", part, lines[i].series),
		.x_name = "time", .x_unit = "s", .lines = of_series,
	};
	const char *series = lines[i].series;

	for (; i < LINES && lines[i].series == series; i++)
		of_series[s.line_count++] = line_of(arena, i, w);
	wr_run_add_series(run, &s);
	wr_arena_free(arena);
	return i;
}

static void add_measure(struct wr_run *run, struct wr_arena *arena, const char *part, const char *what,
			const char *unit, double value)
{
	wr_run_add_fact(run, "profile", wr_arena_printf(arena, "profile.%s.%s", part, what), unit,
			WR_LOWER_IS_BETTER, value)->now.n = 1;
}

/* Nothing is said of a run that is too short to tell. */
static void publish_leak(struct wr_run *run, struct wr_arena *arena, const char *part, const char *name,
			 const struct watch *w)
{
	double *time = wr_arena_array(arena, w->n, sizeof *time), *size = wr_arena_array(arena, w->n, sizeof *size);
	struct pf_leak leak;
	char per_hour[32];

	for (size_t i = 0; i < w->n; i++) {
		time[i] = w->moments[i].time;
		size[i] = w->moments[i].tree.rss;
	}
	leak = pf_find_leak(time, size, w->n);
	if (leak.answer == PF_LEAK_UNKNOWN)
		return;
	add_measure(run, arena, part, "rss_growth", "B/h", 3600 * leak.per_second);
	wr_format_size(per_hour, sizeof per_hour, 3600 * leak.per_second);
	if (leak.answer == PF_LEAKS)
		wr_run_note(run, WR_WARNING, "'%s' leaks: after its warm-up its memory grows by %s per hour, to the end "
			    "(p = %.2g of no trend)", name, per_hour, leak.p);
	else if (leak.answer == PF_FILLS)
		wr_run_note(run, WR_NOTE, "'%s': its memory grew and levelled off, as that of a cache that fills", name);
}

static void publish(struct wr_run *run, struct wr_arena *arena, const char *name, const struct watch *w,
		    const struct pf_sample *s)
{
	const char *part = wr_measure_part(arena, name);

	add_measure(run, arena, part, "wall_time", "s", s->wall);
	add_measure(run, arena, part, "cpu_time", "s", s->user + s->system);
	/* The largest process may have peaked between two samples. */
	add_measure(run, arena, part, "rss_peak", "B", fmax(w->rss_peak, s->rss_peak));
	for (size_t i = 0; i < LINES;)
		i = add_series(run, part, i, w);
	publish_leak(run, arena, part, name, w);
	if (!w->n)
		wr_run_note(run, WR_WARNING, "'%s' ended before it could be sampled once: its series are empty", name);
}

int pf_watch(const struct pf_command *command, const struct pf_watch_options *options,
	     struct wr_run *run, struct wr_err *err)
{
	struct watch w = { .every = 1 };
	struct wr_arena *arena = wr_arena_new();
	struct pf_launcher *launcher = pf_launcher_open(err);
	struct pf_sample of_run;
	struct wr_rng rng;
	struct pf_job job;
	int result = -1;

	wr_rng_seed(&rng, 1);
	if (launcher && !pf_prepare(command, "", arena, &job, err)) {
		job.time_limit = options ? options->time_limit : 0;
		job.watch = sample;
		job.watch_interval = options && options->interval > 0 ? options->interval : DEFAULT_INTERVAL;
		job.user = &w;
		w.started = wr_monotonic();
		result = pf_launcher_run(launcher, &job, &rng, &of_run, err);
	}
	if (!result)
		publish(run, arena, command->name, &w, &of_run);
	pf_launcher_close(launcher);
	free(w.moments);
	wr_arena_free(arena);
	return result;
}
