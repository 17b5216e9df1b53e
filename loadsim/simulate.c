/* simulate.c - a scenario in virtual time: seeded discrete events at one station. */
#include "loadsim/simulate_p.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include "core/alloc.h"
#include "core/process.h"
#include "core/progress.h"
#include "loadsim/events_p.h"
#include "loadsim/law_p.h"
#include "loadsim/schedule_p.h"
#include "loadsim/streams_p.h"

#define MOST_WAITING 10000000   /* 80 MB */
#define LOOK_EVERY 65536        /* events between looks at Ctrl-C */

struct waiting {                /* arrival times in a ring, first come first */
	double *times;
	size_t first, n, cap;   /* cap is a power of two */
};

struct station {
	const struct ls_service *service;
	struct ls_time_law law;
	double timeout, error_rate;
	struct wr_rng service_rng, error_rng;
	struct ls_events events;
	struct waiting queue;
	long long busy;
	double now;
	struct ls_results *results;
	struct ls_station_totals totals;
};

static void enqueue(struct waiting *q, double arrived)
{
	if (q->n == q->cap) {
		size_t cap = q->cap ? 2 * q->cap : 1024;
		double *times = wr_malloc(cap * sizeof *times);

		for (size_t i = 0; i < q->n; i++)
			times[i] = q->times[(q->first + i) & (q->cap - 1)];
		free(q->times);
		*q = (struct waiting){ times, 0, q->n, cap };
	}
	q->times[(q->first + q->n++) & (q->cap - 1)] = arrived;
}

static double dequeue(struct waiting *q)
{
	double arrived = q->times[q->first];

	q->first = (q->first + 1) & (q->cap - 1);
	q->n--;
	return arrived;
}

static void advance(struct station *st, double now)
{
	double passed = now - st->now;

	st->totals.queue_area += (double)st->queue.n * passed;
	st->totals.busy_area += (double)st->busy * passed;
	st->now = now;
}

static void start_service(struct station *st, double arrived)
{
	double time = ls_time_law_draw(&st->law, &st->service_rng), deadline = arrived + st->timeout;
	struct ls_event end = { .time = st->now + time, .arrived = arrived, .kind = LS_SERVED };

	st->busy++;
	st->totals.started++;
	st->totals.wait_sum += st->now - arrived;
	st->totals.service_sum += time;
	if (end.time > deadline) {
		end.kind = LS_SERVED_FOR_NOBODY;
		ls_events_push(&st->events, (struct ls_event){ deadline, arrived, LS_GAVE_UP });
	}
	ls_events_push(&st->events, end);
}

/* The timeout is the same for all, so those who give up in the queue are always at its head. */
static void leave_queue(struct station *st, double until)
{
	while (st->queue.n && st->queue.times[st->queue.first] + st->timeout <= until) {
		double arrived;

		advance(st, st->queue.times[st->queue.first] + st->timeout);
		arrived = dequeue(&st->queue);
		st->totals.events++;
		st->totals.left_queue++;
		st->totals.left_wait_sum += st->timeout;
		ls_results_timed_out(st->results, st->now, st->now - arrived);
	}
}

static int arrive(struct station *st, struct wr_err *err)
{
	const struct ls_service *service = st->service;

	st->totals.arrived++;
	ls_results_asked(st->results, st->now);
	if (st->busy < service->workers) {
		start_service(st, st->now);
	} else if (service->queue >= 0 && (long long)st->queue.n >= service->queue) {
		st->totals.rejected++;
		ls_results_failed(st->results, LS_FAIL_REJECTED);
	} else if (st->queue.n == MOST_WAITING) {
		return wr_fail(err, WR_ELIMIT,
			       "%d requests wait after %g simulated seconds: the service is overloaded "
			       "without end; give it a 'queue' limit or a 'timeout'",
			       MOST_WAITING, st->now);
	} else {
		enqueue(&st->queue, st->now);
	}
	return 0;
}

static void end_service(struct station *st, const struct ls_event *e)
{
	st->busy--;
	st->totals.served++;
	st->totals.end = st->now;
	if (e->kind == LS_SERVED) {
		if (st->error_rate > 0 && wr_rng_unit(&st->error_rng) < st->error_rate)
			ls_results_failed(st->results, LS_FAIL_STATUS);
		else
			ls_results_answered(st->results, st->now, st->now - e->arrived);
	}
	if (st->queue.n)
		start_service(st, dequeue(&st->queue));
}

static void happen(struct station *st, const struct ls_event *e)
{
	if (e->kind == LS_GAVE_UP) {
		st->totals.gave_up_in_service++;
		ls_results_timed_out(st->results, st->now, st->now - e->arrived);
	} else {
		end_service(st, e);
	}
}

/* One event: the next of the station's own, or the arrival if that is earlier. */
static int step(struct station *st, struct ls_schedule *schedule, double *arrival, struct wr_err *err)
{
	/* a worker that becomes free at the very moment of an arrival is free for it */
	bool own = st->events.n && st->events.items[0].time <= *arrival;
	double next = own ? st->events.items[0].time : *arrival;

	leave_queue(st, next);
	advance(st, next);
	st->totals.events++;
	if (own) {
		struct ls_event e = ls_events_pop(&st->events);

		happen(st, &e);
		return 0;
	}
	if (!ls_schedule_next(schedule, arrival))
		*arrival = INFINITY;
	return arrive(st, err);
}

static int look_around(const struct station *st, double requests, struct wr_err *err)
{
	wr_progress((size_t)st->totals.arrived, (size_t)requests, "simulated requests");
	if (wr_interrupted)
		return wr_fail(err, WR_EINTERRUPT, "interrupted");
	return 0;
}

static int play(struct station *st, const struct ls_scenario *s, uint64_t seed, struct wr_err *err)
{
	struct ls_schedule schedule;
	double arrival, requests = ls_schedule_requests(s);
	long long look_at = LOOK_EVERY;

	ls_schedule_start(&schedule, s, ls_stream_seed(seed, LS_STREAM_ARRIVALS));
	if (!ls_schedule_next(&schedule, &arrival))
		arrival = INFINITY;
	while (st->events.n || isfinite(arrival)) {
		if (step(st, &schedule, &arrival, err))
			return -1;
		if (st->totals.events >= look_at) {
			look_at += LOOK_EVERY;
			if (look_around(st, requests, err))
				return -1;
		}
	}
	return 0;
}

/* Every request that arrived has ended, in exactly one way. */
static void check_conservation(const struct station *st)
{
	const struct ls_station_totals *t = &st->totals;

	assert(!st->busy && !st->queue.n);
	assert(t->arrived == t->rejected + t->started + t->left_queue);
	assert(t->started == t->served);
	assert(t->arrived == st->results->answered + ls_results_failures(st->results));
	(void)t;
}

int ls_station_run(const struct ls_scenario *s, uint64_t seed, struct ls_results *results,
		   struct ls_station_totals *totals, struct wr_err *err)
{
	struct station st = {
		.service = &s->service, .results = results, .error_rate = s->service.error_rate,
		.timeout = s->service.timeout > 0 ? s->service.timeout : INFINITY,
	};
	int failed;

	ls_time_law_start(&st.law, &s->service);
	wr_rng_seed(&st.service_rng, ls_stream_seed(seed, LS_STREAM_SERVICE));
	wr_rng_seed(&st.error_rng, ls_stream_seed(seed, LS_STREAM_ERRORS));
	failed = play(&st, s, seed, err);
	if (!failed)
		check_conservation(&st);
	ls_events_free(&st.events);
	free(st.queue.times);
	*totals = st.totals;
	return failed;
}

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
