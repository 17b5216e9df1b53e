/*
 * workers.c - jobs in forked processes.
 *
 * Parent and worker speak over two pipes: the number of a job one way, a
 * struct reply and its bytes the other.  A worker has one job at a time, so
 * that its end, or its slowness, can be blamed on that job.
 */
#include "core/workers.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include "core/alloc.h"
#include "core/child_p.h"
#include "core/clock.h"
#include "core/process.h"
#include "core/units.h"

#define DEFAULT_STACK ((size_t)256 << 20)
#define GLANCE_MS 100           /* how often limits and the interrupt flag are looked at */
#define EXIT_NO_START 125       /* the worker's own way to say that it could not begin */

struct reply {
	size_t size;
	bool failed;            /* the bytes are the message */
};

struct worker {
	pid_t pid;              /* 0 = none */
	int jobs, replies;      /* our ends */
	bool busy;
	size_t job;
	double since;           /* when it got its job */
	struct wr_buf got;      /* of its reply */
};

struct pool {
	const struct wr_workers *w;
	struct worker *workers;
	unsigned count;
	size_t next, jobs;      /* the next to be given out */
	struct wr_err err;      /* why the last worker could not be started */
};

/* The worker's side. */

struct seat { const struct wr_workers *w; int jobs, replies; };

/* What the process has used so far, and the limit: then the system ends it with SIGXCPU. */
static void limit_job(const struct wr_workers *w)
{
	struct rlimit limit = { RLIM_INFINITY, RLIM_INFINITY };
	struct rusage used;

	if (w->cpu_limit <= 0 || getrusage(RUSAGE_SELF, &used))
		return;
	limit.rlim_cur = (rlim_t)(used.ru_utime.tv_sec + used.ru_stime.tv_sec + 2) + (rlim_t)w->cpu_limit;
	(void)setrlimit(RLIMIT_CPU, &limit);
}

static bool answer(const struct seat *s, size_t job, struct wr_buf *out)
{
	struct wr_err err = { WR_OK, "" };
	struct reply reply = { .failed = false };

	wr_buf_clear(out);
	limit_job(s->w);
	if (s->w->work(job, s->w->user, out, &err) != 0) {
		reply.failed = true;
		wr_buf_clear(out);
		wr_buf_str(out, err.message[0] ? err.message : "failed without saying why");
	}
	reply.size = out->len;
	return wr_write_all(s->replies, &reply, sizeof reply) == 0 &&
	       wr_write_all(s->replies, out->data, out->len) == 0;
}

static void *serve(void *seat)
{
	const struct seat *s = seat;
	struct wr_buf out = WR_BUF_INIT;
	size_t job;

	wr_buf_str(&out, "");
	while (read(s->jobs, &job, sizeof job) == sizeof job && answer(s, job, &out))
		;
	wr_buf_free(&out);
	return NULL;
}

static bool limit_memory(const struct wr_workers *w, size_t stack)
{
	struct rlimit limit = { w->memory_limit + stack, w->memory_limit + stack };

	return !w->memory_limit || setrlimit(RLIMIT_AS, &limit) == 0;
}

__attribute__((noreturn)) static void be_worker(const struct wr_workers *w, int jobs, int replies)
{
	struct seat seat = { w, jobs, replies };
	size_t stack = w->stack_size ? w->stack_size : DEFAULT_STACK;
	pthread_attr_t attributes;
	pthread_t thread;

	/* Ctrl-C ends a worker at once; what it means for the rest is the parent's to say. */
	signal(SIGINT, SIG_DFL);
	signal(SIGTERM, SIG_DFL);
	if (!limit_memory(w, stack) || pthread_attr_init(&attributes) != 0 ||
	    pthread_attr_setstacksize(&attributes, stack) != 0 ||
	    pthread_create(&thread, &attributes, serve, &seat) != 0)
		_exit(EXIT_NO_START);
	pthread_join(thread, NULL);
	_exit(0);
}

