#ifndef WEIR_LOADSIM_FEED_P_H
#define WEIR_LOADSIM_FEED_P_H

#include "loadsim/events_p.h"
#include "loadsim/schedule_p.h"

/*
 * feed_p.h - where requests come from: the schedule (open loop), or users who
 * ask, wait for the answer, think, and ask again (closed loop).
 *
 * Users' first requests are spread over one think time.  Think times are
 * constant for even arrivals and exponential for Poisson ones, a microsecond at least.
 */

struct ls_feed {
	struct ls_schedule schedule;
	bool more;              /* next is the time of the next request */
	double next;            /* seconds */
	const struct ls_users *users;   /* NULL = open loop */
	bool random;
	double least_think;             /* seconds; 0 only where time passes by itself */
	struct wr_rng rng;
	struct ls_events waking;        /* users who think */
};

/* s is borrowed.  Of several feeds that share the load, each has every `of`th user from `index` on, but the whole schedule. */
void ls_feed_start(struct ls_feed *f, const struct ls_scenario *s, uint64_t seed, int index, int of);
void ls_feed_stop(struct ls_feed *f);
/* Takes the next request; there must be more. */
void ls_feed_pop(struct ls_feed *f);
/* A request has ended, one way or another: its user thinks. */
void ls_feed_ended(struct ls_feed *f, double now);

#endif
