/* connection.c - non-blocking HTTP/1.1 over one socket, readiness by epoll. */
#include "loadsim/connection_p.h"

#include <assert.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <unistd.h>

static int watch(struct ls_connection *c, int epoll, int operation, unsigned events)
{
	return epoll_ctl(epoll, operation, c->fd,
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
	if (abort)
		setsockopt(c->fd, SOL_SOCKET, SO_LINGER, &(struct linger){ 1, 0 }, sizeof(struct linger));
	close(c->fd);
	c->state = LS_CLOSED;
}

/* Whether connect() failed for want of something on this side. */
static bool is_ours(int why)
{
	return why == EADDRNOTAVAIL || why == ENOBUFS || why == ENOMEM || why == EAGAIN;
}

enum ls_outcome ls_connection_open(struct ls_connection *c, const struct ls_target *t, int epoll, int *why)
{
	int failed;

	c->fd = socket(t->address.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (c->fd < 0) {
		*why = errno;
		return LS_EXHAUSTED;
	}
	setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &(int){ 1 }, sizeof(int));
	failed = connect(c->fd, (const struct sockaddr *)&t->address, t->address_size);
	if (failed && errno != EINPROGRESS) {
		*why = errno;
		ls_connection_close(c, false);
		return is_ours(*why) ? LS_EXHAUSTED : LS_REFUSED;
	}
	if (watch(c, epoll, EPOLL_CTL_ADD, failed ? EPOLLOUT : EPOLLIN)) {
		*why = errno;
		ls_connection_close(c, false);
		return LS_EXHAUSTED;
	}
	c->used = false;
	c->state = LS_CONNECTING;
	return failed ? LS_PENDING : LS_CONNECTED;
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
		ssize_t n = send(c->fd, w->bytes + c->written, w->size - c->written, MSG_NOSIGNAL);

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

static enum ls_outcome answered(struct ls_connection *c)
{
	/* an answer to half a request leaves the other half in the way of the next */
	if (c->response.keep_alive && c->written == c->due.wire->size) {
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
	ssize_t n = recv(c->fd, buffer, size, 0);

	if (n < 0 && (errno == EAGAIN || errno == EINTR))
		return LS_PENDING;
	if (n < 0)
		return lose(c);
	return take_response(c, n ? ls_response_feed(&c->response, buffer, (size_t)n) :
			     ls_response_end(&c->response));
}

static enum ls_outcome finish_connect(struct ls_connection *c, int epoll, int *why)
{
	socklen_t size = sizeof *why;

	*why = 0;
	if (getsockopt(c->fd, SOL_SOCKET, SO_ERROR, why, &size))
		*why = errno;
	if (*why) {
		ls_connection_close(c, false);
		return LS_REFUSED;
	}
	rewatch(c, epoll, EPOLLIN);
	return LS_CONNECTED;
}

enum ls_outcome ls_connection_handle(struct ls_connection *c, int epoll, unsigned events, char *buffer,
				     size_t size, int *why)
{
	enum ls_outcome outcome = LS_PENDING;

	if (c->state == LS_CONNECTING)
		return finish_connect(c, epoll, why);
	if (c->state == LS_IDLE)
		return lose(c);         /* closed by the server, or it speaks without being asked */
	if (events & EPOLLOUT)
		outcome = write_more(c, epoll, true);
	if (outcome == LS_PENDING && events & (EPOLLIN | EPOLLERR | EPOLLHUP))
		outcome = read_some(c, buffer, size);
	return outcome;
}
