/* fitness.c - may this benchmark be judged, and are its two sides the same work? */
#include "profiler/fitness_p.h"

#include <math.h>
#include "profiler/binary_p.h"

static struct pf_binary binary_of(const struct pf_job *job)
{
	struct wr_arena *arena = wr_arena_new();
	struct pf_binary b = pf_binary_find(job->argv[0], job->dir, arena);

	wr_arena_free(arena);
	return b;
}

bool pf_is_unfit(const struct pf_job *job)
{
	enum pf_build build = binary_of(job).build;

	return build == PF_BUILD_SANITIZED || build == PF_BUILD_UNOPTIMISED;
}

void pf_note_build(struct wr_run *run, const struct pf_job *job)
{
	struct pf_binary b = binary_of(job);

	switch (b.build) {
	case PF_BUILD_SANITIZED:
		wr_run_note(run, WR_WARNING, "%s: '%s' is built with %s; it is measured and not judged, for its users "
			    "get another program", job->who, job->argv[0], b.sanitizer);
		break;
	case PF_BUILD_UNOPTIMISED:
		wr_run_note(run, WR_WARNING, "%s: '%s' is built without optimisation (no -O in its debug information); "
			    "it is measured and not judged: build it as its users get it", job->who, job->argv[0]);
		break;
	case PF_BUILD_PARTLY_OPTIMISED:
		wr_run_note(run, WR_WARNING, "%s: parts of '%s' are built without optimisation", job->who, job->argv[0]);
		break;
	case PF_BUILD_UNKNOWN:
	case PF_BUILD_OPTIMISED:
		break;
	}
}

void pf_note_left_running(struct wr_run *run, const char *who, const struct pf_sample *samples, size_t n)
{
	double most = 0;

	for (size_t i = 0; i < n; i++)
		most = fmax(most, samples[i].left_running);
	if (most > 0)
		wr_run_note(run, WR_WARNING, "%s left up to %.0f process%s running, which %s ended and not counted; let the "
			    "command wait for what it starts", who, most, most > 1 ? "es" : "", most > 1 ? "were" : "was");
}

void pf_note_outputs(struct wr_run *run, const char *name, const struct pf_outputs *o,
		     unsigned long long base_again)
{
	if (o->base == o->head)
		return;
	if (o->base == base_again)
		wr_run_note(run, WR_WARNING, "benchmark '%s': base and head print different output; they may not do "
			    "the same work", name);
	else
		wr_run_note(run, WR_NOTE, "benchmark '%s' prints something else each time, so that the work of base "
			    "and head cannot be held against each other", name);
}
