/* station.c - seeded discrete events: clients, connections, a queue and its workers. */
#include "loadsim/simulate_p.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include "core/alloc.h"
#include "core/process.h"
#include "core/progress.h"
#include "loadsim/call_p.h"
#include "loadsim/events_p.h"
#include "loadsim/feed_p.h"
#include "loadsim/law_p.h"
#include "loadsim/mix_p.h"
#include "loadsim/streams_p.h"

#define MOST_WAITING 2000000    /* 110 MB */
#define LOOK_EVERY 65536        /* events between looks at Ctrl-C */

struct deadline { double time; uint32_t call, serial; };
/* All have the same timeout, so that they come due in the order in which they were made: a ring. */
struct deadlines { struct deadline *items; size_t first, n, cap; };     /* cap is a power of two */

struct station {
	const struct ls_scenario *scenario;
	const struct ls_service *service;
	struct ls_time_law law, cache_law, *dependency_laws;
	double timeout, hit_ratio;
	struct wr_rng service_rng, error_rng, request_rng, retry_rng, cache_rng, queue_rng;
	struct ls_feed feed;
	struct ls_mix mix;
	struct ls_faults faults;
	struct ls_calls calls;
	struct ls_events events;
	struct deadlines deadlines;
	struct ls_line queue, backlog;          /* backlog: waits for a connection */
	bool pooled;                            /* connections are simulated */
	long long idle, in_use;                 /* connections */
	long long busy;                         /* workers */
	double now;
	struct ls_results *results;
	struct ls_station_totals totals;
};

static void push_deadline(struct deadlines *d, struct deadline next)
{
	if (d->n == d->cap) {
		size_t cap = d->cap ? 2 * d->cap : 1024;
		struct deadline *items = wr_malloc(cap * sizeof *items);

		for (size_t i = 0; i < d->n; i++)
			items[i] = d->items[(d->first + i) & (d->cap - 1)];
		free(d->items);
		*d = (struct deadlines){ items, 0, d->n, cap };
	}
	d->items[(d->first + d->n++) & (d->cap - 1)] = next;
}

static double next_deadline(const struct station *st)
{
	return st->deadlines.n ? st->deadlines.items[st->deadlines.first].time : INFINITY;
}

static const struct ls_damage *damage_of(const struct station *st, uint32_t call)
{
	static const struct ls_damage none;

	return st->calls.with_damages ? &st->calls.damages[call] : &none;
}

static void after(struct station *st, double delay, uint32_t call, enum ls_event_kind kind)
{
	ls_events_push(&st->events, (struct ls_event){ st->now + delay, call, kind });
}

static void advance(struct station *st, double now)
{
	double passed = now - st->now;

	st->totals.queue_area += (double)st->queue.n * passed;
	st->totals.busy_area += (double)st->busy * passed;
	st->now = now;
}

/* -- how attempts end --------------------------------------------------------- */

/* Takes a connection; how long it takes to make, seconds. */
static double take_connection(struct station *st)
{
	st->in_use++;
	if (st->idle) {
		st->idle--;
		return 0;
	}
	st->totals.connections++;
	return st->service->connect;
}

static double travel_time(const struct station *st, uint32_t call, double connect)
{
	const struct ls_damage *d = damage_of(st, call);

	return d->end == LS_END_REFUSED ? 0 : connect + d->delay;
}

/* The connection of an attempt is free again, for whoever waits for one. */
static void release(struct station *st, bool usable)
{
	if (!st->pooled)
		return;
	st->in_use--;
	st->idle += usable;
	if (st->backlog.n) {
		uint32_t next = ls_line_pop(&st->backlog, &st->calls, NULL);

		st->calls.items[next].state = LS_CALL_TRAVELS;
		/* by an event, even if it takes no time: a chain of calls that fail at once must not be a recursion */
		after(st, travel_time(st, next, take_connection(st)), next, LS_TRAVELLED);
	}
}

static double backoff(struct station *st, uint32_t attempt)
{
	const struct ls_retries *r = &st->service->retries;
	double wait = fmin(r->backoff * pow(r->factor, attempt), r->longest);

	/* jitter takes away, so that `longest` holds */
	return r->jitter > 0 ? wait * (1 - r->jitter * wr_rng_unit(&st->retry_rng)) : wait;
}

static void try_again(struct station *st, uint32_t call)
{
	uint32_t next = ls_calls_take(&st->calls);
	const struct ls_call *failed = &st->calls.items[call];

	st->calls.items[next] = (struct ls_call){
		.first = failed->first, .request = failed->request, .attempt = failed->attempt + 1,
		.serial = st->calls.items[next].serial, .hit = failed->hit, .state = LS_CALL_PAUSES,
	};
	after(st, backoff(st, failed->attempt), next, LS_TRIES_AGAIN);
}

