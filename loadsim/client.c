/* client.c - load over epoll: requests go out when they are due, whatever comes back. */
#include "loadsim/client_state_p.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>
#include <time.h>
#include "core/process.h"
#include "core/progress.h"

#define NS INT64_C(1000000000)
/*
 * To be woken costs more than to send and to read.  Arrivals that follow each other closely are therefore sent some at a time,
 * answers to earlier ones are read then, too, and the kernel's stamps tell when they came.
 */
#define CLOSE_TOGETHER 150000           /* ns, from arrival to arrival */
#define TOO_SHORT 5000                  /* ns: to sleep for less takes longer */
#define CALM 64                         /* times that nothing waited for a connection: from then on stamps, which cost a little ... */
#define MOST_CALM 256                   /* ... and, from half of this on, what they are for */
#define COALESCE 100000                 /* ns: the first of those sent together is late by this, or by one distance, if that is more */
#define MOST_WAIT 250000000             /* ns; then it looks whether somebody pressed Ctrl-C, or another thread failed */
#define MOST_AGAIN 3                    /* times that a server may say it did not touch a request */
#define MOST_WAITING 4000000
#define AT_ONCE 64                      /* events or arrivals; few, so that neither wait long for the other */

int64_t ls_client_monotonic(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * NS + t.tv_nsec;
}

static int64_t clock_of(const struct ls_client *c)
{
	return ls_client_monotonic() - c->crew->origin;
}

