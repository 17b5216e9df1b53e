/* measure.c - one command, measured several times. */
#include "profiler/profiler.h"

#include <math.h>
#include <stdlib.h>
#include "core/alloc.h"
#include "core/progress.h"
#include "profiler/fitness_p.h"
#include "profiler/instructions_p.h"
#include "profiler/job_p.h"
#include "profiler/machine_p.h"
#include "profiler/publish_p.h"
#include "profiler/suite_p.h"

enum { DEFAULT_RUNS = 10 };

struct measuring { struct pf_launcher *launcher; struct pf_job job; struct wr_rng rng; struct pf_suite *suite; struct wr_buf text; };

static int run_one(struct measuring *m, size_t at, struct pf_sample *sample, struct wr_err *err)
{
	if (pf_launcher_run(m->launcher, &m->job, &m->rng, sample, err))
		return -1;
	return m->suite ? pf_suite_take(m->suite, PF_HEAD, at, m->text.data, m->text.len, m->job.who, err) : 0;
}

/* The first `warmup` runs are thrown away: they are written over. */
static int measure(struct measuring *m, unsigned warmup, struct pf_sample *samples, size_t n, struct wr_err *err)
{
	for (unsigned i = 0; i < warmup; i++)
		if (run_one(m, 0, samples, err))
			return -1;
	for (size_t i = 0; i < n; i++) {
		wr_progress(i, n, m->job.who);
		if (run_one(m, i, &samples[i], err))
			return -1;
	}
	return 0;
}

/* counts[0] stays NaN where the processor counted. */
static int count_instructions(const struct pf_job *job, const struct pf_sample *samples, size_t n, double *counts,
			      struct wr_err *err)
{
	if (isfinite(pf_median(PF_INSTRUCTIONS, samples, n)))
		return 0;
	for (int i = 0; i < PF_COUNTED_RUNS; i++)
		if (pf_count_instructions(job, &counts[i], err))
			return -1;
	return 0;
}

int pf_measure(const struct pf_command *command, const struct pf_options *options,
	       struct wr_run *run, struct wr_err *err)
{
	const struct pf_options defaults = PF_OPTIONS_DEFAULT, *o = options ? options : &defaults;
	size_t n = o->runs ? o->runs : DEFAULT_RUNS;
	struct wr_arena *arena = wr_arena_new();
	struct pf_sample *samples = wr_calloc(n, sizeof *samples);
	struct measuring m = { .launcher = pf_launcher_open(err) };
	struct pf_surroundings surroundings = pf_surroundings_begin();
	double counts[PF_COUNTED_RUNS] = { NAN };
	int result = -1;

	wr_rng_seed(&m.rng, o->seed ? o->seed : 1);
	if (m.launcher)
		pf_launcher_place(m.launcher, o->pin, o->realtime);
	if (m.launcher && !pf_prepare(command, "", arena, &m.job, err)) {
		if (command->is_suite) {
			m.suite = pf_suite_new(wr_measure_part(arena, command->name), n);
			m.job.text = &m.text;
		}
		result = measure(&m, o->warmup, samples, n, err);
	}
	if (!result && o->instructions && !m.suite)
		result = count_instructions(&m.job, samples, n, counts, err);
	if (!result) {
		pf_surroundings_end(&surroundings);
		pf_note_machine(run);
		pf_publish_surroundings(run, wr_measure_part(arena, command->name), &surroundings);
		pf_note_build(run, &m.job);
		pf_note_left_running(run, m.job.who, samples, n);
		if (m.suite)
			pf_suite_publish_runs(m.suite, n, run);
		else
			pf_publish_runs(run, command->name, samples, n);
		if (o->instructions && !m.suite)
			pf_note_instructions(run, command->name, isnan(counts[0]) ? "the processor" : "valgrind");
		if (!isnan(counts[0]))
			pf_publish_counts(run, command->name, NULL, counts, PF_COUNTED_RUNS, NULL);
	}
	pf_launcher_close(m.launcher);
	pf_suite_free(m.suite);
	wr_buf_free(&m.text);
	free(samples);
	wr_arena_free(arena);
	return result;
}
