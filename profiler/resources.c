/* resources.c - what a watched run took, as measures and series. */
#include "profiler/watch_p.h"

#include <math.h>
#include "core/units.h"
#include "profiler/leak.h"

typedef double value_of(const struct pf_moment *m, const struct pf_moment *before);

/* A value of the moment alone. */
#define AT_THE_MOMENT(name) \
	static double name(const struct pf_moment *m, const struct pf_moment *before) \
	{ \
		(void)before; \
		return (double)m->tree.name; \
	}

AT_THE_MOMENT(rss)
AT_THE_MOMENT(pss)
AT_THE_MOMENT(threads)
AT_THE_MOMENT(processes)
AT_THE_MOMENT(files)
AT_THE_MOMENT(read_bytes)
AT_THE_MOMENT(written_bytes)

/* What a process used that ended without being waited for is gone, so that a sum may fall. */
static double rate(double now, double before, double seconds)
{
	return seconds > 0 ? fmax(0, (now - before) / seconds) : 0;
}

static const struct pf_moment start;

/* Since the moment before. */
static double cpu_share(const struct pf_moment *m, const struct pf_moment *before)
{
	before = before ? before : &start;
	return rate(m->tree.cpu, before->tree.cpu, m->time - before->time);
}

static double switch_rate(const struct pf_moment *m, const struct pf_moment *before)
{
	before = before ? before : &start;
	return rate(m->tree.switches, before->tree.switches, m->time - before->time);
}

static const struct {
	const char *series, *line, *unit;
	value_of *of;
} lines[] = {
	{ "memory", "rss", "B", rss },
	{ "memory", "pss", "B", pss },
	{ "cpu", "cpu", "ratio", cpu_share },
	{ "threads", "threads", "1", threads },
	{ "threads", "processes", "1", processes },
	{ "files", "open files", "1", files },
	{ "io", "read", "B", read_bytes },
	{ "io", "written", "B", written_bytes },
	{ "switches", "context switches", "1/s", switch_rate },
};
enum { LINES = sizeof lines / sizeof *lines };

/* PSS is not asked for at every moment. */
static struct wr_line line_of(struct wr_arena *arena, size_t i, const struct pf_watch_record *w)
{
	struct wr_point *points = wr_arena_array(arena, w->n, sizeof *points);
	size_t n = 0;

	for (size_t j = 0; j < w->n; j++) {
		double y = lines[i].of(&w->moments[j], j ? &w->moments[j - 1] : NULL);

		if (isfinite(y))
			points[n++] = (struct wr_point){ w->moments[j].time, y };
	}
	return (struct wr_line){ lines[i].line, lines[i].unit, points, n };
}

/* The lines of one series stand together in the table; returns the index after them. */
static size_t add_series(struct wr_run *run, const char *part, size_t i, const struct pf_watch_record *w)
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

struct telling { struct wr_run *run; struct wr_arena *arena; const char *name, *part; };

static struct wr_measure *add_measure(const struct telling *t, const char *what, const char *unit, double value)
{
	struct wr_measure *m = wr_run_add_fact(t->run, "profile",
					       wr_arena_printf(t->arena, "profile.%s.%s", t->part, what), unit,
					       WR_LOWER_IS_BETTER, value);

	m->now.n = 1;
	return m;
}

static void note_leak(const struct telling *t, const struct pf_leak *leak)
{
	char rate[32], low[32], high[32];

	wr_format_value(rate, sizeof rate, 3600 * leak->per_second, "B/h");
	wr_format_value(low, sizeof low, 3600 * leak->low, "B/h");
	wr_format_value(high, sizeof high, 3600 * leak->high, "B/h");
	if (leak->answer == PF_LEAKS)
		wr_run_note(t->run, WR_WARNING, "'%s' leaks: after its warm-up its memory grows by %s, to the end (95 %% "
			    "interval %s to %s, p = %.2g of no trend); only a cache that is still far from full would look "
			    "the same", t->name, rate, low, high, leak->p);
	else if (leak->answer == PF_FILLS)
		wr_run_note(t->run, WR_NOTE, "'%s': its memory grew and levelled off, as that of a cache that fills", t->name);
}

/* Of all growth "rss_growth" tells; "leak" is the part that is a leak by the verdict, and the one to set a limit on.
 * A run that is too short has neither. */
static void publish_leak(const struct telling *t, const struct pf_watch_record *w)
{
	double *time = wr_arena_array(t->arena, w->n, sizeof *time), *size = wr_arena_array(t->arena, w->n, sizeof *size);
	struct wr_measure *m;
	struct pf_leak leak;

	for (size_t i = 0; i < w->n; i++) {
		time[i] = w->moments[i].time;
		size[i] = w->moments[i].tree.rss;
	}
	leak = pf_find_leak(time, size, w->n);
	if (leak.answer == PF_LEAK_UNKNOWN) {
		wr_run_note(t->run, WR_NOTE, "'%s' ran too short to say whether it leaks: that takes 60 samples and 5 seconds "
			    "after the first fifth", t->name);
		return;
	}
	m = add_measure(t, "rss_growth", "B/h", 3600 * leak.per_second);
	m->now.low = 3600 * leak.low;
	m->now.high = 3600 * leak.high;
	add_measure(t, "leak", "B/h", leak.answer == PF_LEAKS ? 3600 * leak.per_second : 0);
	note_leak(t, &leak);
}

void pf_publish_watch(struct wr_run *run, const char *name, const struct pf_watch_record *w, const struct pf_sample *s)
{
	struct telling t = { run, wr_arena_new(), name, NULL };

	t.part = wr_measure_part(t.arena, name);
	add_measure(&t, "wall_time", "s", s->wall);
	add_measure(&t, "cpu_time", "s", s->user + s->system);
	/* The largest process may have peaked between two samples. */
	add_measure(&t, "rss_peak", "B", fmax(w->rss_peak, s->rss_peak));
	if (isfinite(w->pss_peak))
		add_measure(&t, "pss_peak", "B", w->pss_peak);
	for (size_t i = 0; i < LINES;)
		i = add_series(run, t.part, i, w);
	publish_leak(&t, w);
	if (!w->n)
		wr_run_note(run, WR_WARNING, "'%s' ended before it could be sampled once: its series are empty", name);
	wr_arena_free(t.arena);
}
