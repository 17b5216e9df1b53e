/* engine.c - seeded discrete events: what happens next, from the first request to the end of the last. */
#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include "core/process.h"
#include "core/progress.h"
#include "loadsim/station_p.h"
#include "loadsim/streams_p.h"

#define MOST_WAITING 2000000    /* 110 MB */
#define LOOK_EVERY 65536        /* events between looks at Ctrl-C */

static double next_deadline(const struct ls_station *st)
{
	return st->deadlines.n ? st->deadlines.items[st->deadlines.first].time : INFINITY;
}

static void advance(struct ls_station *st, double now)
{
	double passed = now - st->now;

	st->totals.queue_area += (double)st->queue.n * passed;
	st->totals.busy_area += (double)st->busy * passed;
	st->now = now;
}

static int ask(struct ls_station *st, struct wr_err *err)
{
	uint32_t call;

	if (st->queue.n + st->backlog.n >= MOST_WAITING)
		return wr_fail(err, WR_ELIMIT,
			       "%d requests wait after %g simulated seconds: the service is overloaded "
			       "without end; give it a 'queue' limit or a 'timeout'",
			       MOST_WAITING, st->now);
	call = ls_calls_take(&st->calls);
	ls_feed_pop(&st->feed);
	st->calls.items[call].first = st->now;
	st->calls.items[call].request = (uint32_t)ls_mix_pick(&st->mix, &st->request_rng);
	ls_results_asked(st->results, st->now);
	ls_attempt_begin(st, call);
	return 0;
}

static void happen(struct ls_station *st, const struct ls_event *e)
{
	if (e->kind == LS_SERVED)
		ls_station_served(st, e->call);
	else if (st->calls.items[e->call].abandoned)
		ls_calls_give_back(&st->calls, e->call);
	else if (e->kind == LS_TRAVELLED)
		ls_attempt_arrive(st, e->call);
	else if (e->kind == LS_RETURNED)
		ls_attempt_answer(st, e->call);
	else
		ls_attempt_begin(st, e->call);
}

static void pass_deadline(struct ls_station *st)
{
	struct ls_deadlines *d = &st->deadlines;
	struct ls_deadline passed = d->items[d->first];

	d->first = (d->first + 1) & (d->cap - 1);
	d->n--;
	if (st->calls.items[passed.call].serial != passed.serial)
		return;         /* it has ended long ago */
	advance(st, passed.time);
	st->totals.events++;
	ls_attempt_give_up(st, passed.call);
}

/* What comes next: an event of the station's own, a deadline, or a new request. */
static int step(struct ls_station *st, struct wr_err *err)
{
	/* a worker that becomes free at the very moment of a request is free for it */
	double own = st->events.n ? st->events.items[0].time : INFINITY, deadline = next_deadline(st);
	double request = st->feed.more ? st->feed.next : INFINITY;

	if (deadline < own && deadline <= request) {
		pass_deadline(st);
		return 0;
	}
	st->totals.events++;
	if (own <= request) {
		struct ls_event e = ls_events_pop(&st->events);

		advance(st, e.time);
		happen(st, &e);
		return 0;
	}
	advance(st, request);
	return ask(st, err);
}

static int look_around(const struct ls_station *st, double requests, struct wr_err *err)
{
	wr_progress((size_t)st->totals.attempts, (size_t)requests, "simulated requests");
	if (wr_interrupted)
		return wr_fail(err, WR_EINTERRUPT, "interrupted");
	return 0;
}

static int play(struct ls_station *st, struct wr_err *err)
{
	double requests = ls_schedule_requests(st->scenario);
	long long look_at = LOOK_EVERY;

	while (st->events.n || st->feed.more || st->deadlines.n) {
		if (step(st, err))
			return -1;
		if (st->totals.events >= look_at) {
			look_at += LOOK_EVERY;
			if (look_around(st, requests, err))
				return -1;
		}
	}
	return 0;
}

/* Every request and every attempt has ended, in exactly one way. */
static void check_conservation(const struct ls_station *st)
{
	const struct ls_station_totals *t = &st->totals;

	assert(!st->busy && !st->queue.n && !st->backlog.n && !st->in_use);
	assert(t->arrived == t->rejected + t->started + t->left_queue);
	assert(t->started == t->served);
	assert(st->results->asked == st->results->answered + ls_results_failures(st->results));
	(void)t;
}