/* The parent's side. */

static void leave_others(const struct pool *p)
{
	for (unsigned i = 0; i < p->count; i++) {
		wr_close(&p->workers[i].jobs);
		wr_close(&p->workers[i].replies);
	}
}

static bool start(struct pool *p, struct worker *worker)
{
	int jobs[2] = { -1, -1 }, replies[2] = { -1, -1 };
	pid_t pid = -1;

	if (wr_pipe(jobs) == 0 && wr_pipe(replies) == 0)
		pid = fork();
	if (pid == 0) {
		leave_others(p);
		wr_close(&jobs[1]);
		wr_close(&replies[0]);
		be_worker(p->w, jobs[0], replies[1]);
	}
	wr_close(&jobs[0]);
	wr_close(&replies[1]);
	if (pid < 0) {
		wr_fail(&p->err, WR_EIO, "cannot start a worker process: %s", strerror(errno));
		wr_close(&jobs[1]);
		wr_close(&replies[0]);
		return false;
	}
	*worker = (struct worker){ .pid = pid, .jobs = jobs[1], .replies = replies[0] };
	return true;
}

/* Waits for a worker's end and forgets it; its exit status. */
static int bury(struct worker *worker)
{
	int status = 0;

	wr_close(&worker->jobs);
	wr_close(&worker->replies);
	while (waitpid(worker->pid, &status, 0) < 0 && errno == EINTR)
		;
	wr_buf_free(&worker->got);
	worker->pid = 0;
	worker->busy = false;
	return status;
}

static void report(const struct pool *p, size_t job, const void *bytes, size_t n, const char *why)
{
	p->w->done(job, bytes, n, why, p->w->user);
}

static void describe_end(const struct wr_workers *w, int status, char *why, size_t n)
{
	char limit[32], note[64] = "";

	if (WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU) {
		snprintf(why, n, "took more than %s of processor time",
			 wr_format_duration(limit, sizeof limit, w->cpu_limit));
		return;
	}
	if (w->memory_limit)
		snprintf(note, sizeof note, "; its memory limit is %s",
			 wr_format_size(limit, sizeof limit, (double)w->memory_limit));
	if (WIFSIGNALED(status))
		snprintf(why, n, "crashed (signal %d, %s)%s", WTERMSIG(status), strsignal(WTERMSIG(status)), note);
	else
		snprintf(why, n, "ended early (exit code %d)%s", WEXITSTATUS(status), note);
}

/* The worker closed its end: whatever it had is lost.  False if it never got to work. */
static bool mourn(struct pool *p, struct worker *worker)
{
	bool busy = worker->busy;
	size_t job = worker->job;
	int status = bury(worker);
	char why[160];

	if (WIFEXITED(status) && WEXITSTATUS(status) == EXIT_NO_START) {
		wr_fail(&p->err, WR_EIO, "cannot start a worker: no memory for its stack");
		return false;
	}
	describe_end(p->w, status, why, sizeof why);
	if (busy)
		report(p, job, "", 0, why);
	return true;
}

static void end_slow(struct pool *p, struct worker *worker)
{
	char limit[32], why[80];

	kill(worker->pid, SIGKILL);
	bury(worker);
	snprintf(why, sizeof why, "ran longer than %s", wr_format_duration(limit, sizeof limit, p->w->time_limit));
	report(p, worker->job, "", 0, why);
}

/* Hands over the reply once it is whole. */
static void take_reply(struct pool *p, struct worker *worker)
{
	struct reply reply;
	const char *bytes;

	if (worker->got.len < sizeof reply)
		return;
	memcpy(&reply, worker->got.data, sizeof reply);
	if (worker->got.len - sizeof reply < reply.size)
		return;
	bytes = worker->got.data + sizeof reply;
	worker->busy = false;
	report(p, worker->job, reply.failed ? "" : bytes, reply.failed ? 0 : reply.size,
	       reply.failed ? bytes : NULL);
	wr_buf_clear(&worker->got);
}

