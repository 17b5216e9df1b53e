#ifndef WEIR_CACHESIM_STRATEGY_P_H
#define WEIR_CACHESIM_STRATEGY_P_H

#include <stdbool.h>
#include <stdint.h>
#include "cachesim/cachesim.h"
#include "cachesim/study_p.h"

/*
 * strategy_p.h - what a cache does when data change, replayed with LRU at the
 * judged size and told apart by kinds of keys.
 */

/* The simpler one first: of two that are as good it is taken. */
enum cs_strategy {
	CS_NO_CACHE, CS_TTL_ONLY, CS_DELETE_ON_WRITE, CS_WRITTEN_THROUGH, CS_VERSIONED_KEYS, CS_EVENTS,
	CS_REVALIDATE, CS_WRITTEN_BACK, CS_STRATEGIES
};

struct cs_tally {
	uint64_t reads, hits, stale;    /* stale: of the hits */
	uint64_t refreshed;             /* hits that made the cache read the store all the same */
	uint64_t writes, stored;        /* stored: those that reach the store */
};

struct cs_strategies {
	const struct cs_study *s;
	struct cs_trace trace;          /* the study's, with one kind of keys where it has none */
	uint32_t kinds;                 /* tally [kinds] is that of all keys */
	struct cs_tally *tally[CS_STRATEGIES];  /* [kinds + 1]; NULL: the trace cannot tell */
	uint64_t never_told;            /* stale answers, and all answers, of a cache that learns of nothing */
	uint64_t never_told_hits;
	double *ttl;                    /* [kinds] seconds; 0 = not known */
	double max_stale;
};

/* The score of no cache is 0, of one that answers everything, fresh and for nothing, 1. */
#define CS_STALE_WEIGHT         10.0    /* reads of the store that one stale answer is as bad as */
#define CS_UPDATE_WEIGHT        0.1     /* ... that one change of the cache by a writer is as dear as */
#define CS_EVENT_DELAY          1.0     /* seconds until an event reaches the cache */

/* Seconds for every kind of keys after which a copy is stale with a probability such that max_stale of the answers are,
 * first by rates and then by replays.  outcome: [n], of the last replay.  Needs times. */
int cs_class_ttl_find(struct cs_strategies *g, uint8_t *outcome, struct wr_err *err);
/* Adds what a replay without special strategies came to; with `expired`, those answers count as hits. */
void cs_tally_outcome(const struct cs_strategies *g, const uint8_t *outcome, bool expired, struct cs_tally *tally);
int cs_strategy_replay(const struct cs_strategies *g, enum cs_writes writes, const double *ttl, uint8_t *outcome,
		       struct cs_result *out, struct wr_err *err);
double cs_strategy_score(const struct cs_strategies *g, enum cs_strategy which, uint32_t kind);
enum cs_strategy cs_strategy_best(const struct cs_strategies *g, uint32_t kind);
/* "delete on write"; the same for measures: "delete_on_write". */
const char *cs_strategy_title(enum cs_strategy which);
const char *cs_strategy_name(enum cs_strategy which);
const char *cs_strategy_reason(enum cs_strategy which);
/* Measures and notes. */
void cs_strategies_say(const struct cs_strategies *g);

#endif
