#ifndef WEIR_LOADSIM_SCHEDULE_P_H
#define WEIR_LOADSIM_SCHEDULE_P_H

#include "core/rng.h"
#include "loadsim/loadsim.h"

/*
 * schedule_p.h - when requests are due, over all phases, in order.
 *
 * Both laws walk along the integral of the rate: even arrivals are where it
 * passes 0, 1, 2, ...; Poisson arrivals are where it passes the points of a
 * Poisson process of rate 1 (time change: Cinlar 1975, section 4.7).
 */

struct ls_schedule {
	const struct ls_phase *phases;
	size_t phase_count;
	int arrivals;           /* enum ls_arrivals */
	struct wr_rng rng;      /* for Poisson arrivals */
	size_t current;         /* phase */
	double start;           /* of the current phase, seconds */
	double base;            /* requests due before it */
	double size;            /* requests due in it */
	double t;               /* of the last arrival, seconds into the current phase */
	double passed;          /* the integral at t, in this phase */
	double target;          /* the integral over all phases at the next arrival */
};

/* The phases are borrowed from s. */
void ls_schedule_start(struct ls_schedule *c, const struct ls_scenario *s, uint64_t seed);
/* The time of the next arrival, seconds, never before the last one; false after the last. */
bool ls_schedule_next(struct ls_schedule *c, double *t);

double ls_schedule_seconds(const struct ls_scenario *s);        /* all phases together */
double ls_schedule_requests(const struct ls_scenario *s);       /* the expected number of arrivals */

#endif
