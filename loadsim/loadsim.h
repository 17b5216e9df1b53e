#ifndef WEIR_LOADSIM_LOADSIM_H
#define WEIR_LOADSIM_LOADSIM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "core/arena.h"
#include "core/buf.h"
#include "core/err.h"
#include "core/model.h"
#include "core/run.h"
#include "core/yaml.h"

/*
 * loadsim.h - one scenario, played live against a server or in virtual time
 * against a described service.  Open loop: arrivals follow the schedule
 * whatever the server does; response time counts from the intended start.
 */

enum ls_arrivals { LS_EVEN, LS_POISSON };

struct ls_rate_point {                  /* of a replayed file */
	double time, rate;              /* seconds into the phase, per second until the next */
	double due;                     /* requests due by then */
};

struct ls_phase {                       /* a stretch of the shape */
	const char *name;               /* part of the measures' names; NULL = its number */
	int kind;                       /* index into arrivals.def: constant, ramp, spike, wave, step, replay */
	double rate;                    /* constant; base of spike; mean of wave, per second */
	double from, to;                /* ramp, step; spike: to = the peak */
	double duration;                /* seconds */
	double at, hold;                /* spike: start and length of the peak, seconds into the phase */
	double period, amplitude;       /* wave: seconds; per second */
	double steps;                   /* step: how many, a whole number from 2 */
	const char *file;               /* replay: as in the scenario, and ... */
	const struct ls_rate_point *points;     /* ... what it holds, by time, the first at 0 */
	size_t point_count;
	struct wr_mark mark;
};

struct ls_users {                       /* closed loop: they ask, wait for the answer, think, and ask again */
	long long count;                /* 0 = open loop */
	double think;                   /* seconds; mean of an exponential law with Poisson arrivals */
	double duration;                /* seconds */
	struct wr_mark mark;
};

enum ls_law { LS_CONSTANT, LS_EXPONENTIAL, LS_LOGNORMAL, LS_EMPIRICAL };

struct ls_time {                        /* how long something takes */
	int law;                        /* enum ls_law */
	double mean, p99;               /* seconds; p99 for lognormal */
	const char *file;               /* empirical: one time a line */
	const double *samples;          /* empirical: seconds */
	size_t sample_count;
	struct wr_mark mark;
};

enum ls_discipline { LS_FIFO, LS_LIFO, LS_RANDOM };

struct ls_cache {
	double hit_ratio;               /* 0..1 of the requests are served in ... */
	struct ls_time time;            /* ... this time instead */
	struct wr_mark mark;
};

struct ls_dependency {                  /* what a worker calls and waits for, beside its own time */
	struct ls_time time;
	bool parallel;                  /* at the same time as the other parallel ones; else one after the other */
	struct wr_mark mark;
};

struct ls_retries {                     /* what clients do about failures */
	long long most;                 /* attempts after the first */
	double backoff, factor, longest;        /* seconds before the first; times that for each further one; at most */
	double jitter;                  /* 0..1: share of a backoff that chance takes away */
	struct wr_mark mark;
};

enum ls_moment { LS_BEFORE, LS_DURING, LS_AFTER };

struct ls_fault {                       /* what goes wrong on purpose, for whom, and when */
	int kind;                       /* index into faults.def: latency, bandwidth, reset, ... */
	double probability;             /* 0..1, of the requests that the next five choose */
	long long first, every;         /* only the first N; only every Nth; 0 = all */
	const char *path;               /* glob on the request's path without its query; NULL = all */
	double from, duration;          /* on the scenario's clock, seconds; duration infinite = to the end */
	double delay, jitter, p99;      /* latency, slow_close: seconds; NaN = not given, also below */
	double rate;                    /* bandwidth: bytes per second */
	int when;                       /* reset: enum ls_moment; -1 = not given */
	long long status;               /* status: 400..599; -1 = not given */
	double bytes;                   /* truncate: of the answer that pass */
	struct wr_mark mark;
};

