/* client_run.c - sets the threads of the live client up, lets them play, and takes them down. */
#include <assert.h>
#include <errno.h>
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>
#include "core/alloc.h"
#include "core/progress.h"
#include "loadsim/client_state_p.h"
#include "loadsim/scenario_p.h"
#include "loadsim/streams_p.h"
#include "loadsim/thread_time_p.h"

#define HEAD_START 1000000              /* ns, from the making of the clock to the first request */

static bool is_h2(const struct ls_scenario *s)
{
	return s->http == LS_HTTP_2;
}

/* Every user of a closed loop has one, or a stream of one. */
static size_t connections_of(const struct ls_scenario *s)
{
	size_t users = (size_t)s->users.count, usual = is_h2(s) ? LS_USUAL_H2_CONNECTIONS : LS_USUAL_CONNECTIONS;

	if (s->connections > 0)
		return (size_t)s->connections;
	return !is_h2(s) && users > usual ? users : usual;
}

static size_t streams_of(const struct ls_scenario *s)
{
	return s->streams > 0 ? (size_t)s->streams : LS_USUAL_STREAMS;
}

static int threads_of(const struct ls_scenario *s)
{
	size_t connections = connections_of(s);
	int threads = s->threads > 0 ? (int)s->threads : 1;

	return (size_t)threads < connections ? threads : (int)connections;
}

/* Before the start: in the middle of the run a lack of descriptors would cost the whole run. */
static int check_descriptors(const struct ls_scenario *s, const struct ls_client_options *o, struct wr_err *err)
{
	size_t connections = connections_of(s);
	struct rlimit limit;

	/* the fault proxy has two for every one of the client's */
	if (getrlimit(RLIMIT_NOFILE, &limit) || limit.rlim_cur == RLIM_INFINITY ||
	    limit.rlim_cur >= connections * (s->fault_count ? 3 : 1) + 32)
		return 0;
	return wr_fail(err, WR_ELIMIT,
		       "%s: %zu connections need %s file descriptors, and the limit is %llu: raise it "
		       "(ulimit -n) or lower 'connections'",
		       o->target.url, connections, s->fault_count ? "three times as many" : "as many",
		       (unsigned long long)limit.rlim_cur);
}

/* -- one thread ---------------------------------------------------------------- */

static int start_ways(struct ls_client *c, size_t connections)
{
	const struct ls_scenario *s = c->crew->scenario;
	const struct ls_client_options *o = c->crew->options;

	/* users wait for answers, the proxy shares this loop, and streams are told of together */
	c->alone = !s->users.count && !s->fault_count && !is_h2(s);
	if (o->target.tls && !(c->tls = ls_tls_new(&s->tls, &o->target, s->path, is_h2(s), &c->err)))
		return -1;
	if (s->fault_count && !(c->proxy = ls_proxy_new(&o->target, c->tls, c->epoll, &c->err)))
		return -1;
	ls_pool_start(&c->pool, connections * (is_h2(s) ? streams_of(s) : 1));
	for (size_t i = 0; i < c->pool.n; i++) {
		/* towards the proxy, in this process, there is nothing to hide */
		c->pool.all[i].channel.context = c->proxy ? NULL : c->tls;
		c->pool.all[i].channel.traffic = &c->totals.traffic;
	}
	if (is_h2(s)) {
		c->sessions = (struct ls_sessions){ .target = &o->target, .epoll = c->epoll, .buffer = c->buffer,
						    .buffer_size = LS_CLIENT_BUFFER };
		ls_sessions_start(&c->sessions, connections, streams_of(s), c->tls, &c->totals.traffic);
	}
	return 0;
}

static int start(struct ls_client *c, struct wr_arena *arena)
{
	const struct ls_scenario *s = c->crew->scenario;
	const struct ls_client_options *o = c->crew->options;
	size_t all = connections_of(s), threads = (size_t)c->crew->threads, index = (size_t)c->index;

	c->epoll = epoll_create1(EPOLL_CLOEXEC);
	if (c->epoll < 0)
		return wr_fail(&c->err, WR_EIO, "epoll_create1: %s", strerror(errno));
	c->buffer = wr_malloc(LS_CLIENT_BUFFER);
	c->mix = ls_mix_make(s, arena);
	c->timeout = (int64_t)(o->timeout * 1e9);
	c->stop = (int64_t)(o->limit * 1e9);
	ls_feed_start(&c->feed, s, o->seed, c->index, c->crew->threads);
	c->feed.least_think = 0;
	wr_rng_seed(&c->request_rng, ls_stream_seed(o->seed, LS_STREAM_REQUESTS) + (s->users.count ? index : 0));
	ls_faults_start(&c->faults, s, o->seed);
	return start_ways(c, all / threads + (index < all % threads));
}

