#ifndef WEIR_LOADSIM_RESULTS_P_H
#define WEIR_LOADSIM_RESULTS_P_H

#include "core/hist.h"
#include "loadsim/loadsim.h"
#include "loadsim/parts_p.h"

/*
 * results_p.h - what became of the requests, live or simulated.
 *
 * Every request is asked for once and ends once: answered, timed out or
 * failed.  Response times are those of good answers, and of timeouts up to
 * the moment the client gave up.  Other failures have no response time: a
 * server that fails fast must not look like a fast server.
 *
 * Times are seconds since the start of the run; `now` goes back from call to call by less than a window (several
 * threads look at the clock and then wait for each other), `intended` (when the request was due) may by any time.
 */

enum ls_failure {
	LS_FAIL_CONNECT,        /* no connection */
	LS_FAIL_TIMEOUT,        /* no whole answer in time */
	LS_FAIL_RESET,          /* connection lost before the answer was whole */
	LS_FAIL_STATUS,         /* a status of 500 or more */
	LS_FAIL_GARBAGE,        /* not an HTTP response */
	LS_FAIL_TLS,            /* the certificate is not trusted, or the handshake failed */
	LS_FAIL_REJECTED,       /* simulated: no place in the queue */
	LS_FAILURE_KINDS
};

struct ls_window {              /* a stretch of the run, as long as all others */
	long long asked, sent, answered;
	long long hit, failed, injected;        /* by faults (when asked for); failures that ended in it; of those injected */
	double p50, p95, p99;   /* of the response times that ended in it; NaN = none ended */
};

#define LS_LONGEST_RESPONSE UINT64_C(86400000000000)    /* a day, in ns */
#define LS_HALF_TICK 0.5e-9     /* s; added before a time is put into a stretch, so that what is due at its start is in it */

struct ls_results {
	double duration;        /* of the schedule, or until it was cut, seconds */
	double window;          /* seconds per window: 1, more only for runs above ten minutes */
	struct ls_window *windows;      /* over the schedule and as long again; nothing later is drawn */
	size_t window_count, window_limit;
	struct wr_hist *service, *lag;  /* nanoseconds */
	struct wr_hist *recent[2];      /* response times of window `open` and of the one before */
	size_t open;
	struct ls_part all;             /* of the whole schedule, from the end of the warm-up; after ls_results_close */
	struct wr_hist *response;       /* all.response */
	struct ls_part *slices;         /* of equal length; one, unless the warm-up is to be found */
	size_t slice_count;
	struct ls_part *phases;         /* none if there is only one */
	size_t phase_count;
	struct { double sum; long long n; } *bins;      /* of response times, by when they were due, for the warm-up */
	size_t bin_count;
	bool unsteady;                  /* the warm-up did not end; nothing was left out */
	double response_sum;
	long long asked, answered, failed[LS_FAILURE_KINDS];
	long long injected[LS_FAILURE_KINDS];   /* of the failed ones, those made by a fault */
	long long answered_in_time;     /* before the end of the schedule */
	long long refused;              /* good answers with a status of 400 to 499 */
	long long hit;                  /* requests hit by a fault */
	bool faults;                    /* the scenario has some: publish what they did */
	bool worst_windows, drift;      /* a threshold or an option asks for them */
	double last_answer;             /* when the last one came, seconds */
	const struct ls_scenario *scenario;     /* of ls_results_divide, borrowed */
};

struct ls_failing {             /* how a request failed */
	enum ls_failure kind;
	bool injected;          /* by a fault */
};

void ls_results_start(struct ls_results *r, double duration);
/* After the start: windows and phases as s says; steady: the warm-up is to be found and left out. */
void ls_results_divide(struct ls_results *r, const struct ls_scenario *s, bool steady);
/* As after start and divide, for another try at s. */
void ls_results_restart(struct ls_results *r, const struct ls_scenario *s);
void ls_results_free(struct ls_results *r);

void ls_results_asked(struct ls_results *r, double intended);
void ls_results_hit(struct ls_results *r, double intended);     /* beside asked */
void ls_results_sent(struct ls_results *r, double now);
void ls_results_answered(struct ls_results *r, double intended, double now);
void ls_results_failed(struct ls_results *r, double intended, double now, struct ls_failing how);
/* A request that was asked for is given up because the run is: as if it had not been asked for. */
void ls_results_withdraw(struct ls_results *r, double intended);
/* The run ended here, before its schedule did. */
void ls_results_cut(struct ls_results *r, double now);

/* Works out the last window, the warm-up, and all; to be called at the end of the run, once or more. */
void ls_results_close(struct ls_results *r);

/* After the close: p50 to p9999, mean, max, error_rate or natural_error_rate of all; NaN for
 * any other metric and for what nothing was sampled for. */
double ls_results_value(const struct ls_results *r, const char *metric);

long long ls_results_failures(const struct ls_results *r);      /* all kinds */
long long ls_results_injected(const struct ls_results *r);
const char *ls_failure_name(enum ls_failure kind);              /* "timeout" */
/* A quantile of a histogram of nanoseconds, in seconds; NaN when it is empty. */
double ls_hist_seconds(const struct wr_hist *h, double p);
void ls_hist_record_seconds(struct wr_hist *h, double seconds); /* below 0 counts as 0 */

/* Adds the measures and series of loadsim.h, and warnings about failures.
 * `name` is the run's (not yet made fit for a measure's name); live adds what
 * only a live run has.  Measures that nothing was sampled for are left out. */
void ls_results_publish(struct ls_results *r, const char *name, bool live, struct wr_run *run);

#endif
