/* client_record.c - what the live client asks for, and what becomes of it: drawn, told to the results, tried again. */
#include "loadsim/client_state_p.h"

#include <stdio.h>
#include <string.h>

#define MOST_AGAIN 3                    /* times that a server may say it did not touch a request */

/* Several threads tell the same results. */
struct ls_results *ls_client_begin_telling(struct ls_client *c)
{
	if (c->crew->threads > 1)
		pthread_mutex_lock(&c->crew->lock);
	return c->crew->results;
}

void ls_client_end_telling(struct ls_client *c)
{
	if (c->crew->threads > 1)
		pthread_mutex_unlock(&c->crew->lock);
}

/* What is asked for next, and what is done to it: drawn by every thread for all requests, so that they agree. */
struct ls_due ls_client_draw(struct ls_client *c, int64_t intended)
{
	const struct ls_wire *wire = &c->crew->wires[ls_mix_pick(&c->mix, &c->request_rng)];
	struct ls_due due = { .intended = intended, .wire = wire };

	due.damage = ls_faults_choose(&c->faults, ls_client_seconds(intended), wire->path);
	c->number++;
	return due;
}

static int64_t due_at(const struct ls_client *c)
{
	return (int64_t)(c->feed.next * 1e9 + 0.5);
}

/* When the next request of this thread is due. */
void ls_client_look_ahead(struct ls_client *c)
{
	int64_t last = c->next;

	/* users are divided among the threads by the feed, the schedule is here */
	while (!c->feed.users && c->feed.more && c->number % c->crew->threads != c->index) {
		ls_client_draw(c, due_at(c));
		ls_feed_pop(&c->feed);
	}
	c->more = c->feed.more;
	if (c->more) {
		c->next = due_at(c);
		c->gap += (c->next - last - c->gap) / 8;
	}
}

void ls_client_tell_asked(struct ls_client *c, const struct ls_due *due, int64_t now)
{
	struct ls_results *r = ls_client_begin_telling(c);

	ls_results_asked(r, ls_client_seconds(due->intended));
	if (due->damage.hit)
		ls_results_hit(r, ls_client_seconds(due->intended));
	wr_hist_record(r->lag, (uint64_t)(now - due->intended), 1);
	ls_client_end_telling(c);
}

/* -- what became of a request --------------------------------------------- */

static void request_ended(struct ls_client *c, int64_t now)
{
	if (c->feed.users) {
		ls_feed_ended(&c->feed, ls_client_seconds(now));
		ls_client_look_ahead(c);
	}
}

void ls_client_record_failure(struct ls_client *c, const struct ls_due *due, enum ls_failure kind)
{
	struct ls_failing how = { kind, due->damage.causes >> kind & 1 };
	int64_t now = ls_client_clock(c);

	ls_results_failed(ls_client_begin_telling(c), ls_client_seconds(due->intended), ls_client_seconds(now), how);
	ls_client_end_telling(c);
	request_ended(c, now);
}

static void record_answer(struct ls_client *c, const struct ls_connection *conn, int64_t now)
{
	int status = conn->response.status;
	struct ls_results *r;

	c->totals.responses++;
	if (status >= 500 || conn->due.damage.end == LS_END_STATUS) {
		ls_client_record_failure(c, &conn->due, LS_FAIL_STATUS);
		return;
	}
	r = ls_client_begin_telling(c);
	r->refused += status >= 400;
	ls_hist_record_seconds(r->service, ls_client_seconds(now - conn->sent));
	ls_results_answered(r, ls_client_seconds(conn->due.intended), ls_client_seconds(now));
	ls_client_end_telling(c);
	request_ended(c, now);
}

/* When the last of an answer came: as the kernel noted it, within what is possible, should somebody set its clock. */
static int64_t came_at(const struct ls_client *c, const struct ls_connection *conn)
{
	int64_t now = conn->session ? c->woken : ls_client_clock(c), at = conn->channel.stamp - c->wall_offset - c->crew->origin;

	/* all streams of what was read are told of together */
	if (conn->session)
		return now < conn->sent ? conn->sent : now;
	if (!conn->channel.stamp)
		return now;
	return at < conn->sent ? conn->sent : ls_client_earlier(at, now);
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
	ls_client_record_failure(c, &conn->due, LS_FAIL_TLS);
}

static void record_loss(struct ls_client *c, const struct ls_connection *conn, bool untouched)
{
	if (conn->behind_tls) {
		record_insecure(c, conn, conn->behind_tls);
	} else if (conn->behind) {
		c->totals.refusal = conn->behind;
		ls_client_record_failure(c, &conn->due, LS_FAIL_CONNECT);
	} else if (!send_again(c, conn, untouched)) {
		ls_client_record_failure(c, &conn->due, LS_FAIL_RESET);
	}
}

/* The request of a connection has ended, one way or another. */
void ls_client_settle(struct ls_client *c, struct ls_connection *conn, enum ls_outcome outcome, int why)
{
	if (outcome == LS_PENDING)
		return;
	switch (outcome) {
	case LS_ANSWERED:
		record_answer(c, conn, came_at(c, conn));
		break;
	case LS_REFUSED:
		c->totals.refusal = why;
		ls_client_record_failure(c, &conn->due, LS_FAIL_CONNECT);
		break;
	case LS_EXHAUSTED:
		ls_client_fail(c, WR_EMEASURE, "this machine has nothing left to make a connection of", why);
		break;
	case LS_GARBLED:
		ls_client_record_failure(c, &conn->due, LS_FAIL_GARBAGE);
		break;
	case LS_INSECURE:
		record_insecure(c, conn, ls_tls_why(c->tls));
		break;
	default:
		record_loss(c, conn, outcome == LS_UNTOUCHED);
	}
	ls_pool_give_back(&c->pool, conn);
}
