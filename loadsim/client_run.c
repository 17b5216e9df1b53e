/* client_run.c - sets the live client up, lets it play, and takes it down. */
#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <unistd.h>
#include "core/alloc.h"
#include "core/progress.h"
#include "loadsim/client_state_p.h"
#include "loadsim/streams_p.h"

#define HEAD_START 1000000              /* ns, from the making of the clock to the first request */
#define DEFAULT_CONNECTIONS 256

static double cpu_seconds(void)
{
	struct rusage u;

	getrusage(RUSAGE_THREAD, &u);
	return (double)(u.ru_utime.tv_sec + u.ru_stime.tv_sec) +
	       (double)(u.ru_utime.tv_usec + u.ru_stime.tv_usec) * 1e-6;
}

/* Before the start: in the middle of the run a lack of descriptors would cost the whole run. */
static int check_descriptors(const struct ls_scenario *s, const struct ls_client_options *o, size_t connections,
			     struct wr_err *err)
{
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

/* Every user of a closed loop has one. */
static size_t connections_of(const struct ls_scenario *s)
{
	if (s->connections > 0)
		return (size_t)s->connections;
	return s->users.count > DEFAULT_CONNECTIONS ? (size_t)s->users.count : DEFAULT_CONNECTIONS;
}

static int start(struct ls_client *c, const struct ls_scenario *s, struct wr_arena *arena, size_t connections)
{
	const struct ls_client_options *o = c->options;

	c->wires = ls_wires_make(s, &o->target, arena);
	c->mix = ls_mix_make(s, arena);
	ls_pool_start(&c->pool, connections);
	c->buffer = wr_malloc(LS_CLIENT_BUFFER);
	c->timeout = (int64_t)(o->timeout * 1e9);
	c->stop = (int64_t)(o->limit * 1e9);
	ls_feed_start(&c->feed, s, o->seed);
	wr_rng_seed(&c->request_rng, ls_stream_seed(o->seed, LS_STREAM_REQUESTS));
	ls_faults_start(&c->faults, s, o->seed);
	if (s->fault_count && !(c->proxy = ls_proxy_new(&o->target, c->epoll, c->err)))
		return -1;
	c->origin = ls_client_monotonic() + HEAD_START;
	return 0;
}

static void stop(struct ls_client *c)
{
	ls_pool_stop(&c->pool);
	ls_proxy_free(c->proxy);
	ls_faults_stop(&c->faults);
	ls_feed_stop(&c->feed);
	ls_backlog_free(&c->backlog);
	free(c->buffer);
	close(c->epoll);
}

int ls_client_run(const struct ls_scenario *s, const struct ls_client_options *o, struct ls_results *results,
		  struct ls_client_totals *totals, struct wr_err *err)
{
	struct ls_client c = { .options = o, .results = results, .totals = totals, .err = err };
	size_t connections = connections_of(s);
	struct wr_arena *arena;

	*totals = (struct ls_client_totals){ 0 };
	if (check_descriptors(s, o, connections, err))
		return -1;
	c.epoll = epoll_create1(EPOLL_CLOEXEC);
	if (c.epoll < 0)
		return wr_fail(err, WR_EIO, "epoll_create1: %s", strerror(errno));
	arena = wr_arena_new();
	totals->cpu = -cpu_seconds();
	if (start(&c, s, arena, connections))
		c.failed = true;
	else
		ls_client_play(&c);
	totals->cpu += cpu_seconds();
	stop(&c);
	wr_arena_free(arena);
	wr_progress_clear();
	assert(c.failed || results->asked == results->answered + ls_results_failures(results));
	return c.failed ? -1 : 0;
}