struct ls_service {                     /* what is simulated */
	long long workers;              /* k >= 1 */
	long long queue;                /* waiting places; -1 = unbounded */
	int discipline;                 /* enum ls_discipline: who is served next */
	double timeout;                 /* seconds an attempt may take in all; 0 = none */
	struct ls_time time;            /* service time */
	struct ls_cache cache;
	struct wr_list dependencies;    /* struct ls_dependency; not called for what the cache has */
	struct ls_retries retries;
	double connect;                 /* seconds that a new connection takes */
	double travel;                  /* seconds that a request and its answer are under way, and no worker is busy with them */
	double error_rate;              /* 0..1, of served requests */
	double response;                /* bytes of an answer, for the faults bandwidth and truncate; 0 = not known */
	struct wr_mark mark;
};

struct ls_request {
	const char *method, *path, *body;
	struct wr_strings headers;
	double weight;
	struct wr_mark mark;
	size_t first, rows;             /* its filled requests: the first of them, one per row of the data; 0 = no data in it */
};

enum ls_http { LS_HTTP_1, LS_HTTP_2 };

struct ls_tls_options {                 /* of a https:// target */
	const char *authority;          /* PEM file of who may sign the server's certificate; NULL = the system's */
	const char *name;               /* that the certificate is for; NULL = the target's host */
	bool trust_anyone;              /* do not verify at all */
	struct wr_mark mark;
};

struct ls_threshold {                   /* "p99 < 80ms", "error_rate < 1% in phase 2", "p99 < 1s in every window" */
	const char *text;
	const char *metric;             /* the last part of the measure's name: "p99", "phase_2.error_rate", "windows.p99" */
	double limit;                   /* in the model's units */
	bool below;                     /* '<' or '<='; else '>' or '>=' */
	unsigned line, column;          /* where the scenario says it; 0 = it does not */
};

struct ls_stress {                      /* the search for the breaking point */
	double from, to;                /* per second; between them the answer is looked for */
	double step;                    /* seconds that each rate is held */
	double precision;               /* 0..1: how narrow the interval shall be, of the rate */
	double achieved;                /* 0..1: share of the asked rate that must be answered */
	double at_least;                /* per second: the gate asks for this much; 0 = nothing */
	struct wr_mark mark;
};

struct ls_scenario {
	const char *path;               /* of the file, for messages */
	const char *name, *target;
	struct wr_mark target_mark;
	bool has_service;
	struct ls_service service;
	struct ls_request *requests;    size_t request_count;
	const struct ls_request *filled;        /* with the rows of the data in them; NULL = there is no data */
	size_t filled_count;
	int http;                       /* enum ls_http, live */
	long long streams;              /* HTTP/2: most requests at once on a connection; 0 = 100 */
	long long threads;              /* live; 0 = 1 */
	struct ls_tls_options tls;
	struct ls_phase *phases;        size_t phase_count;     /* none in a closed loop: */
	struct ls_users users;
	struct ls_threshold *thresholds; size_t threshold_count;
	struct ls_fault *faults;        size_t fault_count;
	int arrivals;                   /* enum ls_arrivals */
	long long connections;          /* most open at once; 0 = 256 live (HTTP/2: 8), any number simulated */
	long long seed;
	struct ls_stress stress;
	long long most_instances;       /* the gate allows no more to be needed; 0 = any number */
	bool keep_warm_up;              /* simulated: do not look for it */
	double window;                  /* seconds of a window of the timeline; 0 = 1, more for runs above ten minutes */
};

/* Everything of the scenario lives in arena.  Errors name file, line and column. */
int ls_scenario_read(const char *path, struct wr_arena *arena, struct ls_scenario *out,
		     struct wr_err *err);

/* A shape: adding one is arrivals/<name>.c and one line in arrivals.def. */
struct ls_shape {
	const char *name, *help;
	/* Reads what the phase names, before the check; NULL = nothing. */
	int (*load)(struct ls_phase *p, const char *path, struct wr_arena *arena, struct wr_err *err);
	/* Requests per second, t seconds into the phase. */
	double (*rate)(const struct ls_phase *p, double t);
	/* The integral of rate from 0 to t: how many arrivals are due by then. */
	double (*due)(const struct ls_phase *p, double t);
	/* The next time after t at which the rate jumps or bends (a curve: is drawn as one line up to there); infinity
	 * for none.  NULL = the rate is one straight line. */
	double (*corner)(const struct ls_phase *p, double t);
	int (*check)(const struct ls_phase *p, const char *path, struct wr_err *err);
};
const struct ls_shape *const *ls_shapes(void);  /* NULL-ended, in the order of arrivals.def */

