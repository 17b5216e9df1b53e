/*
 * service_server.c - an HTTP/1.1 server on loopback that is a queue: so many workers, each busy with a request for a drawn time,
 * so many waiting places, and 503 for who finds them taken.  What the simulator assumes is true of it.
 * Usage: service_server WORKERS QUEUE LAW MEAN_MS [P99_MS].  QUEUE -1 = no limit; LAW constant, exponential or lognormal.
 * Prints its URL and serves until its standard input is closed.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>
#include "core/alloc.h"
#include "loadsim/events_p.h"
#include "loadsim/law_p.h"

#define ANSWER "HTTP/1.1 200 OK\r\nContent-Length: 12\r\n\r\nhello world\n"
#define FULL "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n"
#define MOST_PEERS 65536

static struct { char tail[4]; bool open; unsigned serial; } peers[MOST_PEERS];  /* by descriptor */

struct waiting { int fd; unsigned serial; };

static struct {
	long long workers, queue, busy;
	struct ls_time_law law;
	struct wr_rng rng;
	struct ls_events ends;          /* of service; call = index into served */
	struct waiting served[MOST_PEERS], line[MOST_PEERS];
	size_t first, n;                /* the line is a ring */
} station;

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static void answer(struct waiting w, const char *text)
{
	if (peers[w.fd].open && peers[w.fd].serial == w.serial)
		(void)!send(w.fd, text, strlen(text), MSG_NOSIGNAL);
}

/* `at`: when the worker became free, which may be a little ago. */
static void serve(struct waiting w, double at)
{
	station.busy++;
	station.served[w.fd] = w;
	ls_events_push(&station.ends, (struct ls_event){ at + ls_time_law_draw(&station.law, &station.rng), (uint32_t)w.fd, LS_SERVED });
}

static void ask(struct waiting w)
{
	if (station.busy < station.workers) {
		serve(w, now());
	} else if (station.queue >= 0 && (long long)station.n >= station.queue) {
		answer(w, FULL);
	} else if (station.n < MOST_PEERS) {
		station.line[(station.first + station.n++) % MOST_PEERS] = w;
	}
}

static void finish(void)
{
	while (station.ends.n && station.ends.items[0].time <= now()) {
		struct ls_event e = ls_events_pop(&station.ends);

		station.busy--;
		answer(station.served[e.call], ANSWER);
		if (!station.n)
			continue;
		station.n--;
		serve(station.line[station.first], e.time);
		station.first = (station.first + 1) % MOST_PEERS;
	}
}

/* Requests end with an empty line; bodies are not for this server. */
static void listen_to(int fd)
{
	char bytes[4096];
	ssize_t got = recv(fd, bytes, sizeof bytes, 0);

	if (got < 0 && errno == EAGAIN)
		return;
	if (got <= 0) {
		peers[fd].open = false;
		close(fd);
		return;
	}
	for (ssize_t i = 0; i < got; i++) {
		memmove(peers[fd].tail, peers[fd].tail + 1, 3);
		peers[fd].tail[3] = bytes[i];
		if (!memcmp(peers[fd].tail, "\r\n\r\n", 4))
			ask((struct waiting){ fd, peers[fd].serial });
	}
}

static void welcome(int listener, int epoll)
{
	int fd;

	while ((fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC)) >= 0) {
		if (fd >= MOST_PEERS) {
			close(fd);
			continue;
		}
		setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &(int){ 1 }, sizeof(int));
		peers[fd].open = true;
		peers[fd].serial++;
		epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &(struct epoll_event){ .events = EPOLLIN, .data = { .fd = fd } });
	}
}

static void loop(int listener, int epoll)
{
	struct epoll_event events[64];

	for (;;) {
		double wait = station.ends.n ? station.ends.items[0].time - now() : 3600;
		struct timespec t = { 0, 0 };
		int n;

		if (wait > 0)
			t = (struct timespec){ (time_t)wait, (long)((wait - (double)(time_t)wait) * 1e9) };
		n = epoll_pwait2(epoll, events, 64, &t, NULL);
		finish();
		for (int i = 0; i < n; i++) {
			if (events[i].data.fd == STDIN_FILENO)
				return;
			if (events[i].data.fd == listener)
				welcome(listener, epoll);
			else
				listen_to(events[i].data.fd);
		}
	}
}

static int read_law(int argc, char **argv)
{
	static const char *const names[] = { "constant", "exponential", "lognormal" };
	struct ls_time time = { .law = -1 };
	double mu, sigma;

	if (argc < 5)
		return -1;
	for (int i = 0; i < 3; i++) {
		if (!strcmp(argv[3], names[i]))
			time.law = i;
	}
	station.workers = atoll(argv[1]);
	station.queue = atoll(argv[2]);
	time.mean = atof(argv[4]) * 1e-3;
	time.p99 = argc > 5 ? atof(argv[5]) * 1e-3 : 0;
	if (time.law < 0 || station.workers < 1 || !(time.mean > 0) ||
	    (time.law == LS_LOGNORMAL && ls_lognormal_fit(time.mean, time.p99, &mu, &sigma)))
		return -1;
	ls_time_law_start(&station.law, &time);
	wr_rng_seed(&station.rng, 99);
	return 0;
}

int main(int argc, char **argv)
{
	struct sockaddr_in in = { .sin_family = AF_INET, .sin_addr = { htonl(INADDR_LOOPBACK) } };
	socklen_t size = sizeof in;
	int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0), epoll = epoll_create1(EPOLL_CLOEXEC);

	if (read_law(argc, argv)) {
		fprintf(stderr, "usage: service_server WORKERS QUEUE constant|exponential|lognormal MEAN_MS [P99_MS]\n");
		return 2;
	}
	if (listener < 0 || bind(listener, (struct sockaddr *)&in, size) || listen(listener, 1024) ||
	    getsockname(listener, (struct sockaddr *)&in, &size)) {
		perror("service_server");
		return 1;
	}
	printf("http://127.0.0.1:%d\n", ntohs(in.sin_port));
	fflush(stdout);
	epoll_ctl(epoll, EPOLL_CTL_ADD, listener, &(struct epoll_event){ .events = EPOLLIN, .data = { .fd = listener } });
	epoll_ctl(epoll, EPOLL_CTL_ADD, STDIN_FILENO, &(struct epoll_event){ .events = EPOLLIN | EPOLLHUP, .data = { .fd = STDIN_FILENO } });
	loop(listener, epoll);
	ls_events_free(&station.ends);
	return 0;
}
