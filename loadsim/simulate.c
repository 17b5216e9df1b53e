/* simulate.c - a scenario in virtual time, as a run's measures. */
#include "core/progress.h"
#include "loadsim/schedule_p.h"
#include "loadsim/simulate_p.h"
#include "loadsim/streams_p.h"

int ls_simulate(const struct ls_scenario *s, const struct ls_options *o, struct wr_run *run,
		struct wr_err *err)
{
	const char *name = o && o->name ? o->name : s->name;
	struct ls_station_totals totals;
	struct ls_results results;
	int failed;

	if (!s->has_service)
		return wr_fail(err, WR_EUSAGE,
			       "%s: nothing to simulate: the scenario does not describe a 'service'",
			       s->path);
	ls_results_start(&results, ls_schedule_seconds(s));
	ls_results_divide(&results, s, false);
	failed = ls_station_run(s, ls_run_seed(s, o), &results, &totals, err);
	wr_progress_clear();
	if (!failed) {
		ls_results_publish(&results, name, false, run);
		wr_run_note(run, WR_NOTE,
			    "load %s: simulated from an empty system; nothing was left out as warm-up", name);
		if (!results.answered)
			failed = wr_fail(err, WR_EMEASURE,
					 "load %s: none of %lld simulated requests got a good answer", name,
					 results.asked);
	}
	ls_results_free(&results);
	return failed;
}