enum ls_mode { LS_PLAY, LS_STRESS, LS_SOAK, LS_CAPACITY, LS_CALIBRATE };

struct ls_options {
	const char *name;               /* part of the measures' names; NULL = the scenario's */
	const char *url;                /* live: instead of target */
	uint64_t seed;                  /* 0 = the scenario's, or 1 */
	double duration_limit;          /* live: seconds in all; 0 = 600 */
	bool soak;                      /* also say how the response time drifts */
	const char *allow_host;         /* live: this one may be loaded beside loopback addresses; then ... */
	double most_rate;               /* ... this (per second) and duration_limit must be given; 0 = no limit */
	const char *server;             /* live: whose memory, CPU and threads are told: a process number, -N for the process
					   group N, or the name of all that have it; NULL = nobody's */
	int threads;                    /* live: instead of the scenario's; 0 = as it says */
	int tries;                      /* live: how often a run that is void, for the generator was late, is played in all; 0 = 3 */
	const char *histograms;         /* file to write HDR histograms to (V2 log); NULL = none */
	const char *model;              /* calibrate: file to write the fitted service to, in YAML; its times go beside it */
	bool forecast;                  /* live: also simulate the scenario, and say how far that is off */
};

/*
 * Adds, with prefix "load.<name>.": p50, p90, p95, p99, p999, p9999, mean, max (response
 * time, s), service_p50, service_p99 (from sent; live), throughput (1/s, of good answers
 * within the schedule), error_rate, requests, asked_rate; series ".latency" (percentiles
 * over time) and ".throughput" (asked, answered, live also sent, over time), ".spectrum".
 * With several phases the percentiles, mean, max, throughput and error_rate of each, of the requests
 * that were due in it ("phase_1.p99", or by the phase's name). If a threshold asks for windows, the
 * worst of them ("windows.p99"; only whole windows of the schedule).
 * Thresholds are judged by the gate from these measures.
 *
 * If options.soak is set or a threshold asks for it, p50_drift and p99_drift (ratio: how much of its median the windows' percentile
 * grows from the start to the end of the run; 0 if chance explains it: Theil 1950, Sen 1968; from 20 windows on).
 * With faults also injected_error_rate, natural_error_rate (of all requests; a failure is injected
 * when a fault that causes failures of its kind hit the very request) and fault_rate (requests hit), and the series
 * ".faults" of those three over time.
 *
 * Response times are those of good answers (a status below 500), and of timeouts up to the
 * moment the client gave up: failing fast does not improve them.  A measure that nothing was
 * sampled for is left out.
 */

/*
 * In virtual time: one station of service.workers and a queue.  A client gives up
 * service.timeout after an attempt began; in the queue its request leaves, in service the worker
 * goes on for nobody.  The same seed gives the same numbers.
 * The run starts empty. Where the load is the same throughout (one constant phase, or users; no
 * fault with a window) and at least 2,000 requests are expected, the warm-up is found (MSER over 512 stretches, loadsim/steady_p.h)
 * and left out of the percentiles, mean, max, throughput and error_rate, which then have 95 % intervals by
 * batch means (32 slices of the schedule less the warm-up; a percentile only with 20 values beyond it in each);
 * a notice says so, or why not.
 * With retries also attempts (per request).
 * -1: no service is described or it lacks what a fault needs (WR_EUSAGE), no request was answered well (WR_EMEASURE, measures
 * kept), more than two million wait (WR_ELIMIT), Ctrl-C (WR_EINTERRUPT).
 */
int ls_simulate(const struct ls_scenario *s, const struct ls_options *o, struct wr_run *run,
		struct wr_err *err);