static void stop(struct ls_client *c)
{
	ls_sessions_stop(&c->sessions);
	ls_pool_stop(&c->pool);
	ls_proxy_free(c->proxy);
	ls_tls_free(c->tls);
	ls_faults_stop(&c->faults);
	ls_feed_stop(&c->feed);
	ls_backlog_free(&c->backlog);
	free(c->buffer);
	if (c->epoll >= 0)
		close(c->epoll);
}

static void *play(void *user)
{
	struct ls_client *c = user;
	struct ls_thread_time before = ls_thread_time(), after;

	/* the usual slack of 50 us would make every request late by that */
	prctl(PR_SET_TIMERSLACK, 1UL);

	ls_client_play(c);
	after = ls_thread_time();
	c->totals.cpu = after.cpu - before.cpu;
	c->totals.starved = after.starved - before.starved;
	if (c->failed)
		atomic_store(&c->crew->failed, true);
	return NULL;
}

/* -- all of them ------------------------------------------------------------------ */

/* The first thread is the caller's: it hears of Ctrl-C. */
static void play_all(struct ls_crew *crew, struct ls_client *clients)
{
	sigset_t all, before;
	int n = 1;

	sigfillset(&all);
	pthread_sigmask(SIG_BLOCK, &all, &before);
	for (; n < crew->threads; n++) {
		int why = pthread_create(&clients[n].thread, NULL, play, &clients[n]);

		if (!why)
			continue;
		clients[0].failed = true;
		wr_fail(&clients[0].err, WR_EMEASURE, "thread %d: %s", n + 1, strerror(why));
		atomic_store(&crew->failed, true);
		break;
	}
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	play(&clients[0]);
	for (int i = 1; i < n; i++)
		pthread_join(clients[i].thread, NULL);
}

static void add_totals(struct ls_client_totals *sum, const struct ls_client_totals *t)
{
	double wall = fmax(t->wall, 1e-9);

	sum->again += t->again;
	sum->responses += t->responses;
	sum->traffic.sent += t->traffic.sent;
	sum->traffic.received += t->traffic.received;
	sum->traffic.connections += t->traffic.connections;
	sum->cpu += t->cpu;
	sum->busy = fmax(sum->busy, t->cpu / wall);
	sum->starved = fmax(sum->starved, t->starved / wall);
	sum->wall = fmax(sum->wall, t->wall);
	sum->interrupted |= t->interrupted;
	if (t->refusal)
		sum->refusal = t->refusal;
	if (*t->insecure)
		memcpy(sum->insecure, t->insecure, sizeof sum->insecure);
}

/* -1 with the error of the first thread that failed. */
static int take_failure(const struct ls_client *clients, int n, struct wr_err *err)
{
	for (int i = 0; i < n; i++) {
		if (clients[i].failed) {
			if (err)
				*err = clients[i].err;
			return -1;
		}
	}
	return 0;
}

static int run(struct ls_crew *crew, struct ls_client *clients, struct wr_arena *arena, struct ls_client_totals *totals,
	       struct wr_err *err)
{
	int failed;

	for (int i = 0; i < crew->threads; i++) {
		clients[i].crew = crew;
		clients[i].index = i;
		clients[i].epoll = -1;
		clients[i].failed = start(&clients[i], arena);
	}
	failed = take_failure(clients, crew->threads, err);
	if (!failed) {
		crew->origin = ls_client_monotonic() + HEAD_START;
		play_all(crew, clients);
		failed = take_failure(clients, crew->threads, err);
	}
	for (int i = 0; i < crew->threads; i++) {
		add_totals(totals, &clients[i].totals);
		stop(&clients[i]);
	}
	return failed;
}

int ls_client_run(const struct ls_scenario *s, const struct ls_client_options *o, struct ls_results *results,
		  struct ls_client_totals *totals, struct wr_err *err)
{
	struct ls_crew crew = { .scenario = s, .options = o, .results = results, .threads = threads_of(s),
				.lock = PTHREAD_MUTEX_INITIALIZER };
	struct ls_client *clients;
	struct wr_arena *arena;
	int failed;

	*totals = (struct ls_client_totals){ .threads = crew.threads, .starved = NAN };
	if (check_descriptors(s, o, err))
		return -1;
	arena = wr_arena_new();
	crew.wires = ls_wires_make(s, &o->target, arena);
	clients = wr_calloc((size_t)crew.threads, sizeof *clients);
	failed = run(&crew, clients, arena, totals, err);
	free(clients);
	pthread_mutex_destroy(&crew.lock);
	wr_arena_free(arena);
	wr_progress_clear();
	if (totals->interrupted)
		ls_results_cut(results, totals->wall);
	assert(failed || results->asked == results->answered + ls_results_failures(results));
	return failed;
}
