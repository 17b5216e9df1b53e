#ifndef WEIR_LOADSIM_STREAMS_P_H
#define WEIR_LOADSIM_STREAMS_P_H

#include "loadsim/loadsim.h"

/*
 * streams_p.h - one seed, several independent streams of random numbers, so
 * that another law of service does not move the arrivals, and a scenario
 * gets the same Poisson arrivals live and simulated.
 */

enum ls_stream {
	LS_STREAM_ARRIVALS, LS_STREAM_SERVICE, LS_STREAM_ERRORS, LS_STREAM_REQUESTS, LS_STREAM_FAULTS, LS_STREAM_RETRIES,
	LS_STREAM_CACHE, LS_STREAM_QUEUE
};

/* The seed of a stream. */
uint64_t ls_stream_seed(uint64_t seed, enum ls_stream stream);
/* The seed of a run: the option's, else the scenario's, else 1. */
uint64_t ls_run_seed(const struct ls_scenario *s, const struct ls_options *o);

#endif