/* The attempt has failed: for good, unless retries are left.  Its call stays the caller's. */
static void fail(struct station *st, uint32_t call, enum ls_failure kind)
{
	const struct ls_call *k = &st->calls.items[call];
	struct ls_failing how = { kind, damage_of(st, call)->causes >> kind & 1 };

	if (k->attempt < st->service->retries.most) {
		try_again(st, call);
		return;
	}
	ls_results_failed(st->results, k->first, st->now, how);
	ls_feed_ended(&st->feed, st->now);
}

static void fail_and_forget(struct station *st, uint32_t call, enum ls_failure kind, bool usable)
{
	fail(st, call, kind);
	ls_calls_give_back(&st->calls, call);
	release(st, usable);
}

static bool breaks_off(const struct station *st, const struct ls_damage *d)
{
	return d->end == LS_END_RESET_DURING || d->end == LS_END_RESET_AFTER ||
	       (d->end == LS_END_TRUNCATED && st->service->response > d->keep);
}

static void answer(struct station *st, uint32_t call)
{
	const struct ls_damage *d = damage_of(st, call);
	bool keep = d->hold <= 0;

	if (breaks_off(st, d)) {
		fail_and_forget(st, call, LS_FAIL_RESET, false);
	} else if (st->service->error_rate > 0 && wr_rng_unit(&st->error_rng) < st->service->error_rate) {
		fail_and_forget(st, call, LS_FAIL_STATUS, keep);
	} else {
		ls_results_answered(st->results, st->calls.items[call].first, st->now);
		ls_feed_ended(&st->feed, st->now);
		ls_calls_give_back(&st->calls, call);
		release(st, keep);
	}
}

static void give_up(struct station *st, uint32_t call)
{
	struct ls_call *k = &st->calls.items[call];
	bool pending = k->state == LS_CALL_TRAVELS || k->state == LS_CALL_SERVED || k->state == LS_CALL_RETURNS;
	bool connected = k->state != LS_CALL_WAITS;

	if (k->state == LS_CALL_WAITS)
		ls_line_leave(&st->backlog, &st->calls, call);
	if (k->state == LS_CALL_QUEUED) {
		ls_line_leave(&st->queue, &st->calls, call);
		st->totals.left_queue++;
		st->totals.left_wait_sum += st->now - k->queued;
	}
	st->totals.gave_up_in_service += k->state == LS_CALL_SERVED;
	k->abandoned = true;
	fail(st, call, LS_FAIL_TIMEOUT);
	if (!pending)
		ls_calls_give_back(&st->calls, call);
	if (connected)
		release(st, false);
}

/* -- the station -------------------------------------------------------------- */

/* The worker's own time, that of what it calls one after the other, and the longest of what it calls at once. */
static double draw_time(struct station *st)
{
	const struct ls_dependency *called = st->service->dependencies.items;
	double time = ls_time_law_draw(&st->law, &st->service_rng), longest = 0;

	for (size_t i = 0; i < st->service->dependencies.n; i++) {
		double answer = ls_time_law_draw(&st->dependency_laws[i], &st->service_rng);

		if (called[i].parallel)
			longest = fmax(longest, answer);
		else
			time += answer;
	}
	return time + longest;
}

static void start_service(struct station *st, uint32_t call)
{
	struct ls_call *k = &st->calls.items[call];
	bool hit = st->hit_ratio > 0 && wr_rng_unit(&st->cache_rng) < st->hit_ratio;
	double time = hit ? ls_time_law_draw(&st->cache_law, &st->service_rng) : draw_time(st);

	k->state = LS_CALL_SERVED;
	st->busy++;
	st->totals.started++;
	st->totals.cache_hits += hit;
	st->totals.wait_sum += st->now - k->queued;
	st->totals.service_sum += time;
	after(st, time, call, LS_SERVED);
}

static void end_service(struct station *st, uint32_t call)
{
	const struct ls_damage *d = damage_of(st, call);
	double late = d->hold + (d->bandwidth > 0 ? st->service->response / d->bandwidth : 0);

	st->busy--;
	st->totals.served++;
	st->totals.end = st->now;
	if (st->calls.items[call].abandoned) {
		ls_calls_give_back(&st->calls, call);
	} else if (late > 0) {
		st->calls.items[call].state = LS_CALL_RETURNS;
		after(st, late, call, LS_RETURNED);
	} else {
		answer(st, call);
	}
	/* a worker may have been given work by the answer already */
	if (st->queue.n && st->busy < st->service->workers)
		start_service(st, ls_line_pop(&st->queue, &st->calls, &st->queue_rng));
}

static void come(struct station *st, uint32_t call)
{
	struct ls_call *k = &st->calls.items[call];

	st->totals.arrived++;
	k->queued = st->now;
	if (st->busy < st->service->workers) {
		start_service(st, call);
	} else if (st->service->queue >= 0 && (long long)st->queue.n >= st->service->queue) {
		st->totals.rejected++;
		fail_and_forget(st, call, LS_FAIL_REJECTED, true);
	} else {
		k->state = LS_CALL_QUEUED;
		ls_line_push(&st->queue, &st->calls, call);
	}
}