static int64_t earlier(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

static double seconds(int64_t ns)
{
	return ns <= 0 ? 0 : (double)ns * 1e-9;
}

static void fail(struct ls_client *c, enum wr_status code, const char *what, int why)
{
	if (!c->failed)
		wr_fail(&c->err, code, "%s: %s: %s", c->crew->options->target.url, what, strerror(why));
	c->failed = true;
}

/* Several threads tell the same results. */
static struct ls_results *begin_telling(struct ls_client *c)
{
	if (c->crew->threads > 1)
		pthread_mutex_lock(&c->crew->lock);
	return c->crew->results;
}

static void end_telling(struct ls_client *c)
{
	if (c->crew->threads > 1)
		pthread_mutex_unlock(&c->crew->lock);
}

/* What is asked for next, and what is done to it: drawn by every thread for all requests, so that they agree. */
static struct ls_due draw(struct ls_client *c, int64_t intended)
{
	const struct ls_wire *wire = &c->crew->wires[ls_mix_pick(&c->mix, &c->request_rng)];
	struct ls_due due = { .intended = intended, .wire = wire };

	due.damage = ls_faults_choose(&c->faults, seconds(intended), wire->path);
	c->number++;
	return due;
}

static int64_t due_at(const struct ls_client *c)
{
	return (int64_t)(c->feed.next * 1e9 + 0.5);
}

/* When the next request of this thread is due. */
static void look_ahead(struct ls_client *c)
{
	int64_t last = c->next;

	/* users are divided among the threads by the feed, the schedule is here */
	while (!c->feed.users && c->feed.more && c->number % c->crew->threads != c->index) {
		draw(c, due_at(c));
		ls_feed_pop(&c->feed);
	}
	c->more = c->feed.more;
	if (c->more) {
		c->next = due_at(c);
		c->gap += (c->next - last - c->gap) / 8;
	}
}

/* -- what became of a request --------------------------------------------- */

static void request_ended(struct ls_client *c, int64_t now)
{
	if (c->feed.users) {
		ls_feed_ended(&c->feed, seconds(now));
		look_ahead(c);
	}
}

static void record_failure(struct ls_client *c, const struct ls_due *due, enum ls_failure kind)
{
	struct ls_failing how = { kind, due->damage.causes >> kind & 1 };
	int64_t now = clock_of(c);

	ls_results_failed(begin_telling(c), seconds(due->intended), seconds(now), how);
	end_telling(c);
	request_ended(c, now);
}

static void record_answer(struct ls_client *c, const struct ls_connection *conn, int64_t now)
{
	int status = conn->response.status;
	struct ls_results *r;

	c->totals.responses++;
	if (status >= 500 || conn->due.damage.end == LS_END_STATUS) {
		record_failure(c, &conn->due, LS_FAIL_STATUS);
		return;
	}
	r = begin_telling(c);
	r->refused += status >= 400;
	ls_hist_record_seconds(r->service, seconds(now - conn->sent));
	ls_results_answered(r, seconds(conn->due.intended), seconds(now));
	end_telling(c);
	request_ended(c, now);
}

/* When the last of an answer came: as the kernel noted it, within what is possible, should somebody set its clock. */
static int64_t came_at(const struct ls_client *c, const struct ls_connection *conn)
{
	int64_t now = conn->session ? c->woken : clock_of(c), at = conn->channel.stamp - c->wall_offset - c->crew->origin;

	/* all streams of what was read are told of together */
	if (conn->session)
		return now < conn->sent ? conn->sent : now;
	if (!conn->channel.stamp)
		return now;
	return at < conn->sent ? conn->sent : earlier(at, now);
}

/* A kept connection may be closed by the server at any time, also just when a
 * request is on its way: that says nothing of the request (RFC 9112, 9.3.1).  untouched: the server says so itself. */
static bool send_again(struct ls_client *c, const struct ls_connection *conn, bool untouched)
{
	struct ls_due due = conn->due;
	bool kept = conn->used && !conn->response.begun && due.wire->idempotent;

	if (due.again >= (untouched ? MOST_AGAIN : 1) || due.damage.end != LS_END_OWN || !(kept || untouched))
		return false;
	due.again++;
	c->totals.again++;
	ls_backlog_push_front(&c->backlog, due);
	return true;
}

static void record_insecure(struct ls_client *c, const struct ls_connection *conn, const char *why)
{
	snprintf(c->totals.insecure, sizeof c->totals.insecure, "%s", why);
	record_failure(c, &conn->due, LS_FAIL_TLS);
}

static void record_loss(struct ls_client *c, const struct ls_connection *conn, bool untouched)
{
	if (conn->behind_tls) {
		record_insecure(c, conn, conn->behind_tls);
	} else if (conn->behind) {
		c->totals.refusal = conn->behind;
		record_failure(c, &conn->due, LS_FAIL_CONNECT);
	} else if (!send_again(c, conn, untouched)) {
		record_failure(c, &conn->due, LS_FAIL_RESET);
	}
}

/* The request of a connection has ended, one way or another. */
static void settle(struct ls_client *c, struct ls_connection *conn, enum ls_outcome outcome, int why)
{
	if (outcome == LS_PENDING)
		return;
	switch (outcome) {
	case LS_ANSWERED:
		record_answer(c, conn, came_at(c, conn));
		break;
	case LS_REFUSED:
		c->totals.refusal = why;
		record_failure(c, &conn->due, LS_FAIL_CONNECT);
		break;
	case LS_EXHAUSTED:
		fail(c, WR_EMEASURE, "this machine has nothing left to make a connection of", why);
		break;
	case LS_GARBLED:
		record_failure(c, &conn->due, LS_FAIL_GARBAGE);
		break;
	case LS_INSECURE:
		record_insecure(c, conn, ls_tls_why(c->tls));
		break;
	default:
		record_loss(c, conn, outcome == LS_UNTOUCHED);
	}
	ls_pool_give_back(&c->pool, conn);
}

/* -- sending --------------------------------------------------------------- */

static void send_request(struct ls_client *c, struct ls_connection *conn)
{
	int64_t now = clock_of(c);

	if (!conn->due.again) {
		ls_results_sent(begin_telling(c), seconds(now));
		end_telling(c);
	}
	if (conn->session) {
		ls_session_send(conn, now);
		return;
	}
	ls_channel_stamp(&conn->channel, c->calm >= CALM);
	settle(c, conn, ls_connection_send(conn, c->epoll, now), 0);
}

static void go_on(struct ls_client *c, struct ls_connection *conn, enum ls_outcome outcome, int why)
{
	if (outcome == LS_CONNECTED)
		send_request(c, conn);
	else
		settle(c, conn, outcome, why);
}

static void hear(void *user, struct ls_connection *conn, enum ls_outcome outcome, int why)
{
	go_on(user, conn, outcome, why);
}

static const struct ls_target *way(const struct ls_client *c, const struct ls_connection *conn)
{
	if (!c->proxy)
		return &c->crew->options->target;
	return conn->due.damage.end == LS_END_REFUSED ? ls_proxy_nobody(c->proxy) : ls_proxy_front(c->proxy);
}

static void open_connection(struct ls_client *c, struct ls_connection *conn)
{
	int why = 0;
	enum ls_outcome outcome = ls_connection_open(conn, way(c, conn), c->epoll, &why);

	if (c->proxy && conn->state != LS_CLOSED)
		ls_proxy_expect(c->proxy, conn);
	go_on(c, conn, outcome, why);
}

static void open_stream(struct ls_client *c, struct ls_connection *conn)
{
	int why = 0;
	enum ls_outcome outcome = ls_sessions_take(&c->sessions, conn, &why);

	go_on(c, conn, outcome, why);
}

static bool have_room(const struct ls_client *c)
{
	return !c->sessions.n || ls_sessions_have_room(&c->sessions);
}

/* Gives waiting requests to idle connections, then to new ones, as long as there are any. */
static void dispatch(struct ls_client *c)
{
	const struct ls_due *due;
	struct ls_connection *conn;

	while (!c->failed && (due = ls_backlog_first(&c->backlog)) && have_room(c) &&
	       (conn = ls_pool_take(&c->pool, *due))) {
		ls_backlog_pop(&c->backlog);
		/* what is to be refused is a new one; and another kept one could be closed just as well */
		if (conn->state == LS_IDLE && (conn->due.damage.end == LS_END_REFUSED || conn->due.again))
			ls_connection_close(conn, false);
		if (conn->state == LS_IDLE)
			send_request(c, conn);
		else if (c->sessions.n)
			open_stream(c, conn);
		else
			open_connection(c, conn);
	}
}

static void tell_asked(struct ls_client *c, const struct ls_due *due, int64_t now)
{
	struct ls_results *r = begin_telling(c);

	ls_results_asked(r, seconds(due->intended));
	if (due->damage.hit)
		ls_results_hit(r, seconds(due->intended));
	wr_hist_record(r->lag, (uint64_t)(now - due->intended), 1);
	end_telling(c);
}

/* What is due joins the queue, from where it is sent at once if a connection is
 * free; some at a time, so that answers are not left lying for it. */
static void take_due(struct ls_client *c)
{
	int64_t now = clock_of(c);

	for (int i = 0; i < AT_ONCE && c->more && c->next <= now && !c->failed; i++) {
		struct ls_due due = draw(c, c->next);

		tell_asked(c, &due, now);
		ls_feed_pop(&c->feed);
		look_ahead(c);
		ls_backlog_push(&c->backlog, due);
		dispatch(c);
		now = clock_of(c);
	}
	if (c->backlog.n > MOST_WAITING && !c->failed) {
		wr_fail(&c->err, WR_ELIMIT, "%s: more than %d requests wait for a connection",
			c->crew->options->target.url, MOST_WAITING);
		c->failed = true;
	}
}

/* -- timeouts -------------------------------------------------------------- */

static void abandon(struct ls_client *c, struct ls_connection *conn)
{
	if (conn->session)
		ls_session_cancel(conn);
	else
		ls_connection_close(conn, true);
	ls_pool_give_back(&c->pool, conn);
}

/* Ends every request that was due at `until` or before: those with a connection are older than those without. */
static void expire(struct ls_client *c, int64_t until)
{
	const struct ls_due *waiting;

	while (c->pool.oldest && c->pool.oldest->due.intended <= until) {
		struct ls_connection *conn = c->pool.oldest;

		record_failure(c, &conn->due, LS_FAIL_TIMEOUT);
		abandon(c, conn);
	}
	while ((waiting = ls_backlog_first(&c->backlog)) && waiting->intended <= until) {
		struct ls_due due = ls_backlog_pop(&c->backlog);

		record_failure(c, &due, LS_FAIL_TIMEOUT);
	}
}

/* Ctrl-C: what is on its way is given up, and says nothing about the server. */
static void withdraw(struct ls_client *c)
{
	struct ls_results *r = begin_telling(c);

	while (c->backlog.n)
		ls_results_withdraw(r, seconds(ls_backlog_pop(&c->backlog).intended));
	while (c->pool.oldest) {
		ls_results_withdraw(r, seconds(c->pool.oldest->due.intended));
		abandon(c, c->pool.oldest);
	}
	end_telling(c);
	c->more = false;
	c->totals.interrupted = true;
}

/* Whether what is on its way may wait until the next requests are due. */
static bool together(const struct ls_client *c)
{
	return c->more && c->calm >= MOST_CALM / 2 && c->gap < CLOSE_TOGETHER && !c->backlog.n;
}

static int64_t next_wake(const struct ls_client *c, int64_t now)
{
	if (c->next - now < TOO_SHORT)
		return now;
	if (c->feed.users || c->gap >= CLOSE_TOGETHER)
		return c->next;
	if (c->backlog.n)
		return c->next + COALESCE;      /* no connection is free for it anyway */
	if (!together(c))
		return c->next + COALESCE / 2;
	return c->next + (c->gap < COALESCE / 2 ? COALESCE - c->gap : c->gap);
}

/* When something is to be done although no connection reports anything. */
static int64_t wake_at(const struct ls_client *c, int64_t now)
{
	const struct ls_due *waiting = ls_backlog_first(&c->backlog);
	int64_t at = earlier(c->stop, now + MOST_WAIT);

	if (c->more)
		at = earlier(at, next_wake(c, now));
	if (c->pool.oldest)
		at = earlier(at, c->pool.oldest->due.intended + c->timeout);
	if (waiting)
		at = earlier(at, waiting->intended + c->timeout);
	if (c->proxy)
		at = earlier(at, ls_proxy_wake_at(c->proxy));
	return at;
}

/* -- the loop -------------------------------------------------------------- */

static void handle(struct ls_client *c, struct ls_connection *conn, unsigned events)
{
	bool idle = conn->state == LS_IDLE;
	int why = 0;
	enum ls_outcome outcome = ls_connection_handle(conn, c->epoll, events, c->buffer, LS_CLIENT_BUFFER, &why);

	if (!idle)
		go_on(c, conn, outcome, why);
	else if (conn->state == LS_CLOSED)
		ls_pool_idle_closed(&c->pool, conn);
}

static void run_proxy(struct ls_client *c)
{
	ls_proxy_run(c->proxy, clock_of(c));
	if (ls_proxy_exhausted(c->proxy))
		fail(c, WR_EMEASURE, "this machine has nothing left for the fault proxy's connections",
		     ls_proxy_exhausted(c->proxy));
}

static void sleep_for(int64_t ns)
{
	nanosleep(&(struct timespec){ ns / NS, ns % NS }, NULL);
}

static void look_at_wall_clock(struct ls_client *c)
{
	struct timespec wall;

	clock_gettime(CLOCK_REALTIME, &wall);
	c->wall_offset = (int64_t)wall.tv_sec * NS + wall.tv_nsec - ls_client_monotonic();
}

static void wait_and_handle(struct ls_client *c)
{
	struct epoll_event events[AT_ONCE];
	int64_t now = clock_of(c), wait = wake_at(c, now) - now;
	int n;

	if (wait < 0)
		wait = 0;
	c->totals.traffic.late = wait && together(c);
	if (c->totals.traffic.late) {
		sleep_for(wait);
		wait = 0;
	}
	n = epoll_pwait2(c->epoll, events, AT_ONCE, &(struct timespec){ wait / NS, wait % NS }, NULL);
	c->woken = clock_of(c);
	if (c->totals.traffic.late)
		look_at_wall_clock(c);
	if (n < 0 && errno != EINTR)
		fail(c, WR_EIO, "epoll_pwait2 (Linux 5.11 or newer)", errno);
	for (int i = 0; i < n; i++) {
		enum ls_source *source = events[i].data.ptr;

		if (*source == LS_SOURCE_CLIENT)
			handle(c, events[i].data.ptr, events[i].events);
		else if (*source == LS_SOURCE_SESSION)
			ls_session_handle(events[i].data.ptr, events[i].events);
		else
			ls_proxy_handle(c->proxy, source, events[i].events, clock_of(c));
	}
	if (c->proxy)
		run_proxy(c);
}

static void look_around(struct ls_client *c, int64_t now)
{
	if (wr_interrupted && !c->failed)
		withdraw(c);
	if (now < c->progress_at || c->index)
		return;
	c->progress_at = now + NS / 5;
	wr_progress((size_t)seconds(now), (size_t)c->crew->results->duration, "seconds of load");
}

static void keep_calm(struct ls_client *c)
{
	if (c->backlog.n || !c->alone)
		c->calm /= 2;
	else if (c->calm < MOST_CALM)
		c->calm++;
}

void ls_client_play(struct ls_client *c)
{
	c->sessions.hear = hear;
	c->sessions.user = c;
	look_ahead(c);
	while (!c->failed && !atomic_load_explicit(&c->crew->failed, memory_order_relaxed) &&
	       (c->more || c->backlog.n || c->pool.oldest)) {
		int64_t now = clock_of(c);

		expire(c, now - c->timeout);
		keep_calm(c);
		take_due(c);
		if (now >= c->stop) {
			expire(c, INT64_MAX);
			break;
		}
		dispatch(c);
		ls_sessions_flush(&c->sessions);
		wait_and_handle(c);
		look_around(c, now);
	}
	c->totals.wall = seconds(clock_of(c));
}
