/* link.c - one connection through the fault proxy, and what is done to the requests on it. */
#include "loadsim/link_p.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <unistd.h>
#include "core/alloc.h"

#define NEVER INT64_MAX

struct hop {                    /* what a step needs beside the link */
	const struct ls_target *behind;
	int epoll;
	int64_t now;
};

struct ls_link *ls_link_new(int fd, struct ls_connection *c, uint16_t port, int epoll, struct ls_tls *tls,
			    struct ls_traffic *traffic)
{
	struct ls_link *l = wr_calloc(1, sizeof *l);

	l->client = (struct ls_link_end){ .source = LS_SOURCE_LINK, .link = l, .channel = { .fd = fd, .traffic = traffic } };
	l->server = (struct ls_link_end){ .source = LS_SOURCE_LINK, .link = l,
					  .channel = { .fd = -1, .context = tls, .traffic = traffic, .exact = true } };
	l->connection = c;
	l->port = port;
	l->wake = NEVER;
	l->up.data = wr_malloc(LS_LINK_BUFFER);
	l->down.data = wr_malloc(LS_LINK_BUFFER);
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &(int){ 1 }, sizeof(int));
	ls_link_handle(l, &l->client, 0, NULL, epoll, 0);
	return l;
}

static void close_end(struct ls_link_end *e, bool reset)
{
	if (e->channel.fd < 0)
		return;
	ls_channel_close(&e->channel, reset);
	e->channel.fd = -1;
	e->watched = 0;
}

void ls_link_end(struct ls_link *l, bool reset)
{
	close_end(&l->client, reset);
	close_end(&l->server, reset);
	l->stage = LS_LINK_GONE;
	l->wake = NEVER;
}

void ls_link_free(struct ls_link *l)
{
	ls_link_end(l, false);
	free(l->up.data);
	free(l->down.data);
	free(l);
}

/* -- who is watched for what ------------------------------------------------ */

static void watch(struct ls_link_end *e, unsigned events, int epoll)
{
	struct epoll_event event = { .events = events, .data = { .ptr = e } };
	int operation = !events ? EPOLL_CTL_DEL : e->watched ? EPOLL_CTL_MOD : EPOLL_CTL_ADD;

	if (e->channel.fd < 0 || events == e->watched)
		return;
	if (epoll_ctl(epoll, operation, e->channel.fd, &event))
		e->link->exhausted = errno;
	e->watched = events;
}

static bool wants_request(const struct ls_link *l)
{
	switch (l->stage) {
	case LS_LINK_IDLE:
	case LS_LINK_SWALLOWING:
		return true;
	case LS_LINK_ANSWERING:
		return l->request_left;
	case LS_LINK_PASSING:
		return l->request_left && !ls_link_pending(&l->up);
	default:
		return false;
	}
}

static void watch_both(struct ls_link *l, int epoll)
{
	unsigned client = EPOLLRDHUP, server = 0;

	if (wants_request(l))
		client |= EPOLLIN;
	/* bytes that wait for their time wake the link by that */
	if (ls_link_pending(&l->down) && l->wake == NEVER)
		client |= EPOLLOUT;
	if (l->connecting)
		server |= l->awaits;
	else if (ls_link_pending(&l->up))
		server |= EPOLLOUT;
	if (!l->connecting && !ls_link_pending(&l->down) && l->stage <= LS_LINK_PASSING)
		server |= EPOLLIN;
	watch(&l->client, client, epoll);
	watch(&l->server, server, epoll);
}

/* -- the server's end -------------------------------------------------------- */

/* The server cannot be reached: that is not the proxy's doing, and the client's results must say so. */
static void no_server(struct ls_link *l, int why)
{
	if (l->connection->port == l->port)
		l->connection->behind = why;
	ls_link_end(l, true);
}

static void connect_server(struct ls_link *l, const struct hop *hop)
{
	int why = 0;

	switch (ls_channel_open(&l->server.channel, hop->behind, &why)) {
	case LS_OPEN_EXHAUSTED:
		l->server.channel.fd = -1;
		l->exhausted = why;
		ls_link_end(l, true);
		break;
	case LS_OPEN_REFUSED:
		l->server.channel.fd = -1;
		no_server(l, why);
		break;
	default:
		l->connecting = true;
		l->awaits = EPOLLOUT;
	}
}

static void server_ended(struct ls_link *l, bool reset)
{
	if (l->stage == LS_LINK_IDLE) {
		ls_link_end(l, reset);
		return;
	}
	if (!reset && l->answer == LS_RESPONSE_MORE)
		l->answer = ls_response_end(&l->response);
	close_end(&l->server, reset);
	if (l->answer == LS_RESPONSE_DONE && l->damage.hold > 0)
		return;         /* nothing is left to send, but the end is still to be held back */
	ls_link_end_after_pending(l, reset || l->damage.end == LS_END_RESET_AFTER);
}

static void read_server(struct ls_link *l)
{
	ssize_t n = ls_channel_recv(&l->server.channel, l->down.data, LS_LINK_BUFFER);

	if (n < 0 && (errno == EAGAIN || errno == EINTR))
		return;
	if (n <= 0 || l->stage == LS_LINK_IDLE) {       /* idle: it speaks without being asked */
		server_ended(l, n < 0);
		return;
	}
	l->down.from = 0;
	l->down.to = (size_t)n;
	if (l->answer == LS_RESPONSE_MORE)
		l->answer = ls_response_feed(&l->response, l->down.data, (size_t)n);
	ls_link_damage_answer(l, (size_t)n);
}

