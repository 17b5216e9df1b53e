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
#define MOST_WAITING 4000000
#define AT_ONCE 64                      /* events or arrivals; few, so that neither wait long for the other */

/* -- sending --------------------------------------------------------------- */

static void send_request(struct ls_client *c, struct ls_connection *conn)
{
	int64_t now = ls_client_clock(c);

	if (!conn->due.again) {
		ls_results_sent(ls_client_begin_telling(c), ls_client_seconds(now));
		ls_client_end_telling(c);
	}
	if (conn->session) {
		ls_session_send(conn, now);
		return;
	}
	ls_channel_stamp(&conn->channel, c->calm >= LS_CALM);
	ls_client_settle(c, conn, ls_connection_send(conn, c->epoll, now), 0);
}

static void go_on(struct ls_client *c, struct ls_connection *conn, enum ls_outcome outcome, int why)
{
	if (outcome == LS_CONNECTED)
		send_request(c, conn);
	else
		ls_client_settle(c, conn, outcome, why);
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

/* What is due joins the queue, from where it is sent at once if a connection is
 * free; some at a time, so that answers are not left lying for it. */
static void take_due(struct ls_client *c)
{
	int64_t now = ls_client_clock(c);

	c->wakes += c->more && c->next <= now;
	for (int i = 0; i < AT_ONCE && c->more && c->next <= now && !c->failed; i++) {
		struct ls_due due = ls_client_draw(c, c->next);

		ls_client_tell_asked(c, &due, now);
		ls_feed_pop(&c->feed);
		ls_client_look_ahead(c);
		ls_backlog_push(&c->backlog, due);
		dispatch(c);
		now = ls_client_clock(c);
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

		ls_client_record_failure(c, &conn->due, LS_FAIL_TIMEOUT);
		abandon(c, conn);
	}
	while ((waiting = ls_backlog_first(&c->backlog)) && waiting->intended <= until) {
		struct ls_due due = ls_backlog_pop(&c->backlog);

		ls_client_record_failure(c, &due, LS_FAIL_TIMEOUT);
	}
}

/* Ctrl-C: what is on its way is given up, and says nothing about the server. */
static void withdraw(struct ls_client *c)
{
	struct ls_results *r = ls_client_begin_telling(c);

	while (c->backlog.n)
		ls_results_withdraw(r, ls_client_seconds(ls_backlog_pop(&c->backlog).intended));
	while (c->pool.oldest) {
		ls_results_withdraw(r, ls_client_seconds(c->pool.oldest->due.intended));
		abandon(c, c->pool.oldest);
	}
	ls_client_end_telling(c);
	c->more = false;
	c->totals.interrupted = true;
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
	ls_proxy_run(c->proxy, ls_client_clock(c));
	if (ls_proxy_exhausted(c->proxy))
		ls_client_fail(c, WR_EMEASURE, "this machine has nothing left for the fault proxy's connections",
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
	int64_t now = ls_client_clock(c), wait = ls_client_wake_at(c, now) - now;
	int n;

	if (wait < 0)
		wait = 0;
	c->totals.traffic.late = wait && ls_client_may_wait(c);
	if (c->totals.traffic.late) {
		sleep_for(wait);
		wait = 0;
	}
	n = epoll_pwait2(c->epoll, events, AT_ONCE, &(struct timespec){ wait / NS, wait % NS }, NULL);
	c->woken = ls_client_clock(c);
	if (c->totals.traffic.late)
		look_at_wall_clock(c);
	if (n < 0 && errno != EINTR)
		ls_client_fail(c, WR_EIO, "epoll_pwait2 (Linux 5.11 or newer)", errno);
	for (int i = 0; i < n; i++) {
		enum ls_source *source = events[i].data.ptr;

		if (*source == LS_SOURCE_CLIENT)
			handle(c, events[i].data.ptr, events[i].events);
		else if (*source == LS_SOURCE_SESSION)
			ls_session_handle(events[i].data.ptr, events[i].events);
		else
			ls_proxy_handle(c->proxy, source, events[i].events, ls_client_clock(c));
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
	wr_progress((size_t)ls_client_seconds(now), (size_t)c->crew->results->duration, "seconds of load");
}

static void keep_calm(struct ls_client *c)
{
	if (c->backlog.n || !c->alone)
		c->calm /= 2;
	else if (c->calm < LS_MOST_CALM)
		c->calm++;
}

void ls_client_play(struct ls_client *c)
{
	c->sessions.hear = hear;
	c->sessions.user = c;
	ls_client_look_ahead(c);
	while (!c->failed && !atomic_load_explicit(&c->crew->failed, memory_order_relaxed) &&
	       (c->more || c->backlog.n || c->pool.oldest)) {
		int64_t now = ls_client_clock(c);

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
	c->totals.wall = ls_client_seconds(ls_client_clock(c));
}