/* What the faults need to know of the service. */
static int check_faults(const struct ls_scenario *s, struct wr_err *err)
{
	for (size_t i = 0; i < s->fault_count; i++) {
		const struct ls_fault *f = &s->faults[i];
		struct ls_damage d = { 0 };
		struct wr_rng rng;

		wr_rng_seed(&rng, 1);
		ls_fault_kinds()[f->kind]->inject(f, &rng, &d);
		if (d.end == LS_END_BLACKHOLE && !(s->service.timeout > 0))
			return wr_fail_at(err, WR_EUSAGE, s->path, f->mark.line, f->mark.column,
					  "simulated, a blackhole needs a service with a 'timeout': nothing else ends "
					  "its requests");
		if ((d.bandwidth > 0 || d.end == LS_END_TRUNCATED) && !(s->service.response > 0))
			return wr_fail_at(err, WR_EUSAGE, s->path, f->mark.line, f->mark.column,
					  "simulated, this fault needs a service with a 'response' (the size of an "
					  "answer)");
	}
	return 0;
}

static void start_dependencies(struct ls_station *st, struct wr_arena *arena)
{
	const struct wr_list *list = &st->service->dependencies;
	const struct ls_dependency *called = list->items;

	st->dependency_laws = wr_arena_array(arena, list->n, sizeof *st->dependency_laws);
	for (size_t i = 0; i < list->n; i++)
		ls_time_law_start(&st->dependency_laws[i], &called[i].time);
}

static void start(struct ls_station *st, uint64_t seed, struct wr_arena *arena)
{
	const struct ls_service *service = st->service;
	size_t filled;

	st->timeout = service->timeout > 0 ? service->timeout : INFINITY;
	st->hit_ratio = service->cache.hit_ratio;
	ls_time_law_start(&st->law, &service->time);
	if (st->hit_ratio > 0)
		ls_time_law_start(&st->cache_law, &service->cache.time);
	start_dependencies(st, arena);
	wr_rng_seed(&st->service_rng, ls_stream_seed(seed, LS_STREAM_SERVICE));
	wr_rng_seed(&st->error_rng, ls_stream_seed(seed, LS_STREAM_ERRORS));
	wr_rng_seed(&st->request_rng, ls_stream_seed(seed, LS_STREAM_REQUESTS));
	wr_rng_seed(&st->retry_rng, ls_stream_seed(seed, LS_STREAM_RETRIES));
	wr_rng_seed(&st->cache_rng, ls_stream_seed(seed, LS_STREAM_CACHE));
	wr_rng_seed(&st->queue_rng, ls_stream_seed(seed, LS_STREAM_QUEUE));
	ls_feed_start(&st->feed, st->scenario, seed, 0, 1);
	ls_faults_start(&st->faults, st->scenario, seed);
	st->mix = ls_mix_make(st->scenario, arena);
	st->filled = ls_filled_requests(st->scenario, &filled);
	st->calls.with_damages = st->scenario->fault_count > 0;
	st->pooled = st->scenario->connections || service->connect > 0;
	ls_line_start(&st->queue, service->discipline);
	ls_line_start(&st->backlog, LS_FIFO);
}

static void stop(struct ls_station *st)
{
	ls_events_free(&st->events);
	ls_calls_free(&st->calls);
	ls_line_stop(&st->queue);
	ls_line_stop(&st->backlog);
	ls_faults_stop(&st->faults);
	ls_feed_stop(&st->feed);
	free(st->deadlines.items);
}

int ls_station_run(const struct ls_scenario *s, uint64_t seed, struct ls_results *results,
		   struct ls_station_totals *totals, struct wr_err *err)
{
	struct ls_station st = { .scenario = s, .service = &s->service, .results = results };
	struct wr_arena *arena;
	int failed;

	*totals = (struct ls_station_totals){ 0 };
	if (check_faults(s, err))
		return -1;
	arena = wr_arena_new();
	start(&st, seed, arena);
	failed = play(&st, err);
	if (!failed)
		check_conservation(&st);
	stop(&st);
	wr_arena_free(arena);
	*totals = st.totals;
	return failed;
}
