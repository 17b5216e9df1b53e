#ifndef WEIR_LOADSIM_STATION_P_H
#define WEIR_LOADSIM_STATION_P_H

#include "loadsim/call_p.h"
#include "loadsim/events_p.h"
#include "loadsim/feed_p.h"
#include "loadsim/law_p.h"
#include "loadsim/mix_p.h"
#include "loadsim/simulate_p.h"

/* station_p.h - the simulator's state, and what its parts do to it: clients (attempts.c), workers (station.c), time (engine.c). */

struct ls_deadline { double time; uint32_t call, serial; };
/* All have the same timeout, so that they come due in the order in which they were made: a ring. */
struct ls_deadlines { struct ls_deadline *items; size_t first, n, cap; };     /* cap is a power of two */

struct ls_station {
	const struct ls_scenario *scenario;
	const struct ls_service *service;
	struct ls_time_law law, cache_law, *dependency_laws;
	double timeout, hit_ratio;
	struct wr_rng service_rng, error_rng, request_rng, retry_rng, cache_rng, queue_rng;
	struct ls_feed feed;
	struct ls_mix mix;
	const struct ls_request *filled;        /* NULL = no requests are described */
	struct ls_faults faults;
	struct ls_calls calls;
	struct ls_events events;
	struct ls_deadlines deadlines;
	struct ls_line queue, backlog;          /* backlog: waits for a connection */
	bool pooled;                            /* connections are simulated */
	long long idle, in_use;                 /* connections */
	long long busy;                         /* workers */
	double now;
	struct ls_results *results;
	struct ls_station_totals totals;
};

/* What faults do to a call. */
const struct ls_damage *ls_station_damage(const struct ls_station *st, uint32_t call);
/* Something will happen to a call, `delay` seconds from now. */
void ls_station_after(struct ls_station *st, double delay, uint32_t call, enum ls_event_kind kind);

/* A request reaches the station: it is served, waits, or is rejected. */
void ls_station_come(struct ls_station *st, uint32_t call);
/* A worker is done with a call. */
void ls_station_served(struct ls_station *st, uint32_t call);

/* An attempt begins: it takes a connection, or waits for one. */
void ls_attempt_begin(struct ls_station *st, uint32_t call);
/* It has travelled to where the faults are, and beyond them the service. */
void ls_attempt_arrive(struct ls_station *st, uint32_t call);
/* Its answer is whole. */
void ls_attempt_answer(struct ls_station *st, uint32_t call);
/* It has failed; usable: its connection can be kept. */
void ls_attempt_fail(struct ls_station *st, uint32_t call, enum ls_failure kind, bool usable);
/* Its client does not wait any longer. */
void ls_attempt_give_up(struct ls_station *st, uint32_t call);

#endif
