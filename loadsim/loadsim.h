#ifndef WEIR_LOADSIM_LOADSIM_H
#define WEIR_LOADSIM_LOADSIM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "core/arena.h"
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

struct ls_phase {                       /* a stretch of the shape */
	int kind;                       /* index into arrivals.def: constant, ramp, spike, wave */
	double rate;                    /* constant; base of spike; mean of wave, per second */
	double from, to;                /* ramp; spike: to = the peak */
	double duration;                /* seconds */
	double at, hold;                /* spike: start and length of the peak, seconds into the phase */
	double period, amplitude;       /* wave: seconds; per second */
	struct wr_mark mark;
};

enum ls_law { LS_CONSTANT, LS_EXPONENTIAL, LS_LOGNORMAL };

struct ls_service {                     /* what is simulated */
	long long workers;              /* k >= 1 */
	long long queue;                /* waiting places; -1 = unbounded */
	double timeout;                 /* seconds a request may take in all; 0 = none */
	struct {
		int law;
		double mean, p99;
		struct wr_mark mark;
	} time;                         /* service time, seconds; p99 for lognormal */
	double error_rate;              /* 0..1, of served requests */
	struct wr_mark mark;
};

struct ls_request {
	const char *method, *path, *body;
	struct wr_strings headers;
	double weight;
	struct wr_mark mark;
};

struct ls_threshold {                   /* "p99 < 80ms", "error_rate < 1%", "throughput > 95/s" */
	const char *text, *metric;
	double limit;                   /* in the model's units */
	bool below;                     /* '<' or '<='; else '>' or '>=' */
};

struct ls_scenario {
	const char *path;               /* of the file, for messages */
	const char *name, *target;
	struct wr_mark target_mark;
	bool has_service;
	struct ls_service service;
	struct ls_request *requests;    size_t request_count;
	struct ls_phase *phases;        size_t phase_count;
	struct ls_threshold *thresholds; size_t threshold_count;
	int arrivals;                   /* enum ls_arrivals */
	long long connections;          /* live: most open at once; 0 = 256 */
	long long seed;
};

/* Everything of the scenario lives in arena.  Errors name file, line and column. */
int ls_scenario_read(const char *path, struct wr_arena *arena, struct ls_scenario *out,
		     struct wr_err *err);

/* A shape: adding one is arrivals/<name>.c and one line in arrivals.def. */
struct ls_shape {
	const char *name, *help;
	/* Requests per second, t seconds into the phase. */
	double (*rate)(const struct ls_phase *p, double t);
	/* The integral of rate from 0 to t: how many arrivals are due by then. */
	double (*due)(const struct ls_phase *p, double t);
	int (*check)(const struct ls_phase *p, const char *path, struct wr_err *err);
};
const struct ls_shape *const *ls_shapes(void);  /* NULL-ended, in the order of arrivals.def */

struct ls_options {
	const char *name;               /* part of the measures' names; NULL = the scenario's */
	const char *url;                /* live: instead of target */
	uint64_t seed;                  /* 0 = the scenario's, or 1 */
	double duration_limit;          /* live: seconds in all; 0 = 600 */
};

/*
 * Adds, with prefix "load.<name>.": p50, p95, p99, p999, mean, max (response
 * time, s), service_p50, service_p99 (from sent; live), throughput (1/s, of good answers
 * within the schedule), error_rate, requests, asked_rate; series ".latency" (percentiles
 * over time) and ".throughput" (asked, answered, live also sent, over time), ".spectrum".
 * Thresholds are judged by the gate from these measures.
 *
 * Response times are those of good answers (a status below 500), and of timeouts up to the
 * moment the client gave up: failing fast does not improve them.  A measure that nothing was
 * sampled for is left out.
 */

/*
 * In virtual time: one station of service.workers and a queue, first come, first served.
 * A client gives up service.timeout after its arrival; in the queue its request leaves, in
 * service the worker goes on for nobody.  The same seed gives the same numbers.
 * The run starts empty and nothing is left out as warm-up, which a notice says.
 * -1: no service is described (WR_EUSAGE), no request was answered well (WR_EMEASURE, measures
 * kept), more than ten million wait (WR_ELIMIT), Ctrl-C (WR_EINTERRUPT).
 */
int ls_simulate(const struct ls_scenario *s, const struct ls_options *o, struct wr_run *run,
		struct wr_err *err);
/*
 * HTTP/1.1, keep-alive, plain; the host must be a loopback address.  A request that has no
 * whole answer service.timeout (10 s if there is none) after its intended start has timed out.
 * Also adds lag_p99 (how late the generator itself was).  -1: WR_EUSAGE (no or another target,
 * longer than the limit); WR_EMEASURE, with measures kept, if no answer came at all, or the
 * generator could not keep up ("generator overloaded": lag p99 above 10 ms and more than 10 % of
 * the response p99, or its thread busy for more than 95 % of the time).
 */
int ls_live(const struct ls_scenario *s, const struct ls_options *o, struct wr_run *run,
	    struct wr_err *err);

#endif
