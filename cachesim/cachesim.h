#ifndef WEIR_CACHESIM_CACHESIM_H
#define WEIR_CACHESIM_CACHESIM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "core/err.h"
#include "core/model.h"
#include "core/run.h"

/*
 * cachesim.h - replay of an access trace through caches that do not exist.
 *
 * A trace's keys are renumbered once to dense u32 ids; policies keep their
 * state in arrays indexed by id, so a replay costs a few nanoseconds per request.
 */

enum cs_operation { CS_READ, CS_WRITE, CS_DELETE };

struct cs_trace {
	uint32_t *key;                  /* [n] dense id, 0 .. unique-1 */
	size_t n;
	uint32_t unique;
	double *time;                   /* [n] seconds from the first request, never less; NULL: none */
	uint32_t *size;                 /* [n] bytes; NULL: every object counts 1 */
	uint8_t *operation;             /* [n] enum cs_operation; NULL: all reads */
	/* [n] seconds that what the request brings in may stay: 0 of a write = for good, 0 of a read = as
	 * long as the last time.  NULL: none. */
	float *ttl;
	/* [unique] what kind of key each is, such as "user:*:cart"; NULL: the keys are numbers. */
	uint16_t *class_of;
	char **class_name;              /* [class_count], the last may be "(other)" */
	uint32_t class_count;
	size_t damaged;                 /* lines that were skipped */
	char *first_damage;             /* "a.csv:7:3: the size is not ..."; NULL if damaged is 0 */
	size_t unordered;               /* requests whose time went back and was set to the latest before */
};

/*
 * Of a CSV; names or 1-based numbers; NULL = by header or order; "" = not there.
 * The names known in a header are time, timestamp, ts (also with _ms, _us, _ns:
 * their unit; else seconds), key, id, obj_id, object, url, size, bytes,
 * obj_size, object_size, value_size, op, operation, cmd, command, method, and
 * ttl, expires_in (with a unit like time).
 * Without a header the order is time, key, size, op; a single column is the key.
 */
struct cs_columns {
	const char *time, *key, *size, *operation;
	char delimiter;                 /* 0 = ',' */
	const char *ttl;
};

struct cs_trace_options {
	const char *format;             /* one of cs_trace_formats; NULL = by content */
	struct cs_columns columns;      /* of a CSV */
	double max_damaged;             /* tolerated share of damaged lines; 0 = 0.01, negative = none */
	bool lean;                      /* keep keys and operations alone: 4 bytes per read in place of 16 */
};

/* "oracle, redis, ...": what cs_trace_options.format may be. */
const char *cs_trace_formats(void);

/* Reads a trace, plain or gzip, "-" = standard input; NULL options = all
 * defaults.  Errors name line and column; an empty, unknown or too damaged
 * trace is an error.  The caller frees. */
struct cs_trace *cs_trace_read(const char *path, const struct cs_trace_options *options,
			       struct wr_err *err);
/* A trace of reads of the given keys, which are copied; for tests and generated
 * traces.  More than 2^31 different keys are cut off. */
struct cs_trace *cs_trace_from_keys(const uint64_t *keys, size_t n);
void cs_trace_free(struct cs_trace *t);         /* accepts NULL */

/* What a write of the data does to a cache. */
enum cs_writes {
	CS_WRITE_THROUGH,               /* it puts the new value into the cache, and into the store at once */
	CS_WRITE_BACK,                  /* ... and into the store when the object leaves the cache */
	CS_WRITE_DELETES,               /* invalidation: it deletes the object from the cache */
	CS_WRITE_ASIDE                  /* it, or a delete, goes to the store alone: the cache may be stale */
};
const char *cs_writes_name(enum cs_writes w);           /* "through", "back", "delete", "aside" */
int cs_writes_from(const char *name);                   /* -1: none of these */

struct cs_limits {
	uint64_t capacity;              /* objects, or bytes when by_bytes */
	bool by_bytes;
	double ttl;                     /* seconds; for policy "ttl"; needs times */
	enum cs_writes writes;
	/* [class_count] seconds that objects of a class may stay, 0 = for good; NULL: as the trace says. */
	const double *class_ttl;
	uint8_t *outcome;               /* [n] what came of each read: CS_MISSED, ... or'ed in; NULL = not wanted */
};