static void pass_up(struct ls_link *l)
{
	ssize_t n;

	if (l->connecting || !ls_link_pending(&l->up))
		return;
	n = ls_channel_send(&l->server.channel, l->up.data + l->up.from, ls_link_pending(&l->up));
	if (n > 0)
		l->up.from += (size_t)n;
	else if (n < 0 && errno != EAGAIN && errno != EINTR)
		ls_link_end(l, true);
}

static void insecure(struct ls_link *l)
{
	if (l->connection->port == l->port)
		l->connection->behind_tls = ls_tls_why(l->server.channel.context);
	ls_link_end(l, true);
}

static void connected(struct ls_link *l)
{
	int why = l->shaking ? 0 : ls_channel_connected(&l->server.channel);

	if (why) {
		no_server(l, why);
		return;
	}
	l->shaking = true;
	switch (ls_channel_shake(&l->server.channel)) {
	case LS_SHAKEN:
		l->connecting = l->shaking = false;
		break;
	case LS_SHAKE_READS:
		l->awaits = EPOLLIN;
		break;
	case LS_SHAKE_WRITES:
		l->awaits = EPOLLOUT;
		break;
	default:
		insecure(l);
	}
}

static void handle_server(struct ls_link *l, unsigned events)
{
	if (l->connecting) {
		connected(l);
		if (l->connecting || l->stage == LS_LINK_GONE)
			return;
	}
	pass_up(l);
	if (l->stage <= LS_LINK_PASSING && !ls_link_pending(&l->down) && events & (EPOLLIN | EPOLLERR | EPOLLHUP))
		read_server(l);
}

/* -- requests ---------------------------------------------------------------- */

/* The delay has passed: what happens to the request now. */
static void go_on(struct ls_link *l, const struct hop *hop)
{
	switch (l->damage.end) {
	case LS_END_RESET_BEFORE:
		ls_link_end(l, true);
		break;
	case LS_END_BLACKHOLE:
		l->stage = LS_LINK_SWALLOWING;
		break;
	case LS_END_STATUS:
		l->stage = LS_LINK_ANSWERING;
		break;
	default:
		l->stage = LS_LINK_PASSING;
		if (l->server.channel.fd < 0)
			connect_server(l, hop);
	}
}

static void begin(struct ls_link *l, const struct hop *hop)
{
	const struct ls_connection *c = l->connection;

	/* the client gave this connection up, and has another one by now */
	if (c->port != l->port || c->state != LS_BUSY) {
		ls_link_end(l, true);
		return;
	}
	l->damage = c->due.damage;
	l->request_left = c->due.wire->size;
	l->taken = l->sent = 0;
	l->paced_from = hop->now;
	l->answer = LS_RESPONSE_MORE;
	ls_response_begin(&l->response, c->due.wire->head);
	if (l->damage.delay > 0) {
		l->stage = LS_LINK_LATE;
		l->wake = hop->now + (int64_t)(l->damage.delay * 1e9);
	} else {
		go_on(l, hop);
	}
}

static void read_client(struct ls_link *l)
{
	size_t room = l->request_left < LS_LINK_BUFFER ? l->request_left : LS_LINK_BUFFER;
	ssize_t n = recv(l->client.channel.fd, l->up.data, l->stage == LS_LINK_SWALLOWING ? LS_LINK_BUFFER : room, 0);

	if (n < 0 && (errno == EAGAIN || errno == EINTR))
		return;
	if (n <= 0) {
		ls_link_end(l, n < 0);
		return;
	}
	if (l->stage == LS_LINK_SWALLOWING)
		return;
	l->request_left -= (size_t)n;
	l->up.from = 0;
	l->up.to = l->stage == LS_LINK_PASSING ? (size_t)n : 0;
	if (l->stage == LS_LINK_ANSWERING && !l->request_left)
		ls_link_answer_here(l);
}

static void handle_client(struct ls_link *l, unsigned events, const struct hop *hop)
{
	if (events & (EPOLLRDHUP | EPOLLHUP | EPOLLERR)) {
		ls_link_end(l, events & EPOLLERR);
		return;
	}
	if (!(events & EPOLLIN))
		return;
	if (l->stage == LS_LINK_IDLE)
		begin(l, hop);
	if (wants_request(l) && l->stage != LS_LINK_IDLE)
		read_client(l);
}

/* Its time has come. */
static void wake(struct ls_link *l, const struct hop *hop)
{
	l->wake = NEVER;
	if (l->stage == LS_LINK_LATE)
		go_on(l, hop);
	else if (l->stage == LS_LINK_HOLDING)
		l->stage = LS_LINK_ENDING;
}

void ls_link_handle(struct ls_link *l, struct ls_link_end *reporter, unsigned events, const struct ls_target *behind,
		    int epoll, int64_t now)
{
	const struct hop hop = { behind, epoll, now };

	if (l->stage == LS_LINK_GONE)
		return;
	if (now >= l->wake)
		wake(l, &hop);
	else if (events && reporter == &l->server)
		handle_server(l, events);
	else if (events)
		handle_client(l, events, &hop);
	if (l->stage != LS_LINK_GONE)
		pass_up(l);
	if (l->stage != LS_LINK_GONE && l->wake == NEVER)
		ls_link_pass_down(l, now);
	if (l->stage != LS_LINK_GONE)
		watch_both(l, epoll);
}
