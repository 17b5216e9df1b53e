/* session.c - requests and answers as streams of HTTP/2 connections. */
#include "loadsim/session_p.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include "core/alloc.h"

#define AT_ONCE 16384                   /* bytes gathered for one send */

/* -- who is on which session --------------------------------------------------- */

static void join(struct ls_session *s, struct ls_connection *c)
{
	c->session = s;
	c->stream = 0;
	c->before = NULL;
	c->after = s->first;
	if (s->first)
		s->first->before = c;
	s->first = c;
	s->streams++;
	s->home->in_use++;
}

static void leave(struct ls_connection *c)
{
	struct ls_session *s = c->session;

	*(c->before ? &c->before->after : &s->first) = c->after;
	if (c->after)
		c->after->before = c->before;
	c->session = NULL;
	c->state = LS_CLOSED;
	s->streams--;
	s->home->in_use--;
}

void ls_session_tell(struct ls_connection *c, enum ls_outcome outcome, int why)
{
	struct ls_sessions *home = c->session->home;

	leave(c);
	home->hear(home->user, c, outcome, why);
}

static void close_session(struct ls_session *s, bool abort)
{
	nghttp2_session_del(s->h2);
	s->h2 = NULL;
	ls_channel_close(&s->channel, abort);
	s->state = LS_SESSION_CLOSED;
	wr_buf_clear(&s->out);
	s->out_from = 0;
	s->blocked = s->last = s->used = false;
}

/* All requests on it end so. */
static void end(struct ls_session *s, enum ls_outcome outcome, int why)
{
	if (s->state != LS_SESSION_CLOSED)
		close_session(s, outcome == LS_GARBLED || outcome == LS_INSECURE);
	while (s->first)
		ls_session_tell(s->first, outcome, why);
}

/* -- out ---------------------------------------------------------------------------- */

static int watch(struct ls_session *s, int operation, unsigned events)
{
	return epoll_ctl(s->home->epoll, operation, s->channel.fd,
			 &(struct epoll_event){ .events = events, .data = { .ptr = s } });
}

static void mark(struct ls_session *s)
{
	if (s->dirty)
		return;
	s->dirty = true;
	s->next = s->home->dirty;
	s->home->dirty = s;
}

/* Frames into `out`; false when there are none. */
static bool gather(struct ls_session *s)
{
	const uint8_t *bytes;
	ssize_t n = 0;

	wr_buf_clear(&s->out);
	s->out_from = 0;
	while (s->out.len < AT_ONCE && (n = nghttp2_session_mem_send(s->h2, &bytes)) > 0)
		wr_buf_add(&s->out, bytes, (size_t)n);
	return s->out.len > 0;
}

static void flush(struct ls_session *s)
{
	while (s->out_from < s->out.len || gather(s)) {
		ssize_t n = ls_channel_send(&s->channel, s->out.data + s->out_from, s->out.len - s->out_from);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0 && errno == EAGAIN) {
			if (!s->blocked)
				watch(s, EPOLL_CTL_MOD, EPOLLIN | EPOLLOUT);
			s->blocked = true;
			return;
		}
		if (n < 0) {
			end(s, LS_LOST, 0);
			return;
		}
		s->out_from += (size_t)n;
	}
	if (s->blocked)
		watch(s, EPOLL_CTL_MOD, EPOLLIN);
	s->blocked = false;
	/* it said goodbye and has answered what it still wanted to, or nghttp2 did because of what it read */
	if (!nghttp2_session_want_read(s->h2) && !nghttp2_session_want_write(s->h2))
		end(s, s->last ? LS_LOST : LS_GARBLED, 0);
}

void ls_sessions_flush(struct ls_sessions *ss)
{
	/* what is due at one moment goes out together as far as there is room; what comes next, on the next session */
	ss->turn += ss->dirty != NULL;
	while (ss->dirty) {
		struct ls_session *s = ss->dirty;

		ss->dirty = s->next;
		s->dirty = false;
		if (s->state == LS_SESSION_OPEN)
			flush(s);
	}
}

/* -- in -------------------------------------------------------------------------------- */

static void read_some(struct ls_session *s)
{
	do {
		ssize_t n = ls_channel_recv(&s->channel, s->home->buffer, s->home->buffer_size);

		if (n < 0 && (errno == EAGAIN || errno == EINTR))
			break;
		if (n <= 0) {
			end(s, LS_LOST, 0);
			return;
		}
		if (nghttp2_session_mem_recv(s->h2, (const uint8_t *)s->home->buffer, (size_t)n) < 0) {
			end(s, LS_GARBLED, 0);
			return;
		}
	} while (ls_channel_holds_bytes(&s->channel));
	mark(s);
}

static void opened(struct ls_session *s)
{
	struct ls_connection *next;

	s->state = LS_SESSION_OPEN;
	watch(s, EPOLL_CTL_MOD, EPOLLIN);
	ls_session_open_h2(s);
	mark(s);
	for (struct ls_connection *c = s->first; c; c = next) {
		next = c->after;
		s->home->hear(s->home->user, c, LS_CONNECTED, 0);
	}
}

