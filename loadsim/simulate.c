/* simulate.c - a scenario in virtual time, as a run's measures. */
#include <math.h>
#include <string.h>
#include "core/progress.h"
#include "loadsim/schedule_p.h"
#include "loadsim/simulate_p.h"
#include "loadsim/streams_p.h"

#define LEAST_FOR_STEADY 2000   /* requests; of fewer the start cannot be told from chance */

/* NULL, or why a steady state is not looked for. */
static const char *unsteady_by_nature(const struct ls_scenario *s)
{
	if (s->keep_warm_up)
		return "the scenario keeps it";
	if (s->phase_count > 1 || (s->phase_count && strcmp(ls_shapes()[s->phases[0].kind]->name, "constant") != 0))
		return "the load is not the same throughout";
	for (size_t i = 0; i < s->fault_count; i++) {
		if (s->faults[i].from > 0 || isfinite(s->faults[i].duration) || s->faults[i].first)
			return "the faults are not the same throughout";
	}
	if (s->phase_count && ls_schedule_requests(s) < LEAST_FOR_STEADY)
		return "there are too few requests to find it";
	return NULL;
}

static void note_warm_up(const char *name, const struct ls_results *r, const char *unsteady, struct wr_run *run)
{
	if (unsteady)
		wr_run_note(run, WR_NOTE,
			    "load %s: simulated from an empty system; nothing was left out as warm-up: %s", name,
			    unsteady);
	else if (r->unsteady)
		wr_run_note(run, WR_WARNING,
			    "load %s: no steady state was reached within %g s: response times were still changing in the "
			    "second half (MSER), so nothing was left out and there are no intervals",
			    name, r->duration);
	else
		wr_run_note(run, WR_NOTE,
			    "load %s: the first %g s were left out as warm-up (MSER); intervals are of 95 %%, by batch means "
			    "over what is left", name, r->all.from);
}

static int publish(const struct ls_scenario *s, const char *name, struct ls_results *r,
		   const struct ls_station_totals *t, const char *unsteady, struct wr_run *run, struct wr_err *err)
{
	ls_results_publish(r, name, false, run);
	if (s->service.retries.most && r->asked)
		wr_run_add_fact(run, "load",
				wr_arena_printf(run->arena, "load.%s.attempts", wr_measure_part(run->arena, name)), "1",
				WR_LOWER_IS_BETTER, (double)t->attempts / (double)r->asked);
	note_warm_up(name, r, unsteady, run);
	if (r->answered)
		return 0;
	return wr_fail(err, WR_EMEASURE, "load %s: none of %lld simulated requests got a good answer", name, r->asked);
}

int ls_simulate(const struct ls_scenario *s, const struct ls_options *o, struct wr_run *run,
		struct wr_err *err)
{
	const char *name = o && o->name ? o->name : s->name, *unsteady = unsteady_by_nature(s);
	struct ls_station_totals totals;
	struct ls_results results;
	int failed;

	if (!s->has_service)
		return wr_fail(err, WR_EUSAGE,
			       "%s: nothing to simulate: the scenario does not describe a 'service'",
			       s->path);
	ls_results_start(&results, ls_schedule_seconds(s));
	ls_results_divide(&results, s, !unsteady);
	results.drift |= o && o->soak;
	failed = ls_station_run(s, ls_run_seed(s, o), &results, &totals, err);
	wr_progress_clear();
	if (!failed)
		failed = publish(s, name, &results, &totals, unsteady, run, err);
	ls_results_free(&results);
	return failed;
}