/* False if a worker never got to work. */
static bool listen_to(struct pool *p, struct worker *worker)
{
	char chunk[1 << 16];
	ssize_t n = read(worker->replies, chunk, sizeof chunk);

	if (n < 0 && (errno == EINTR || errno == EAGAIN))
		return true;
	if (n <= 0)
		return mourn(p, worker);
	wr_buf_add(&worker->got, chunk, (size_t)n);
	take_reply(p, worker);
	return true;
}

/* Gives every idle worker a job, starting those that are missing.  False when nobody can work. */
static bool give_out(struct pool *p)
{
	bool any = false;

	for (unsigned i = 0; i < p->count; i++) {
		struct worker *worker = &p->workers[i];

		if (!worker->busy && p->next < p->jobs && (worker->pid || start(p, worker))) {
			worker->job = p->next++;
			worker->since = wr_monotonic();
			worker->busy = true;
			/* Should it be gone, its closed end tells so. */
			(void)wr_write_all(worker->jobs, &worker->job, sizeof worker->job);
		}
		any |= worker->busy;
	}
	return any;
}

static int wait_ms(const struct pool *p)
{
	double wait = GLANCE_MS * 1e-3, now = wr_monotonic();

	for (unsigned i = 0; i < p->count && p->w->time_limit > 0; i++) {
		double left = p->workers[i].since + p->w->time_limit - now;

		if (p->workers[i].busy && left < wait)
			wait = left > 0 ? left : 0;
	}
	return (int)(wait * 1000) + 1;
}

static bool serve_all(struct pool *p, struct pollfd *fds)
{
	for (unsigned i = 0; i < p->count; i++)
		fds[i] = (struct pollfd){ .fd = p->workers[i].busy ? p->workers[i].replies : -1, .events = POLLIN };
	if (poll(fds, p->count, wait_ms(p)) < 0)
		return true;
	for (unsigned i = 0; i < p->count && !wr_interrupted; i++) {
		struct worker *worker = &p->workers[i];

		if (fds[i].revents && !listen_to(p, worker))
			return false;
		if (worker->pid && worker->busy && p->w->time_limit > 0 &&
		    wr_monotonic() - worker->since > p->w->time_limit)
			end_slow(p, worker);
	}
	return true;
}

static void dismiss_all(struct pool *p)
{
	for (unsigned i = 0; i < p->count; i++) {
		struct worker *worker = &p->workers[i];

		if (!worker->pid)
			continue;
		/* An idle one ends by itself when its pipe does, but may be slow to notice. */
		kill(worker->pid, SIGKILL);
		bury(worker);
	}
}

static int work_off(struct pool *p)
{
	struct pollfd *fds = wr_calloc(p->count, sizeof *fds);
	int result = 0;

	while (!wr_interrupted && !result && give_out(p))
		result = serve_all(p, fds) ? 0 : -1;
	free(fds);
	if (wr_interrupted)
		return wr_fail(&p->err, WR_EINTERRUPT, "interrupted");
	return p->next < p->jobs ? -1 : result;
}

int wr_workers_run(const struct wr_workers *w, size_t jobs, struct wr_err *err)
{
	struct pool p = { .w = w, .count = w->count ? w->count : wr_processors(), .jobs = jobs };
	int result;

	if (p.count > jobs)
		p.count = (unsigned)jobs;
	p.workers = wr_calloc(p.count, sizeof *p.workers);
	for (unsigned i = 0; i < p.count; i++)
		p.workers[i].jobs = p.workers[i].replies = -1;
	/* What is in our buffers would be written by every child that ends by exit(). */
	fflush(NULL);
	result = work_off(&p);
	if (result && err)
		*err = p.err;
	dismiss_all(&p);
	free(p.workers);
	return result;
}
