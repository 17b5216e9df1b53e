/* session.c - requests and answers as streams of HTTP/2 connections. */
#include "loadsim/session_p.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include "core/alloc.h"

#define WINDOW ((1 << 30) - 1)          /* bytes in flight: bodies are dropped as they come */
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

static void tell(struct ls_connection *c, enum ls_outcome outcome, int why)
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
		tell(s->first, outcome, why);
}

/* -- what nghttp2 reports -------------------------------------------------------- */

static int on_header(nghttp2_session *h2, const nghttp2_frame *frame, const uint8_t *name, size_t name_size,
		     const uint8_t *value, size_t value_size, uint8_t flags, void *user)
{
	struct ls_connection *c;

	(void)flags;
	(void)user;
	if (name_size != 7 || memcmp(name, ":status", 7) || value_size != 3)
		return 0;
	c = nghttp2_session_get_stream_user_data(h2, frame->hd.stream_id);
	if (c) {
		c->response.begun = true;
		c->response.status = (value[0] - '0') * 100 + (value[1] - '0') * 10 + (value[2] - '0');
	}
	return 0;
}

static enum ls_outcome outcome_of(const struct ls_session *s, const struct ls_connection *c, uint32_t error)
{
	bool whole = c->response.status >= 200 && c->response.status <= 599;

	if (error == NGHTTP2_NO_ERROR)
		return whole ? LS_ANSWERED : LS_GARBLED;
	if (error == NGHTTP2_REFUSED_STREAM || (s->last && c->stream > s->last_stream))
		return LS_UNTOUCHED;
	return error == NGHTTP2_PROTOCOL_ERROR ? LS_GARBLED : LS_LOST;
}

static int on_stream_close(nghttp2_session *h2, int32_t stream, uint32_t error, void *user)
{
	struct ls_connection *c = nghttp2_session_get_stream_user_data(h2, stream);
	struct ls_session *s = user;
	enum ls_outcome outcome;

	if (!c)
		return 0;       /* it was cancelled */
	outcome = outcome_of(s, c, error);
	s->used |= outcome == LS_ANSWERED;
	/* the server ended this one and no other: that it is not tried again silently is a matter of truth */
	c->used = false;
	tell(c, outcome, 0);
	return 0;
}

static int on_frame(nghttp2_session *h2, const nghttp2_frame *frame, void *user)
{
	struct ls_session *s = user;

	if (frame->hd.type == NGHTTP2_GOAWAY) {
		s->last = true;
		s->last_stream = frame->goaway.last_stream_id;
	} else if (frame->hd.type == NGHTTP2_SETTINGS) {
		s->most = nghttp2_session_get_remote_settings(h2, NGHTTP2_SETTINGS_MAX_CONCURRENT_STREAMS);
	}
	return 0;
}

static void *mem_malloc(size_t size, void *user) { (void)user; return wr_malloc(size); }
static void mem_free(void *p, void *user) { (void)user; free(p); }
static void *mem_calloc(size_t n, size_t size, void *user) { (void)user; return wr_calloc(n, size); }
static void *mem_realloc(void *p, size_t size, void *user) { (void)user; return wr_realloc(p, size); }

static nghttp2_mem memory = { NULL, mem_malloc, mem_free, mem_calloc, mem_realloc };

static void open_h2(struct ls_session *s)
{
	const nghttp2_settings_entry settings[] = {
		{ NGHTTP2_SETTINGS_ENABLE_PUSH, 0 },
		{ NGHTTP2_SETTINGS_INITIAL_WINDOW_SIZE, WINDOW },
	};
	nghttp2_session_callbacks *callbacks;
	int failed = nghttp2_session_callbacks_new(&callbacks);

	assert(!failed);
	nghttp2_session_callbacks_set_on_header_callback(callbacks, on_header);
	nghttp2_session_callbacks_set_on_stream_close_callback(callbacks, on_stream_close);
	nghttp2_session_callbacks_set_on_frame_recv_callback(callbacks, on_frame);
	failed = nghttp2_session_client_new3(&s->h2, callbacks, s, NULL, &memory);
	nghttp2_session_callbacks_del(callbacks);
	/* all memory is ours, which is there or ends the program */
	failed = failed || nghttp2_submit_settings(s->h2, NGHTTP2_FLAG_NONE, settings, 2) ||
		 nghttp2_session_set_local_window_size(s->h2, NGHTTP2_FLAG_NONE, 0, WINDOW);
	assert(!failed);
	(void)failed;
	s->most = 100;          /* until its SETTINGS say more (RFC 9113, 6.5.2) */
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
	open_h2(s);
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

static ssize_t read_body(nghttp2_session *h2, int32_t stream, uint8_t *out, size_t size, uint32_t *flags,
			 nghttp2_data_source *source, void *user)
{
	struct ls_connection *c = nghttp2_session_get_stream_user_data(h2, stream);
	const struct ls_wire *w = source->ptr;
	size_t n = c ? w->body_size - c->written : 0;

	(void)user;
	if (!c)
		return NGHTTP2_ERR_TEMPORAL_CALLBACK_FAILURE;   /* it was cancelled */
	if (n > size)
		n = size;
	memcpy(out, w->body + c->written, n);
	c->written += n;
	if (c->written == w->body_size)
		*flags |= NGHTTP2_DATA_FLAG_EOF;
	return (ssize_t)n;
}

void ls_session_send(struct ls_connection *c, int64_t now)
{
	const struct ls_wire *w = c->due.wire;
	nghttp2_data_provider body = { .source = { .ptr = (void *)(uintptr_t)w }, .read_callback = read_body };

	c->state = LS_BUSY;
	c->sent = now;
	c->written = 0;
	c->used = c->session->used;
	c->response = (struct ls_response){ .head = w->head };
	c->stream = nghttp2_submit_request(c->session->h2, NULL, w->fields, w->field_count, w->body_size ? &body : NULL, c);
	/* out of stream numbers, a billion requests later: this session takes no more */
	if (c->stream < 0) {
		c->session->last = true;
		tell(c, LS_UNTOUCHED, 0);
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
