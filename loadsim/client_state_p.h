#ifndef WEIR_LOADSIM_CLIENT_STATE_P_H
#define WEIR_LOADSIM_CLIENT_STATE_P_H

#include <pthread.h>
#include <stdatomic.h>
#include "loadsim/backlog_p.h"
#include "loadsim/client_p.h"
#include "loadsim/feed_p.h"
#include "loadsim/mix_p.h"
#include "loadsim/pool_p.h"
#include "loadsim/proxy_p.h"
#include "loadsim/session_p.h"
#include "loadsim/wire_p.h"

/* client_state_p.h - the threads of the live client at work: set up by client_run.c, played by client.c. */

#define LS_CLIENT_BUFFER 65536

struct ls_crew {                        /* what the threads share */
	const struct ls_scenario *scenario;
	const struct ls_client_options *options;
	const struct ls_wire *wires;
	struct ls_results *results;
	pthread_mutex_t lock;           /* of results, where there are several threads */
	atomic_bool failed;             /* one of them did: all end */
	int threads;
	int64_t origin;                 /* of the run's clock: CLOCK_MONOTONIC, ns */
};

struct ls_client {                      /* a thread: it plays every crew->threads-th request */
	struct ls_crew *crew;
	int index;
	struct ls_client_totals totals;
	struct wr_err err;              /* if it failed */
	bool failed;
	struct ls_mix mix;
	struct ls_feed feed;
	long long number;               /* of the next request, over all threads */
	struct wr_rng request_rng;
	struct ls_faults faults;
	struct ls_tls *tls;             /* NULL = plain */
	struct ls_proxy *proxy;         /* NULL unless the scenario has faults */
	struct ls_sessions sessions;    /* HTTP/2; none in HTTP/1.1 */
	int epoll;
	int64_t timeout, stop;          /* ns */
	bool more;                      /* requests are to come: */
	int64_t next, gap;              /* when the next arrival is due, and the mean distance of those before it */
	bool alone;                     /* answers need not be read at once, if the kernel notes when they come */
	int calm;                       /* how often, of late, nothing waited for a connection */
	int64_t woken;                  /* when epoll last returned */
	unsigned wakes;                 /* how often requests were due then */
	int64_t wall_offset;            /* CLOCK_REALTIME less CLOCK_MONOTONIC, when it was last looked at; ns */
	struct ls_backlog backlog;
	struct ls_pool pool;
	int64_t progress_at;
	char *buffer;
	pthread_t thread;
};

/* client_time.c: the clock of the run and CLOCK_MONOTONIC, ns; a time as results count it, never below 0. */
int64_t ls_client_clock(const struct ls_client *c);
int64_t ls_client_monotonic(void);
double ls_client_seconds(int64_t ns);
int64_t ls_client_earlier(int64_t a, int64_t b);
/* The first failure of a thread is kept: what went wrong with the target, and the errno. */
void ls_client_fail(struct ls_client *c, enum wr_status code, const char *what, int why);
/* Whether what is on its way may wait until the next requests are due. */
bool ls_client_may_wait(const struct ls_client *c);
/* When something is to be done although no connection reports anything. */
int64_t ls_client_wake_at(const struct ls_client *c, int64_t now);

/* client_record.c: the results, which several threads tell. */
struct ls_results *ls_client_begin_telling(struct ls_client *c);
void ls_client_end_telling(struct ls_client *c);
/* The next request, and what is done to it: drawn by every thread for all requests, so that they agree. */
struct ls_due ls_client_draw(struct ls_client *c, int64_t intended);
/* Sets when the next request of this thread is due. */
void ls_client_look_ahead(struct ls_client *c);
void ls_client_tell_asked(struct ls_client *c, const struct ls_due *due, int64_t now);
void ls_client_record_failure(struct ls_client *c, const struct ls_due *due, enum ls_failure kind);
/* The request of a connection has ended, one way or another; LS_PENDING does nothing. */
void ls_client_settle(struct ls_client *c, struct ls_connection *conn, enum ls_outcome outcome, int why);

#define LS_CALM 64              /* times that nothing waited for a connection: from then on stamps, which cost a little ... */
#define LS_MOST_CALM 256        /* ... and, from half of this on, what they are for */

/* From the first request to the end of the last, until c->failed, or until another thread failed. */
void ls_client_play(struct ls_client *c);

#endif
