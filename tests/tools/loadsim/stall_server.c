/*
 * stall_server.c - an HTTP/1.1 server on loopback that behaves as told.
 * Usage: stall_server MODE.  Prints its port and serves until its standard
 * input is closed.  One thread over epoll: what one connection suffers from
 * (a freeze), all do.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define OK "HTTP/1.1 200 OK\r\nContent-Length: 12\r\n\r\nhello world\n"

enum then { KEEP, CLOSE, HALF_CLOSE, RESET, FLOOD };

static const struct mode {
	const char *name, *answer;      /* answer NULL: none */
	enum then then;                 /* after the answer */
	const char *help;
} modes[] = {
	{ "normal", OK, KEEP, "answers at once" },
	{ "stall", OK, KEEP, "freezes during the first 100 ms of every second" },
	{ "silent", NULL, KEEP, "reads and never answers" },
	{ "garbage", "\x16\x03\x01 this is not HTTP\r\n\r\n", KEEP, "answers with something else" },
	{ "close", "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nhi", CLOSE,
	  "closes after each response, and says so" },
	{ "hangup", OK, CLOSE, "closes after each response without a word" },
	{ "until-eof", "HTTP/1.1 200 OK\r\n\r\nthe end of the connection ends this body", CLOSE,
	  "a body without a length" },
	{ "half-close", OK, HALF_CLOSE, "ends its side after each response and keeps the other open" },
	{ "error", "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n", KEEP, "status 503" },
	{ "missing", "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", KEEP, "status 404" },
	{ "chunked", "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
		     "5\r\nhello\r\n6;x=y\r\n world\r\n0\r\nTrailer: 1\r\n\r\n", KEEP, "an interim response and chunks" },
	{ "cut", "HTTP/1.1 200 OK\r\nContent-Length: 24\r\n\r\nhello world\n", RESET,
	  "resets the connection after half of the body" },
	{ "short", "HTTP/1.1 200 OK\r\nContent-Length: 24\r\n\r\nhello world\n", CLOSE,
	  "closes the connection after half of the body" },
	{ "vanish", NULL, CLOSE, "closes instead of answering" },
	{ "too-much", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello world\n", KEEP, "sends more than it announces" },
	{ "headers", "HTTP/1.1 200 OK\r\n", FLOOD, "sends headers without end" },
	{ NULL, NULL, KEEP, NULL }
};

struct peer {
	int fd;
	char request[65536];    /* of requests that are not whole yet */
	size_t n;
	bool flooding;
	struct peer *next, **link;      /* in the list of all */
};

static struct peer *peers;

static const struct mode *mode;

static void watch(int epoll, int operation, int fd, unsigned events, void *data)
{
	if (epoll_ctl(epoll, operation, fd, &(struct epoll_event){ .events = events, .data = { .ptr = data } }))
		perror("epoll_ctl");
}

/* The size of the first whole request, 0 if it is not whole. */
static size_t whole_request(const struct peer *p)
{
	const char *end = memmem(p->request, p->n, "\r\n\r\n", 4), *line = p->request;
	size_t head, body = 0;

	if (!end)
		return 0;
	head = (size_t)(end - p->request) + 4;
	while (line < end) {
		if (!strncasecmp(line, "Content-Length:", 15))
			body = (size_t)strtoul(line + 15, NULL, 10);
		line = (const char *)memchr(line, '\n', head - (size_t)(line - p->request)) + 1;
	}
	return p->n >= head + body ? head + body : 0;
}

static void freeze_while_due(void)
{
	struct timespec now, rest = { 0, 0 };

	clock_gettime(CLOCK_MONOTONIC, &now);
	if (now.tv_nsec >= 100000000)
		return;
	rest.tv_nsec = 100000000 - now.tv_nsec;
	while (nanosleep(&rest, &rest) && errno == EINTR)
		;
}

static void drop(struct peer *p, bool reset)
{
	if (reset)
		setsockopt(p->fd, SOL_SOCKET, SO_LINGER, &(struct linger){ 1, 0 }, sizeof(struct linger));
	close(p->fd);
	*p->link = p->next;
	if (p->next)
		p->next->link = p->link;
	free(p);
}

static void flood(struct peer *p)
{
	static const char header[] = "X-More: and more and more and more and more and more and more and more\r\n";

	for (int i = 0; i < 100; i++) {
		if (send(p->fd, header, sizeof header - 1, MSG_NOSIGNAL) < 0)
			return;
	}
}

/* False when the peer is gone. */
static bool answer(struct peer *p, int epoll)
{
	if (mode->answer && send(p->fd, mode->answer, strlen(mode->answer), MSG_NOSIGNAL) < 0)
		return drop(p, false), false;
	switch (mode->then) {
	case CLOSE:
	case RESET:
		return drop(p, mode->then == RESET), false;
	case HALF_CLOSE:
		shutdown(p->fd, SHUT_WR);
		break;
	case FLOOD:
		p->flooding = true;
		watch(epoll, EPOLL_CTL_MOD, p->fd, EPOLLIN | EPOLLOUT, p);
		break;
	default:
		break;
	}
	return true;
}

static void serve(struct peer *p, int epoll)
{
	ssize_t got = recv(p->fd, p->request + p->n, sizeof p->request - p->n, 0);
	size_t size;

	if (got < 0 && errno == EAGAIN)
		return;
	if (got <= 0) {
		drop(p, false);
		return;
	}
	p->n += (size_t)got;
	while ((size = whole_request(p))) {
		p->n -= size;
		memmove(p->request, p->request + size, p->n);
		if (!answer(p, epoll))
			return;
	}
	if (p->n == sizeof p->request)
		drop(p, false);
}

static void welcome(int listener, int epoll)
{
	int fd;

	while ((fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC)) >= 0) {
		struct peer *p = malloc(sizeof *p);

		if (!p)
			abort();
		p->fd = fd;
		p->n = 0;
		p->flooding = false;
		p->next = peers;
		p->link = &peers;
		if (peers)
			peers->link = &p->next;
		peers = p;
		watch(epoll, EPOLL_CTL_ADD, fd, EPOLLIN, p);
	}
}