/*
 * HTTP/1.1 (keep-alive) or HTTP/2, plain or under TLS; the host must be a loopback address unless it is allowed.  A
 * request that has no whole answer service.timeout (10 s if there is none) after its intended start has timed out.
 * Faults are made by a proxy between client and server, in this process and the threads of the client.
 * Also adds lag_p99 (how late the generator itself was), generator_busy (share of a processor that its busiest thread
 * used), bytes_received, bytes_sent (on the wire), connections (made), errors.<kind> (those that there were), series
 * ".lag.spectrum"; with options.server what server_watch_p.h says.  A run that is void, for the generator could not keep up, is
 * played again if there is time.  -1: WR_EUSAGE (no or another target, longer or faster than allowed);
 * WR_EMEASURE, with measures kept, if no answer came at all, or the generator could not keep up in the last try either
 * ("generator overloaded": lag p99 above 10 ms and more than 10 % of the response p99, or a thread of it busy for more
 * than 95 % of the time); WR_EINTERRUPT, with the measures so far.
 */
int ls_live(const struct ls_scenario *s, const struct ls_options *o, struct wr_run *run,
	    struct wr_err *err);

/*
 * The breaking point: the highest rate at which all of the scenario's thresholds on response times and
 * error rates hold and stress.achieved of the asked rate is answered.  From stress.from the rate doubles, held for
 * stress.step each, until one fails; then bisection, until the interval is as narrow as stress.precision.  A rate
 * that fails is tried once more, so that one hiccup decides nothing.  The scenario's own shape is not played.
 *
 * Adds capacity (1/s: the highest rate that held; low = the same, high = the lowest that failed), capacity_p99,
 * capacity_steps, and the series ".knee" (p50, p95, p99 over the asked rate) and ".knee_throughput".
 * -1: WR_EUSAGE as for ls_live and ls_simulate; WR_EMEASURE (with the series) if no rate held, if all did up to stress.to,
 * or the generator could not keep up; WR_ELIMIT when the time ran out; WR_EINTERRUPT.
 */
int ls_stress(const struct ls_scenario *s, const struct ls_options *o, bool simulate, struct wr_run *run,
	      struct wr_err *err);

/*
 * Fits the service from live runs: one user alone (its service times), then twice as many users until they bring nothing more
 * (loadsim/calibrate_p.h); then plays the scenario live and simulated on that service, and says how far the forecast is off.
 * Adds what ls_live does, model_capacity (1/s), model_workers, model_time (s), and what ls_options.forecast does.
 * -1: as ls_live; WR_EMEASURE if 512 users do not saturate the server.
 */
int ls_calibrate(const struct ls_scenario *s, const struct ls_options *o, struct wr_run *run, struct wr_err *err);

/*
 * Takes back what was measured elsewhere: the summary of a k6 script that ls_export wrote (one), the statistics of Locust (its
 * --json, or what the script of ls_export writes), histogram logs (V2); all but k6's may be several, and are added up.
 * Adds the measures of ls_live that are told there, named after o.name, else s (may be NULL), else the first file.
 * -1: WR_EINPUT, WR_EIO.
 */
int ls_read(const char *const *files, size_t n, const struct ls_scenario *s, const struct ls_options *o, struct wr_run *run,
	    struct wr_err *err);

/*
 * How many instances of the described service (each with its workers and its queue, one line for all) the
 * scenario needs so that its thresholds on response times and error rates hold, simulated: doubling, then bisection.
 * Adds instances (1) and the series ".instances" (p99 and error rate over their number).  -1: WR_EUSAGE (no
 * service, no such threshold), WR_EMEASURE if 4096 do not suffice.
 */
int ls_capacity(const struct ls_scenario *s, const struct ls_options *o, struct wr_run *run, struct wr_err *err);

/*
 * What the gate holds against the measures of a run in this mode, in arena: the scenario's thresholds, in LS_SOAK also
 * "p50_drift < 10%" unless one on drift is given; in LS_STRESS and LS_CAPACITY, where those were the limits of the search, only
 * stress.at_least and most_instances.
 */
const struct ls_threshold *ls_limits(const struct ls_scenario *s, enum ls_mode mode, struct wr_arena *arena, size_t *n);

/* The load tools that a scenario can be written for: "k6", "locust"; NULL-ended. */
const char *const *ls_export_names(void);

/*
 * Appends a script for that tool (an index into ls_export_names) to out: requests, phases or users, thresholds. What the
 * tool cannot express (Poisson arrivals, faults, some thresholds) is said in its comments.  -1: WR_EUSAGE if
 * the scenario has no target and none is given.
 */
int ls_export(const struct ls_scenario *s, const struct ls_options *o, int tool, struct wr_buf *out, struct wr_err *err);

#endif
