#ifndef WEIR_LOADSIM_SIMULATE_P_H
#define WEIR_LOADSIM_SIMULATE_P_H

#include "loadsim/results_p.h"

/*
 * simulate_p.h - the simulator without the run around it.
 *
 * Clients, connections, and a station of k workers with a queue.  An attempt
 * takes a connection (or waits for one), travels, and is offered to the
 * station; it is rejected at once if all workers are busy and the queue is
 * full.  A client gives up `timeout` after the attempt began: in the queue its
 * request leaves; in service the worker goes on for nobody.  A failed attempt
 * is made again after a backoff while retries are left.
 */

struct ls_station_totals {
	long long events;               /* requests, ends of waits and of service, and clients that gave up */
	long long attempts;             /* of requests; more than requests only with retries */
	long long arrived;              /* at the station */
	long long rejected;             /* no place in the queue */
	long long started;              /* taken up by a worker */
	long long left_queue;           /* gave up before that */
	long long gave_up_in_service;
	long long served;               /* ends of service, also those for nobody */
	long long cache_hits;           /* of those started */
	long long connections;          /* made, when they are simulated */
	double wait_sum, left_wait_sum; /* seconds in the queue of those started, of those who left it */
	double service_sum;             /* seconds of work taken up */
	double queue_area, busy_area;   /* integrals over time of the queue's length and of busy workers */
	double end;                     /* when the last worker was done, seconds */
};

/* Plays the whole schedule until the last request has ended.  results must be
 * started.  -1 (WR_EUSAGE) when the service lacks what a fault needs, (WR_ELIMIT)
 * when more requests wait than memory should hold, (WR_EINTERRUPT) on Ctrl-C. */
int ls_station_run(const struct ls_scenario *s, uint64_t seed, struct ls_results *results,
		   struct ls_station_totals *totals, struct wr_err *err);

#endif
