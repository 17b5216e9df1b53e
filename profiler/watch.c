/*
 * watch.c - one run of a command, its process tree sampled over time (Linux).
 *
 * A long run is not given more points than a page can draw: when there are
 * too many, every second one is dropped and from then on only every second
 * sample kept, and so on.  Peaks are kept apart.
 */
#include "profiler/watch_p.h"

#include <math.h>
#include <stdlib.h>
#include "core/alloc.h"
#include "core/clock.h"
#include "profiler/fitness_p.h"
#include "profiler/job_p.h"
#include "profiler/machine_p.h"

enum { MOST_POINTS = 4096 };
#define DEFAULT_INTERVAL 0.05
#define PSS_SHARE 0.02          /* of the time, at most: while it is read the command may have to wait */

static void thin_out(struct pf_watch_record *w)
{
	for (size_t i = 0; 2 * i < w->n; i++)
		w->moments[i] = w->moments[2 * i];
	w->n = (w->n + 1) / 2;
	w->every *= 2;
}

/* The child is the launcher: what it started is below it. */
static void sample(pid_t child, void *user)
{
	struct pf_watch_record *w = user;
	double before = wr_monotonic(), after;
	bool pss = before >= w->pss_due;
	struct pf_moment m = { .time = before - w->started, .tree = pf_tree_sample(child, pss) };

	/* The launcher has not started it yet, or the command has just ended. */
	if (!m.tree.processes)
		return;
	after = wr_monotonic();
	if (pss)
		w->pss_due = after + (after - before) / PSS_SHARE;
	w->rss_peak = fmax(w->rss_peak, m.tree.rss);
	w->pss_peak = fmax(w->pss_peak, m.tree.pss);
	if (w->samples++ % w->every)
		return;
	if (w->n == MOST_POINTS)
		thin_out(w);
	*WR_PUSH(w->moments, w->n, w->cap) = m;
}

int pf_watch(const struct pf_command *command, const struct pf_watch_options *options,
	     struct wr_run *run, struct wr_err *err)
{
	struct pf_watch_record w = { .every = 1, .pss_peak = NAN };
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
	if (!result) {
		pf_note_machine(run);
		pf_note_left_running(run, job.who, &of_run, 1);
		pf_publish_watch(run, command->name, &w, &of_run);
	}
	pf_launcher_close(launcher);
	free(w.moments);
	wr_arena_free(arena);
	return result;
}