/* It has travelled to where the faults are, and beyond them the service. */
static void get_there(struct station *st, uint32_t call)
{
	switch (damage_of(st, call)->end) {
	case LS_END_REFUSED:
		fail_and_forget(st, call, LS_FAIL_CONNECT, false);
		break;
	case LS_END_RESET_BEFORE:
		fail_and_forget(st, call, LS_FAIL_RESET, false);
		break;
	case LS_END_STATUS:
		fail_and_forget(st, call, LS_FAIL_STATUS, true);
		break;
	case LS_END_BLACKHOLE:
		st->calls.items[call].state = LS_CALL_LOST;
		break;
	default:
		come(st, call);
	}
}

static void travel(struct station *st, uint32_t call, double connect)
{
	double time = travel_time(st, call, connect);

	if (time > 0) {
		st->calls.items[call].state = LS_CALL_TRAVELS;
		after(st, time, call, LS_TRAVELLED);
	} else {
		get_there(st, call);
	}
}

/* -- attempts ------------------------------------------------------------------ */

static void choose_damage(struct station *st, uint32_t call)
{
	struct ls_call *k = &st->calls.items[call];
	const char *path = st->scenario->request_count ? st->scenario->requests[k->request].path : "/";

	st->calls.damages[call] = ls_faults_choose(&st->faults, st->now, path);
	if (st->calls.damages[call].hit && !k->hit) {
		k->hit = true;
		ls_results_hit(st->results, k->first);
	}
}

static void attempt(struct station *st, uint32_t call)
{
	long long most = st->scenario->connections;

	st->totals.attempts++;
	if (st->calls.with_damages)
		choose_damage(st, call);
	if (isfinite(st->timeout))
		push_deadline(&st->deadlines,
			      (struct deadline){ st->now + st->timeout, call, st->calls.items[call].serial });
	if (!st->pooled) {
		travel(st, call, 0);
	} else if (!most || st->in_use < most) {
		travel(st, call, take_connection(st));
	} else {
		st->calls.items[call].state = LS_CALL_WAITS;
		ls_line_push(&st->backlog, &st->calls, call);
	}
}

static int ask(struct station *st, struct wr_err *err)
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
	attempt(st, call);
	return 0;
}

/* -- time ---------------------------------------------------------------------- */

static void happen(struct station *st, const struct ls_event *e)
{
	if (e->kind == LS_SERVED)
		end_service(st, e->call);
	else if (st->calls.items[e->call].abandoned)
		ls_calls_give_back(&st->calls, e->call);
	else if (e->kind == LS_TRAVELLED)
		get_there(st, e->call);
	else if (e->kind == LS_RETURNED)
		answer(st, e->call);
	else
		attempt(st, e->call);
}

static void pass_deadline(struct station *st)
{
	struct deadlines *d = &st->deadlines;
	struct deadline passed = d->items[d->first];

	d->first = (d->first + 1) & (d->cap - 1);
	d->n--;
	if (st->calls.items[passed.call].serial != passed.serial)
		return;         /* it has ended long ago */
	advance(st, passed.time);
	st->totals.events++;
	give_up(st, passed.call);
}

/* What comes next: an event of the station's own, a deadline, or a new request. */
static int step(struct station *st, struct wr_err *err)
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

static int look_around(const struct station *st, double requests, struct wr_err *err)
{
	wr_progress((size_t)st->totals.attempts, (size_t)requests, "simulated requests");
	if (wr_interrupted)
		return wr_fail(err, WR_EINTERRUPT, "interrupted");
	return 0;
}

static int play(struct station *st, struct wr_err *err)
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
static void check_conservation(const struct station *st)
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

static void start_dependencies(struct station *st, struct wr_arena *arena)
{
	const struct wr_list *list = &st->service->dependencies;
	const struct ls_dependency *called = list->items;

	st->dependency_laws = wr_arena_array(arena, list->n, sizeof *st->dependency_laws);
	for (size_t i = 0; i < list->n; i++)
		ls_time_law_start(&st->dependency_laws[i], &called[i].time);
}

static void start(struct station *st, uint64_t seed, struct wr_arena *arena)
{
	const struct ls_service *service = st->service;

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
	ls_feed_start(&st->feed, st->scenario, seed);
	ls_faults_start(&st->faults, st->scenario, seed);
	st->mix = ls_mix_make(st->scenario, arena);
	st->calls.with_damages = st->scenario->fault_count > 0;
	st->pooled = st->scenario->connections || service->connect > 0;
	ls_line_start(&st->queue, service->discipline);
	ls_line_start(&st->backlog, LS_FIFO);
}

static void stop(struct station *st)
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
	struct station st = { .scenario = s, .service = &s->service, .results = results };
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