enum { CS_MISSED = 1, CS_EXPIRED = 2, CS_STALE = 4 };


struct cs_result {
	uint64_t requests;              /* reads */
	uint64_t misses;
	double bytes, missed_bytes;     /* of reads; 0 without sizes */
	uint64_t expired;               /* misses that found an object whose time was over: CS_EXPIRED, with CS_STALE if
					 * it had been written since */
	uint64_t stale;                 /* hits on an object that was written since it came in: CS_WRITE_ASIDE */
	/* Writes that reach the store.  With CS_WRITE_BACK objects that are dirty at the end count once; a
	 * bound, which need not know whom it evicts, writes through. */
	uint64_t stored;
};

/* A policy: adding one is policies/<name>.c and one line in policies.def. */
struct cs_policy {
	const char *name;               /* "lru" */
	const char *title;              /* "least recently used" */
	const char *help;               /* when it is a good choice, one sentence */
	bool needs_time;
	bool bound;                     /* knows the future: a measure for the others, never advice */
	/* Replays the whole trace from an empty cache. */
	int (*replay)(const struct cs_trace *trace, const struct cs_limits *limits,
		      struct cs_result *out, struct wr_err *err);
	/* The same at n sizes (objects) at once, or NULL: there is no faster way. */
	int (*replay_sizes)(const struct cs_trace *trace, const uint64_t *sizes, size_t n,
			    struct cs_result *out, struct wr_err *err);
};

const struct cs_policy *const *cs_policies(void);               /* NULL-ended, in the order of policies.def */
const struct cs_policy *cs_policy_find(const char *name);       /* or NULL */

/*
 * Exact LRU miss count for every size in one pass (stack distances: Mattson
 * et al. 1970; order statistics by Bennett and Kruskal 1975).  misses[c] for
 * c = 0..unique; the caller frees.  Reads only, objects of size 1.
 */
uint64_t *cs_lru_curve(const struct cs_trace *trace, struct wr_err *err);

struct cs_estimate {
	double miss_ratio;
	double error;                   /* half of the 95 % interval */
};

/*
 * LRU miss ratios at n sizes (objects) as a sample of the keys shows them:
 * every key is in it with probability `rate`, 0 < rate < 1, with all its
 * requests, and stands for 1/rate keys (SHARDS: Waldspurger et al., FAST 2015,
 * with its correction for reads that the sample has too many or too few where
 * that helps).  The error comes from the spread of eight parts of the sample.  Refused
 * (WR_EUSAGE) with fewer than 8,192 sampled keys: such a curve looks smooth
 * and is wrong.  Objects of size 1.
 */
int cs_lru_sampled(const struct cs_trace *trace, double rate, const uint64_t *sizes, size_t n,
		   struct cs_estimate *out, struct wr_err *err);

struct cs_tier;

/* What is worth running, and what to generate code for. */
struct cs_choice {
	const struct cs_policy *policy;
	uint64_t size;
	double ttl;                             /* seconds; of a policy that needs it */
};

struct cs_options {
	const char *name;                       /* part of the measures' names: "sessions" */
	const char *const *policies;            /* none: all that the trace allows */
	size_t policy_count;
	const uint64_t *sizes;                  /* objects or bytes; none: derived from the working set */
	size_t size_count;
	double ttl;                             /* seconds; 0 = derived where policy ttl is asked for */
	bool by_bytes;
	bool curve;                             /* the LRU curve as a series */
	double min_hit_ratio;                   /* 0 = no limit; judged at sizes[0] by the gate */
	const char *policy;                     /* what the user runs today; NULL = "lru" */
	/* Filled, unless NULL: the policy if one alone is asked for, else the advised one or LRU, at the first
	 * of the sizes or the recommended one. */
	struct cs_choice *choice;
	double sample;                          /* share of the keys: say what a sample of it would show; 0 = not */
	enum cs_writes writes;                  /* what writes do to all caches that are replayed */
	unsigned jobs;                          /* replays at a time; 0 = one per processor */
	const struct cs_tier *tiers;            /* one behind the other, the one that is asked first first; none: not */
	size_t tier_count;                      /* at most CS_MOST_TIERS */
	/* Of what a user knows and a trace does not; 0 = not known. */
	double hit_latency, store_latency;      /* seconds: of an answer by the cache, and by what lies behind it */
	double miss_cost;                       /* money per miss */
	double size_cost;                       /* money per hour and object, or GiB by bytes */
	double max_stale;                       /* share of stale answers that a time to live may allow; 0 = 0.01 */
};

