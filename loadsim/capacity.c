/* capacity.c - how many instances a load needs, by the simulator. */
#include <math.h>
#include <stdlib.h>
#include "core/alloc.h"
#include "core/progress.h"
#include "loadsim/schedule_p.h"
#include "loadsim/search_p.h"
#include "loadsim/simulate_p.h"
#include "loadsim/streams_p.h"

#define MOST_INSTANCES 4096

struct sizing {
	const struct ls_scenario *scenario;
	uint64_t seed;
	struct ls_trials trials;
	struct wr_err *err;
};

/* All with the same seed: what differs is the number of instances alone. */
static int try_instances(struct sizing *z, long long n, bool *held)
{
	struct ls_scenario s = *z->scenario;
	struct ls_station_totals totals;
	struct ls_results r;
	struct wr_err why = { WR_OK, "" };
	struct ls_trial t;
	int failed;

	wr_progress((size_t)z->trials.n, 0, "sizes simulated");
	s.service.workers *= n;
	if (s.service.queue > 0)
		s.service.queue *= n;
	ls_results_start(&r, ls_schedule_seconds(&s));
	ls_results_divide(&r, &s, false);
	failed = ls_station_run(&s, z->seed, &r, &totals, &why);
	ls_results_close(&r);
	t = ls_trial_of((double)n, &r);
	ls_trial_judge(&t, &r, &s);
	ls_results_free(&r);
	/* more wait than memory should hold: so many are too few */
	if (failed && why.code != WR_ELIMIT) {
		*z->err = why;
		return -1;
	}
	*held = t.held && !failed;
	*WR_PUSH(z->trials.items, z->trials.n, z->trials.cap) = t;
	return 0;
}

static double p99_of(const struct ls_trial *t) { return t->p99; }
static double error_rate_of(const struct ls_trial *t) { return t->error_rate; }

static void publish(struct sizing *z, const char *name, struct wr_run *run)
{
	const char *part = wr_measure_part(run->arena, name);
	struct wr_line lines[] = {
		ls_trials_line(&z->trials, "p99", "s", p99_of, run->arena),
		ls_trials_line(&z->trials, "error rate", "ratio", error_rate_of, run->arena),
	};

	wr_run_add_series(run, &(struct wr_series){ .name = wr_arena_printf(run->arena, "load.%s.instances", part),
						    .x_name = "instances", .x_unit = "1", .lines = lines, .line_count = 2 });
}

/* The least number that holds; 0 if none does, -1 with err. */
static long long search(struct sizing *z)
{
	long long low = 0, high = 1;    /* low does not suffice */
	bool held = false;

	while (high <= MOST_INSTANCES) {
		if (try_instances(z, high, &held))
			return -1;
		if (held)
			break;
		low = high;
		high *= 2;
	}
	while (held && high - low > 1) {
		long long middle = low + (high - low) / 2;
		bool enough;

		if (try_instances(z, middle, &enough))
			return -1;
		*(enough ? &high : &low) = middle;
	}
	return held ? high : 0;
}

static int conclude(const struct sizing *z, const char *name, long long n, struct wr_run *run)
{
	const struct ls_scenario *s = z->scenario;

	if (!n)
		return wr_fail(z->err, WR_EMEASURE,
			       "load %s: %d instances do not suffice: %s; the limit may be below what one request needs", name,
			       MOST_INSTANCES, z->trials.items[z->trials.n - 1].why);
	wr_run_add_fact(run, "load",
			wr_arena_printf(run->arena, "load.%s.instances", wr_measure_part(run->arena, name)), "1",
			WR_LOWER_IS_BETTER, (double)n);
	wr_run_note(run, WR_NOTE, "load %s: %lld instances of %lld workers suffice in %zu simulated sizes", name, n,
		    s->service.workers, z->trials.n);
	return 0;
}

int ls_capacity(const struct ls_scenario *s, const struct ls_options *o, struct wr_run *run, struct wr_err *err)
{
	const char *name = o && o->name ? o->name : s->name;
	struct sizing z = { .scenario = s, .seed = ls_run_seed(s, o), .err = err };
	long long n;
	int failed;

	if (!s->has_service)
		return wr_fail(err, WR_EUSAGE, "%s: nothing to simulate: the scenario does not describe a 'service'",
			       s->path);
	if (!ls_trials_have_limits(s))
		return wr_fail(err, WR_EUSAGE,
			       "%s: how many instances suffice is a question of 'thresholds' on response times or error "
			       "rates, and there are none", s->path);
	n = search(&z);
	wr_progress_clear();
	if (z.trials.n)
		publish(&z, name, run);
	failed = n < 0 ? -1 : conclude(&z, name, n, run);
	free(z.trials.items);
	return failed;
}