static void shake(struct ls_session *s)
{
	s->state = LS_SESSION_SHAKING;
	switch (ls_channel_shake(&s->channel)) {
	case LS_SHAKEN:
		opened(s);
		break;
	case LS_SHAKE_READS:
		watch(s, EPOLL_CTL_MOD, EPOLLIN);
		break;
	case LS_SHAKE_WRITES:
		watch(s, EPOLL_CTL_MOD, EPOLLIN | EPOLLOUT);
		break;
	default:
		end(s, LS_INSECURE, 0);
	}
}

void ls_session_handle(struct ls_session *s, unsigned events)
{
	int why;

	switch (s->state) {
	case LS_SESSION_CONNECTING:
		why = ls_channel_connected(&s->channel);
		if (why)
			end(s, LS_REFUSED, why);
		else
			shake(s);
		break;
	case LS_SESSION_SHAKING:
		shake(s);
		break;
	case LS_SESSION_OPEN:
		if (events & EPOLLOUT)
			mark(s);
		if (events & (EPOLLIN | EPOLLERR | EPOLLHUP))
			read_some(s);
		break;
	default:
		break;          /* closed by what came before it in the same batch of events */
	}
}

/* -- requests ------------------------------------------------------------------------- */

void ls_session_send(struct ls_connection *c, int64_t now)
{
	c->state = LS_BUSY;
	c->sent = now;
	c->written = 0;
	c->used = c->session->used;
	c->response = (struct ls_response){ .head = c->due.wire->head };
	c->stream = ls_session_submit(c);
	/* out of stream numbers, a billion requests later: this session takes no more */
	if (c->stream < 0) {
		c->session->last = true;
		ls_session_tell(c, LS_UNTOUCHED, 0);
		return;
	}
	mark(c->session);
}

void ls_session_cancel(struct ls_connection *c)
{
	struct ls_session *s = c->session;

	if (c->stream > 0) {
		nghttp2_session_set_stream_user_data(s->h2, c->stream, NULL);
		nghttp2_submit_rst_stream(s->h2, NGHTTP2_FLAG_NONE, c->stream, NGHTTP2_CANCEL);
		mark(s);
	}
	leave(c);
	/* nobody waits for this connection any more, and it may never come about */
	if (!s->streams && s->state != LS_SESSION_OPEN)
		close_session(s, true);
}

static bool takes(const struct ls_sessions *ss, const struct ls_session *s)
{
	if (s->state == LS_SESSION_CLOSED)
		return true;
	return !s->last && s->streams < ss->streams_each && s->streams < s->most;
}

static struct ls_session *in_turn(const struct ls_sessions *ss)
{
	if (ss->in_use >= ss->n * ss->streams_each)
		return NULL;
	for (size_t i = 0; i < ss->n; i++) {
		struct ls_session *s = &ss->all[(ss->turn + i) % ss->n];

		if (takes(ss, s))
			return s;
	}
	return NULL;
}

bool ls_sessions_have_room(const struct ls_sessions *ss)
{
	return in_turn(ss) != NULL;
}

static enum ls_outcome open_session(struct ls_session *s, int *why)
{
	enum ls_opening opening = ls_channel_open(&s->channel, s->home->target, why);

	if (opening == LS_OPEN_REFUSED || opening == LS_OPEN_EXHAUSTED)
		return opening == LS_OPEN_REFUSED ? LS_REFUSED : LS_EXHAUSTED;
	/* connected at once or not, epoll says when it can be written */
	s->state = LS_SESSION_CONNECTING;
	s->most = s->home->streams_each;
	if (!watch(s, EPOLL_CTL_ADD, EPOLLOUT))
		return LS_PENDING;
	*why = errno;
	close_session(s, true);
	return LS_EXHAUSTED;
}

enum ls_outcome ls_sessions_take(struct ls_sessions *ss, struct ls_connection *c, int *why)
{
	struct ls_session *s = in_turn(ss);
	enum ls_outcome outcome = LS_PENDING;

	assert(s);
	ss->turn = (size_t)(s - ss->all);
	if (s->state == LS_SESSION_CLOSED)
		outcome = open_session(s, why);
	if (outcome != LS_PENDING)
		return outcome;
	c->state = LS_CONNECTING;
	join(s, c);
	return s->state == LS_SESSION_OPEN ? LS_CONNECTED : LS_PENDING;
}

void ls_sessions_start(struct ls_sessions *ss, size_t n, size_t streams_each, struct ls_tls *tls,
		       struct ls_traffic *traffic)
{
	ss->all = wr_calloc(n, sizeof *ss->all);
	ss->n = n;
	ss->streams_each = streams_each;
	for (size_t i = 0; i < n; i++) {
		ss->all[i].source = LS_SOURCE_SESSION;
		ss->all[i].home = ss;
		ss->all[i].channel.context = tls;
		ss->all[i].channel.traffic = traffic;
	}
}

void ls_sessions_stop(struct ls_sessions *ss)
{
	for (size_t i = 0; i < ss->n; i++) {
		if (ss->all[i].state != LS_SESSION_CLOSED)
			close_session(&ss->all[i], false);
		wr_buf_free(&ss->all[i].out);
	}
	free(ss->all);
	*ss = (struct ls_sessions){ 0 };
}
