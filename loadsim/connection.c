/* connection.c - non-blocking HTTP/1.1 over one socket, readiness by epoll. */
#include "loadsim/connection_p.h"

#include <assert.h>
#include <errno.h>
#include <sys/epoll.h>

static int watch(struct ls_connection *c, int epoll, int operation, unsigned events)
{
	return epoll_ctl(epoll, operation, c->channel.fd,
			 &(struct epoll_event){ .events = events, .data = { .ptr = c } });
}

/* Of a connection that is watched already, which cannot fail. */
static void rewatch(struct ls_connection *c, int epoll, unsigned events)
{
	int failed = watch(c, epoll, EPOLL_CTL_MOD, events);

	assert(!failed);
	(void)failed;
}

void ls_connection_close(struct ls_connection *c, bool abort)
{
	ls_channel_close(&c->channel, abort);
	c->state = LS_CLOSED;
}

static enum ls_outcome shake(struct ls_connection *c, int epoll)
{
	enum ls_connection_state before = c->state;

	c->state = LS_SHAKING;
	switch (ls_channel_shake(&c->channel)) {
	case LS_SHAKEN:
		rewatch(c, epoll, EPOLLIN);
		return LS_CONNECTED;
	case LS_SHAKE_READS:
		if (before != LS_SHAKING)
			rewatch(c, epoll, EPOLLIN);
		return LS_PENDING;
	case LS_SHAKE_WRITES:
		rewatch(c, epoll, EPOLLIN | EPOLLOUT);
		return LS_PENDING;
	default:
		ls_connection_close(c, true);
		return LS_INSECURE;
	}
}

enum ls_outcome ls_connection_open(struct ls_connection *c, const struct ls_target *t, int epoll, int *why)
{
	enum ls_opening opening = ls_channel_open(&c->channel, t, why);

	c->used = false;
	if (opening == LS_OPEN_REFUSED || opening == LS_OPEN_EXHAUSTED)
		return opening == LS_OPEN_REFUSED ? LS_REFUSED : LS_EXHAUSTED;
	c->state = LS_CONNECTING;
	if (watch(c, epoll, EPOLL_CTL_ADD, opening == LS_OPENS ? EPOLLOUT : EPOLLIN)) {
		*why = errno;
		ls_connection_close(c, false);
		return LS_EXHAUSTED;
	}
	return opening == LS_OPENS ? LS_PENDING : shake(c, epoll);
}

static enum ls_outcome lose(struct ls_connection *c)
{
	ls_connection_close(c, false);
	return LS_LOST;
}

static enum ls_outcome write_more(struct ls_connection *c, int epoll, bool was_blocked)
{
	const struct ls_wire *w = c->due.wire;

	while (c->written < w->size) {
		ssize_t n = ls_channel_send(&c->channel, w->bytes + c->written, w->size - c->written);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0 && errno == EAGAIN) {
			if (!was_blocked)
				rewatch(c, epoll, EPOLLIN | EPOLLOUT);
			return LS_PENDING;
		}
		if (n < 0)
			return lose(c);
		c->written += (size_t)n;
	}
	if (was_blocked)
		rewatch(c, epoll, EPOLLIN);
	return LS_PENDING;
}

enum ls_outcome ls_connection_send(struct ls_connection *c, int epoll, int64_t now)
{
	c->state = LS_BUSY;
	c->sent = now;
	c->written = 0;
	ls_response_begin(&c->response, c->due.wire->head);
	return write_more(c, epoll, false);
}

/* Whether TLS holds back something that follows the answer: the next request's answer would begin with it. */
static bool followed(struct ls_connection *c)
{
	char more;

	return ls_channel_holds_bytes(&c->channel) && ls_channel_recv(&c->channel, &more, 1) > 0;
}

static enum ls_outcome answered(struct ls_connection *c)
{
	/* an answer to half a request leaves the other half in the way of the next */
	if (c->response.keep_alive && c->written == c->due.wire->size && !followed(c)) {
		c->state = LS_IDLE;
		c->used = true;
	} else {
		ls_connection_close(c, false);
	}
	return LS_ANSWERED;
}

static enum ls_outcome take_response(struct ls_connection *c, enum ls_response_state state)
{
	switch (state) {
	case LS_RESPONSE_DONE:
		return answered(c);
	case LS_RESPONSE_GARBAGE:
		ls_connection_close(c, true);
		return LS_GARBLED;
	case LS_RESPONSE_CUT:
		return lose(c);
	default:
		return LS_PENDING;
	}
}

static enum ls_outcome read_some(struct ls_connection *c, char *buffer, size_t size)
{
	enum ls_outcome outcome;

	do {
		ssize_t n = ls_channel_recv(&c->channel, buffer, size);

		if (n < 0 && (errno == EAGAIN || errno == EINTR))
			return LS_PENDING;
		if (n < 0)
			return lose(c);
		outcome = take_response(c, n ? ls_response_feed(&c->response, buffer, (size_t)n) :
					   ls_response_end(&c->response));
	} while (outcome == LS_PENDING && ls_channel_holds_bytes(&c->channel));
	return outcome;
}

static enum ls_outcome finish_connect(struct ls_connection *c, int epoll, int *why)
{
	*why = ls_channel_connected(&c->channel);
	if (!*why)
		return shake(c, epoll);
	ls_connection_close(c, false);
	return LS_REFUSED;
}

/* Closed by the server, or it speaks without being asked; but for what TLS has to say to itself. */
static enum ls_outcome handle_idle(struct ls_connection *c, char *buffer, size_t size)
{
	if (c->channel.tls && ls_channel_recv(&c->channel, buffer, size) < 0 && errno == EAGAIN)
		return LS_PENDING;
	return lose(c);
}

enum ls_outcome ls_connection_handle(struct ls_connection *c, int epoll, unsigned events, char *buffer,
				     size_t size, int *why)
{
	enum ls_outcome outcome = LS_PENDING;

	if (c->state == LS_CONNECTING)
		return finish_connect(c, epoll, why);
	if (c->state == LS_SHAKING)
		return shake(c, epoll);
	if (c->state == LS_IDLE)
		return handle_idle(c, buffer, size);
	if (events & EPOLLOUT)
		outcome = write_more(c, epoll, true);
	if (outcome == LS_PENDING && events & (EPOLLIN | EPOLLERR | EPOLLHUP))
		outcome = read_some(c, buffer, size);
	return outcome;
}
