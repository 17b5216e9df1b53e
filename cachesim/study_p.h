#ifndef WEIR_CACHESIM_STUDY_P_H
#define WEIR_CACHESIM_STUDY_P_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "cachesim/cachesim.h"
#include "core/err.h"
#include "core/run.h"

/* study_p.h - one call of cs_simulate while it goes on. */

/* What a trace is like, before any cache. */
struct cs_facts {
	uint64_t reads;
	uint32_t read_once;             /* keys with exactly one read */
	uint64_t footprint;             /* bytes that hold every object at its largest; 0 without sizes */
};

/* What an LRU cache suffers from at one size. */
struct cs_churn {
	double wasted;                  /* of the reads that miss, the share whose object is not hit before it
					 * misses again, or ever; NaN without misses */
	size_t scans;                   /* stretches of a full cache in which nearly every read misses */
	double scanned;                 /* share of the reads that lie in them, 0..1 */
};

struct cs_study {
	const struct cs_trace *trace;
	const struct cs_options *options;
	struct wr_run *run;
	const char *prefix;             /* "cache.sessions", in the run's arena */
	struct cs_facts facts;
	uint64_t *curve;                /* cs_lru_curve; NULL by bytes */
	const struct cs_policy **policies;      /* asked for */
	size_t policy_count;
	const struct cs_policy *today;  /* what the user runs */
	double todays;                  /* its hit ratio at the judged size */
	uint64_t *sizes;                /* asked for, or derived */
	size_t size_count;
	struct cs_result *results;      /* [policy_count * size_count], policy by policy */
	uint64_t whole;                 /* size that holds everything: objects or bytes */
	uint64_t enough;                /* smallest size within CS_ENOUGH of its LRU hits; 0 = none at all */
	double best;                    /* LRU hit ratio of that one */
	size_t judged;                  /* index of the size that cache.<name>.hit_ratio is about */
	double ttl;                     /* seconds; 0 = policy ttl does not take part */
};

#define CS_ENOUGH       0.02    /* hit ratio that more size may still promise */
#define CS_LEAST_GAIN   0.005   /* hit ratio: less is not worth another policy */

struct cs_gain {                        /* of a policy over LRU at one size, in hit ratio */
	const struct cs_policy *policy;
	double whole;                   /* on the whole trace */
	double half[2];                 /* on its halves, each from an empty cache; NaN = not looked at */
};

struct cs_verdict {                     /* at one size */
	uint64_t size;
	double lru;                     /* its hit ratio */
	double attainable;              /* hit ratio of the bound; NaN if none takes part */
	struct cs_gain best;            /* the advised one, or the largest; policy NULL: there is but LRU */
	bool advised;
};

static inline bool cs_is_read(const struct cs_trace *t, size_t i)
{
	return !t->operation || t->operation[i] == CS_READ;
}

void cs_facts_find(struct cs_facts *facts, const struct cs_trace *trace);
/* A time to live within which 95 % of the repeated reads of a key come, seconds. */
double cs_ttl_derive(const struct cs_trace *trace);
int cs_churn_find(struct cs_churn *churn, const struct cs_trace *trace, const struct cs_limits *limits,
		  struct wr_err *err);

/* Hit ratio of one replay: NaN if the trace has no reads. */
double cs_hit_ratio(const struct cs_result *result);
/* Replays over the study's trace, or a part of it, at one size. */
int cs_study_replay(const struct cs_study *s, const struct cs_trace *trace, const struct cs_policy *policy,
		    uint64_t size, struct cs_result *out, struct wr_err *err);
struct cs_job {                         /* the whole trace at n sizes */
	const struct cs_policy *policy;
	const uint64_t *sizes;
	size_t n;
	struct cs_result *out;          /* [n] */
};

/* All jobs, on as many processors as the options say; a job with many sizes takes one pass where its policy can. */
int cs_study_run(const struct cs_study *s, const struct cs_job *jobs, size_t n, struct wr_err *err);
/* Adds the jobs of a policy at n sizes to jobs[*count]: one per size, or one alone if that takes one pass. */
void cs_study_jobs(const struct cs_study *s, const struct cs_policy *policy, const uint64_t *sizes, size_t n,
		   struct cs_result *out, struct cs_job *jobs, size_t *count);
/* The same for LRU on the whole trace, from the curve where there is one. */
int cs_study_lru(const struct cs_study *s, uint64_t size, struct cs_result *out, struct wr_err *err);

/* Hit ratio of the bound among the policies that take part at sizes[size]; NaN if there is none. */
double cs_study_attainable(const struct cs_study *s, size_t size);

/* The smallest size at which LRU answers this share of the reads; 0 if none does. */
int cs_size_for(const struct cs_study *s, double hit_ratio, uint64_t *size, struct wr_err *err);
/* Fills whole, best, enough, sizes and judged. */
int cs_sizes_choose(struct cs_study *s, struct wr_err *err);
/* Judges the policies that take part at sizes[size]. */
int cs_verdict_find(const struct cs_study *s, size_t size, struct cs_verdict *v, struct wr_err *err);
int cs_series_add(struct cs_study *s, struct wr_err *err);
/* What a sample of options->sample of the keys would have shown of the curve. */
int cs_sample_add(struct cs_study *s, struct wr_err *err);
/* Hit ratios as the trace goes on, of what runs today, of LRU and of what is advised (or NULL), at the judged size. */
int cs_over_time_add(struct cs_study *s, const struct cs_policy *advised, struct wr_err *err);
/* The same of the options' tiers, by the number of the one that answers each read. */
void cs_over_time_tiers(struct cs_study *s, const uint8_t *by);
int cs_tiers_add(struct cs_study *s, struct wr_err *err);
int cs_costs_add(const struct cs_study *s, struct wr_err *err);
int cs_strategies_add(const struct cs_study *s, struct wr_err *err);
/* What to do when data change, if the trace shows that they do. */
int cs_writes_add(const struct cs_study *s, struct wr_err *err);
int cs_ranking_add(struct cs_study *s, struct wr_err *err);

#endif