enum { CS_MOST_TIERS = 8 };

/* One of several caches that are asked in turn.  What one of them misses is asked of the next and then kept. */
struct cs_tier {
	const char *name;                       /* part of the measures' names: "local" */
	const char *policy;                     /* NULL = "lru" */
	uint64_t size;                          /* objects, or bytes when by_bytes */
	bool by_bytes;
	double ttl;                             /* seconds; of policy ttl */
	double latency;                         /* seconds that asking it takes; 0 = not known */
};

/*
 * Replays and adds measures of stage "cache":
 * cache.<name>.requests (reads), .unique, .damaged, .footprint (bytes that hold
 * every object), .recommended_size, .ttl,
 * cache.<name>.<policy>.<size>.miss_ratio (and .byte_miss_ratio with sizes),
 * cache.<name>.hit_ratio (today's policy at sizes[0]; without sizes, at the
 * recommended one), .attainable (the bound's at the same size, if one takes
 * part), .needed_size (for min_hit_ratio with LRU), .sample_error (largest
 * difference between the sample's curve and the exact one), .latency (mean, of a
 * read), .cost_per_hour, .cheapest_size, .cheapest_cost_per_hour, where the
 * options say what these need; and a ranking as notices: which policy at which
 * size, by how much, and why, or "LRU is enough".
 *
 * With 200 writes or more, for LRU at the same size and every way to keep a
 * cache fresh, <way>.hit_ratio, .stale_ratio (of the hits, where any can be) and
 * .score: delete_on_write, write_through, write_back (also .stored_ratio, of the
 * writes), versioned_keys, and with times ttl, stale_while_revalidate and events;
 * .told_nothing.stale_ratio (of a cache that does not learn of writes); and for
 * the kinds of keys that are read most .class.<kind>.ttl, the longest that keeps
 * stale answers below max_stale, with its .hit_ratio and .stale_ratio.
 *
 * With tiers: .tier.<tier>.hit_ratio (of the reads that reach it), .answers (of
 * all reads), .tiers.hit_ratio, .tiers.latency, .tiers.stale_ratio (with
 * CS_WRITE_ASIDE), .tiers.stored (writes that reach the store).
 *
 * Series: .miss_ratio_curve and .hit_ratio_over_time (with `curve`), .tiers (for
 * every tier and the store the shares of the reads that reach it and that it
 * answers) and .tiers_over_time.
 *
 * The recommended size is the smallest whose LRU hit ratio is within 2 points
 * of that of a cache which holds everything; absent if even that one answers
 * less than 2 % of the reads.  Derived sizes are 1, 2, 5, 10, ... from 1/32 of
 * the recommended size up to it.  A policy is advised only where it beats LRU
 * by half a point of hit ratio on the whole trace and on each of its halves
 * (from an empty cache), and by more than the gains on the halves differ.
 */
int cs_simulate(const struct cs_trace *trace, const struct cs_options *options,
		struct wr_run *run, struct wr_err *err);

struct cs_code {
	const char *language;           /* "python", "javascript" */
	const struct cs_policy *policy;
	uint64_t size;                  /* objects */
	double ttl;                     /* seconds; of a policy that needs it */
	bool library;                   /* by cachetools, lru-cache or @isaacs/ttlcache, where one can do the same */
};

/*
 * A source file with a cache of this policy, which, run as a program, replays a
 * slice of the trace and compares its hits with those that are counted here.
 * For LRU on a trace of reads in Python it is functools.lru_cache.  The caller
 * frees.  NULL with err: no such language, no code for the policy, no times.
 */
char *cs_generate(const struct cs_trace *trace, const struct cs_code *code, struct wr_err *err);

#endif
