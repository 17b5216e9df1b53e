/* proxy.c - the fault proxy's listener, its links, and their time. */
#include "loadsim/proxy_p.h"

#include <errno.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <unistd.h>
#include "core/alloc.h"
#include "loadsim/link_p.h"

#define PORTS 65536

struct ls_proxy {
	enum ls_source source;          /* LS_SOURCE_LISTENER: what epoll holds of the listener is the proxy itself */
	const struct ls_target *behind;
	struct ls_target front, nobody;
	struct ls_tls *tls;             /* towards the server */
	struct ls_traffic traffic;      /* not the client's */
	int epoll, listener, silent;    /* silent: bound and not listening, so that its address refuses */
	struct ls_link *links;
	int64_t wake;                   /* the earliest of the links'; may be too early, never too late */
	bool sweep;                     /* a link is gone and can be freed */
	int exhausted;
	struct ls_connection *by_port[PORTS];   /* of the client */
};

static uint16_t port_in(const struct sockaddr_storage *a)
{
	return ntohs(a->ss_family == AF_INET6 ? ((const struct sockaddr_in6 *)a)->sin6_port :
		     ((const struct sockaddr_in *)a)->sin_port);
}

/* A loopback socket on a port of its own; its address to *t. */
static int bind_loopback(struct ls_target *t)
{
	struct sockaddr_in in = { .sin_family = AF_INET, .sin_addr = { htonl(INADDR_LOOPBACK) } };
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0), why;

	t->address_size = sizeof in;
	if (fd >= 0 && (bind(fd, (struct sockaddr *)&in, sizeof in) ||
			getsockname(fd, (struct sockaddr *)&t->address, &t->address_size))) {
		why = errno;
		close(fd);
		errno = why;
		fd = -1;
	}
	return fd;
}

static int start_listening(struct ls_proxy *p)
{
	struct epoll_event event = { .events = EPOLLIN, .data = { .ptr = p } };

	p->listener = bind_loopback(&p->front);
	p->silent = bind_loopback(&p->nobody);
	if (p->listener < 0 || p->silent < 0 || listen(p->listener, SOMAXCONN))
		return -1;
	return epoll_ctl(p->epoll, EPOLL_CTL_ADD, p->listener, &event);
}

struct ls_proxy *ls_proxy_new(const struct ls_target *behind, struct ls_tls *tls, int epoll, struct wr_err *err)
{
	struct ls_proxy *p = wr_calloc(1, sizeof *p);

	p->source = LS_SOURCE_LISTENER;
	p->behind = behind;
	p->tls = tls;
	p->epoll = epoll;
	p->wake = INT64_MAX;
	p->listener = p->silent = -1;
	if (start_listening(p)) {
		wr_fail(err, WR_EIO, "the fault proxy cannot listen on loopback: %s", strerror(errno));
		ls_proxy_free(p);
		return NULL;
	}
	return p;
}

void ls_proxy_free(struct ls_proxy *p)
{
	if (!p)
		return;
	while (p->links) {
		struct ls_link *l = p->links;

		p->links = l->next;
		ls_link_free(l);
	}
	if (p->listener >= 0)
		close(p->listener);
	if (p->silent >= 0)
		close(p->silent);
	free(p);
}

const struct ls_target *ls_proxy_front(const struct ls_proxy *p)
{
	return &p->front;
}

const struct ls_target *ls_proxy_nobody(const struct ls_proxy *p)
{
	return &p->nobody;
}

void ls_proxy_expect(struct ls_proxy *p, struct ls_connection *c)
{
	struct sockaddr_storage own;
	socklen_t size = sizeof own;

	c->behind = 0;
	c->behind_tls = NULL;
	c->port = getsockname(c->channel.fd, (struct sockaddr *)&own, &size) ? 0 : port_in(&own);
	p->by_port[c->port] = c;
}

static void note(struct ls_proxy *p, const struct ls_link *l)
{
	if (l->wake < p->wake)
		p->wake = l->wake;
	p->sweep |= l->stage == LS_LINK_GONE;
	if (l->exhausted)
		p->exhausted = l->exhausted;
}

static void accept_all(struct ls_proxy *p)
{
	struct sockaddr_storage peer;
	socklen_t size = sizeof peer;
	int fd;

	while ((fd = accept4(p->listener, (struct sockaddr *)&peer, &size, SOCK_NONBLOCK | SOCK_CLOEXEC)) >= 0) {
		uint16_t port = port_in(&peer);
		struct ls_connection *c = p->by_port[port];

		if (c) {
			struct ls_link *l = ls_link_new(fd, c, port, p->epoll, p->tls, &p->traffic);

			l->next = p->links;
			p->links = l;
			note(p, l);
		} else {
			close(fd);      /* somebody else found our port */
		}
		size = sizeof peer;
	}
	if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM)
		p->exhausted = errno;
}

void ls_proxy_handle(struct ls_proxy *p, enum ls_source *what, unsigned events, int64_t now)
{
	struct ls_link_end *end = (struct ls_link_end *)what;

	if (*what == LS_SOURCE_LISTENER) {
		accept_all(p);
		return;
	}
	ls_link_handle(end->link, end, events, p->behind, p->epoll, now);
	note(p, end->link);
}

int64_t ls_proxy_wake_at(const struct ls_proxy *p)
{
	return p->wake;
}

void ls_proxy_run(struct ls_proxy *p, int64_t now)
{
	bool due = now >= p->wake;

	if (!due && !p->sweep)
		return;
	p->sweep = false;
	if (due)
		p->wake = INT64_MAX;
	for (struct ls_link **at = &p->links; *at;) {
		struct ls_link *l = *at;

		if (due) {
			if (now >= l->wake)
				ls_link_handle(l, NULL, 0, p->behind, p->epoll, now);
			note(p, l);
		}
		if (l->stage == LS_LINK_GONE) {
			*at = l->next;
			ls_link_free(l);
		} else {
			at = &l->next;
		}
	}
}

int ls_proxy_exhausted(const struct ls_proxy *p)
{
	return p->exhausted;
}
