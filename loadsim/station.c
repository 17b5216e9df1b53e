/* station.c - a queue and its workers. */
#include <math.h>
#include "loadsim/station_p.h"

const struct ls_damage *ls_station_damage(const struct ls_station *st, uint32_t call)
{
	static const struct ls_damage none;

	return st->calls.with_damages ? &st->calls.damages[call] : &none;
}

void ls_station_after(struct ls_station *st, double delay, uint32_t call, enum ls_event_kind kind)
{
	ls_events_push(&st->events, (struct ls_event){ st->now + delay, call, kind });
}

/* The worker's own time, that of what it calls one after the other, and the longest of what it calls at once. */
static double draw_time(struct ls_station *st)
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

static void start_service(struct ls_station *st, uint32_t call)
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
	ls_station_after(st, time, call, LS_SERVED);
}

void ls_station_served(struct ls_station *st, uint32_t call)
{
	const struct ls_damage *d = ls_station_damage(st, call);
	double late = d->hold + (d->bandwidth > 0 ? st->service->response / d->bandwidth : 0);

	st->busy--;
	st->totals.served++;
	st->totals.end = st->now;
	if (st->calls.items[call].abandoned) {
		ls_calls_give_back(&st->calls, call);
	} else if (late > 0) {
		st->calls.items[call].state = LS_CALL_RETURNS;
		ls_station_after(st, late, call, LS_RETURNED);
	} else {
		ls_attempt_answer(st, call);
	}
	/* a worker may have been given work by the answer already */
	if (st->queue.n && st->busy < st->service->workers)
		start_service(st, ls_line_pop(&st->queue, &st->calls, &st->queue_rng));
}

void ls_station_come(struct ls_station *st, uint32_t call)
{
	struct ls_call *k = &st->calls.items[call];

	st->totals.arrived++;
	k->queued = st->now;
	if (st->busy < st->service->workers) {
		start_service(st, call);
	} else if (st->service->queue >= 0 && (long long)st->queue.n >= st->service->queue) {
		st->totals.rejected++;
		ls_attempt_fail(st, call, LS_FAIL_REJECTED, true);
	} else {
		k->state = LS_CALL_QUEUED;
		ls_line_push(&st->queue, &st->calls, call);
	}
}