static int listen_somewhere(void)
{
	struct sockaddr_in in = { .sin_family = AF_INET, .sin_addr = { htonl(INADDR_LOOPBACK) } };
	socklen_t size = sizeof in;
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);

	if (fd < 0 || bind(fd, (struct sockaddr *)&in, size) || listen(fd, 1024) ||
	    getsockname(fd, (struct sockaddr *)&in, &size)) {
		perror("stall_server");
		exit(1);
	}
	printf("%d\n", ntohs(in.sin_port));
	fflush(stdout);
	return fd;
}

static void loop(int listener, int epoll)
{
	struct epoll_event events[64];

	for (;;) {
		int n = epoll_wait(epoll, events, 64, -1);

		if (!strcmp(mode->name, "stall"))
			freeze_while_due();
		for (int i = 0; i < n; i++) {
			struct peer *p = events[i].data.ptr;

			if (!p)
				return; /* standard input was closed */
			if ((void *)p == (void *)&mode)
				welcome(listener, epoll);
			else if (p->flooding && events[i].events & EPOLLOUT)
				flood(p);
			else
				serve(p, epoll);
		}
	}
}

int main(int argc, char **argv)
{
	int listener, epoll = epoll_create1(EPOLL_CLOEXEC);

	for (mode = modes; mode->name && (argc != 2 || strcmp(mode->name, argv[1])); mode++)
		;
	if (!mode->name || epoll < 0) {
		fprintf(stderr, "usage: stall_server MODE\n");
		for (mode = modes; mode->name; mode++)
			fprintf(stderr, "  %-12s%s\n", mode->name, mode->help);
		return 2;
	}
	listener = listen_somewhere();
	watch(epoll, EPOLL_CTL_ADD, listener, EPOLLIN, &mode);
	watch(epoll, EPOLL_CTL_ADD, STDIN_FILENO, EPOLLIN | EPOLLHUP, NULL);
	loop(listener, epoll);
	while (peers)
		drop(peers, false);
	return 0;
}
