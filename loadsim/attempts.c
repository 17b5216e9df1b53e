/* attempts.c - simulated clients: connections, faults on the way, timeouts, retries. */
#include <math.h>
#include <stdlib.h>
#include "core/alloc.h"
#include "loadsim/station_p.h"

/* Takes a connection; how long it takes to make, seconds. */
static double take_connection(struct ls_station *st)
{
	st->in_use++;
	if (st->idle) {
		st->idle--;
		return 0;
	}
	st->totals.connections++;
	return st->service->connect;
}

static double travel_time(const struct ls_station *st, uint32_t call, double connect)
{
	const struct ls_damage *d = ls_station_damage(st, call);

	return d->end == LS_END_REFUSED ? 0 : connect + d->delay + st->service->travel;
}

/* The connection of an attempt is free again, for whoever waits for one. */
static void release(struct ls_station *st, bool usable)
{
	if (!st->pooled)
		return;
	st->in_use--;
	st->idle += usable;
	if (st->backlog.n) {
		uint32_t next = ls_line_pop(&st->backlog, &st->calls, NULL);

		st->calls.items[next].state = LS_CALL_TRAVELS;
		/* by an event, even if it takes no time: a chain of calls that fail at once must not be a recursion */
		ls_station_after(st, travel_time(st, next, take_connection(st)), next, LS_TRAVELLED);
	}
}

static double backoff(struct ls_station *st, uint32_t attempt)
{
	const struct ls_retries *r = &st->service->retries;
	double wait = fmin(r->backoff * pow(r->factor, attempt), r->longest);

	/* jitter takes away, so that `longest` holds */
	return r->jitter > 0 ? wait * (1 - r->jitter * wr_rng_unit(&st->retry_rng)) : wait;
}

static void try_again(struct ls_station *st, uint32_t call)
{
	uint32_t next = ls_calls_take(&st->calls);
	const struct ls_call *failed = &st->calls.items[call];

	st->calls.items[next] = (struct ls_call){
		.first = failed->first, .request = failed->request, .attempt = failed->attempt + 1,
		.serial = st->calls.items[next].serial, .hit = failed->hit, .state = LS_CALL_PAUSES,
	};
	ls_station_after(st, backoff(st, failed->attempt), next, LS_TRIES_AGAIN);
}

/* The attempt has failed: for good, unless retries are left.  Its call stays the caller's. */
static void fail(struct ls_station *st, uint32_t call, enum ls_failure kind)
{
	const struct ls_call *k = &st->calls.items[call];
	struct ls_failing how = { kind, ls_station_damage(st, call)->causes >> kind & 1 };

	if (k->attempt < st->service->retries.most) {
		try_again(st, call);
		return;
	}
	ls_results_failed(st->results, k->first, st->now, how);
	ls_feed_ended(&st->feed, st->now);
}

void ls_attempt_fail(struct ls_station *st, uint32_t call, enum ls_failure kind, bool usable)
{
	fail(st, call, kind);
	ls_calls_give_back(&st->calls, call);
	release(st, usable);
}

static bool breaks_off(const struct ls_station *st, const struct ls_damage *d)
{
	return d->end == LS_END_RESET_DURING || d->end == LS_END_RESET_AFTER ||
	       (d->end == LS_END_TRUNCATED && st->service->response > d->keep);
}

void ls_attempt_answer(struct ls_station *st, uint32_t call)
{
	const struct ls_damage *d = ls_station_damage(st, call);
	bool keep = d->hold <= 0;

	if (breaks_off(st, d)) {
		ls_attempt_fail(st, call, LS_FAIL_RESET, false);
	} else if (st->service->error_rate > 0 && wr_rng_unit(&st->error_rng) < st->service->error_rate) {
		ls_attempt_fail(st, call, LS_FAIL_STATUS, keep);
	} else {
		ls_results_answered(st->results, st->calls.items[call].first, st->now);
		ls_feed_ended(&st->feed, st->now);
		ls_calls_give_back(&st->calls, call);
		release(st, keep);
	}
}

void ls_attempt_give_up(struct ls_station *st, uint32_t call)
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

void ls_attempt_arrive(struct ls_station *st, uint32_t call)
{
	switch (ls_station_damage(st, call)->end) {
	case LS_END_REFUSED:
		ls_attempt_fail(st, call, LS_FAIL_CONNECT, false);
		break;
	case LS_END_RESET_BEFORE:
		ls_attempt_fail(st, call, LS_FAIL_RESET, false);
		break;
	case LS_END_STATUS:
		ls_attempt_fail(st, call, LS_FAIL_STATUS, true);
		break;
	case LS_END_BLACKHOLE:
		st->calls.items[call].state = LS_CALL_LOST;
		break;
	default:
		ls_station_come(st, call);
	}
}

static void travel(struct ls_station *st, uint32_t call, double connect)
{
	double time = travel_time(st, call, connect);

	if (time > 0) {
		st->calls.items[call].state = LS_CALL_TRAVELS;
		ls_station_after(st, time, call, LS_TRAVELLED);
	} else {
		ls_attempt_arrive(st, call);
	}
}

static void push_deadline(struct ls_deadlines *d, struct ls_deadline next)
{
	if (d->n == d->cap) {
		size_t cap = d->cap ? 2 * d->cap : 1024;
		struct ls_deadline *items = wr_malloc(cap * sizeof *items);

		for (size_t i = 0; i < d->n; i++)
			items[i] = d->items[(d->first + i) & (d->cap - 1)];
		free(d->items);
		*d = (struct ls_deadlines){ items, 0, d->n, cap };
	}
	d->items[(d->first + d->n++) & (d->cap - 1)] = next;
}

static void choose_damage(struct ls_station *st, uint32_t call)
{
	struct ls_call *k = &st->calls.items[call];
	const char *path = st->filled ? st->filled[k->request].path : "/";

	st->calls.damages[call] = ls_faults_choose(&st->faults, st->now, path);
	if (st->calls.damages[call].hit && !k->hit) {
		k->hit = true;
		ls_results_hit(st->results, k->first);
	}
}

void ls_attempt_begin(struct ls_station *st, uint32_t call)
{
	long long most = st->scenario->connections;

	st->totals.attempts++;
	if (st->calls.with_damages)
		choose_damage(st, call);
	if (isfinite(st->timeout))
		push_deadline(&st->deadlines,
			      (struct ls_deadline){ st->now + st->timeout, call, st->calls.items[call].serial });
	if (!st->pooled) {
		travel(st, call, 0);
	} else if (!most || st->in_use < most) {
		travel(st, call, take_connection(st));
	} else {
		st->calls.items[call].state = LS_CALL_WAITS;
		ls_line_push(&st->backlog, &st->calls, call);
	}
}
