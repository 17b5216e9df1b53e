#ifndef WEIR_LOADSIM_CALIBRATE_P_H
#define WEIR_LOADSIM_CALIBRATE_P_H

#include "loadsim/loadsim.h"

/* calibrate_p.h - a service described from what was seen of it. */

struct ls_observed {
	const struct wr_hist *alone;    /* service times of requests that had the server to themselves, ns; not empty */
	double capacity;                /* good answers per second when it was saturated */
	double in_system;               /* mean number of requests in it then, of those answered well (Little) */
	bool rejected;                  /* it turned requests away then */
};

/*
 * workers = the whole number nearest to capacity times the mean time alone (Little's law for busy workers), 1 at least.
 * What of the time alone is not a worker's, for so many workers would then answer fewer, becomes `travel`; if they would answer
 * more, their times under load are longer than alone, and are stretched.  The law is the times themselves, 2,000 quantiles.
 * The queue is what was in the system beyond the workers, if it turned any away; else without limit.
 * Times go into arena.
 */
struct ls_service ls_service_fit(const struct ls_observed *seen, const struct ls_service *base, struct wr_arena *arena);

#endif
