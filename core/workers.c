/*
 * workers.c - jobs in forked processes.
 *
 * Workers take the numbers of their jobs from a counter in memory that all share, and note there which one they have,
 * so that an end, or slowness, can be blamed on it.  What comes of a job goes through a pipe, a struct reply and its
 * bytes: memory that a broken parser may write to is none that another file's result stands in.
 */
#include "core/workers.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/uio.h>
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
#define PIPE_SIZE (1 << 20)     /* bytes that a worker may be ahead of us */
#define NO_JOB SIZE_MAX

struct reply {
	size_t job, size;
	bool failed;            /* the bytes are the message */
};

/* What all processes share. */
struct desk { _Atomic size_t job; _Atomic double since; };     /* since is set before job */
struct board { _Atomic size_t next; struct desk desks[]; };

struct worker {
	pid_t pid;              /* 0 = none */
	int replies;            /* our end */
	struct reply head;
	size_t got;             /* bytes of head, then of its bytes */
	char *bytes;            /* NULL until head is whole */
};

struct pool {
	const struct wr_workers *w;
	struct board *board;
	struct worker *workers;
	unsigned count;
	size_t jobs;
	uint8_t *answered;      /* per job */
	struct wr_err err;      /* why the last worker could not be started */
};

/* The worker's side. */

struct seat { const struct wr_workers *w; struct board *board; struct desk *desk; size_t jobs; int replies; };

/* What the process has used so far, and the limit: then the system ends it with SIGXCPU. */
static void limit_job(const struct wr_workers *w)
{
	struct rlimit limit = { RLIM_INFINITY, RLIM_INFINITY };
	struct rusage used;

	if (getrusage(RUSAGE_SELF, &used))
		return;
	limit.rlim_cur = (rlim_t)(used.ru_utime.tv_sec + used.ru_stime.tv_sec + 2) + (rlim_t)w->cpu_limit;
	(void)setrlimit(RLIMIT_CPU, &limit);
}

static bool send_reply(int fd, const struct reply *reply, const char *bytes)
{
	struct iovec parts[] = { { (void *)(uintptr_t)reply, sizeof *reply }, { (void *)(uintptr_t)bytes, reply->size } };
	int first = 0;

	while (first < 2) {
		ssize_t n = writev(fd, parts + first, 2 - first);

		if (n < 0 && errno != EINTR)
			return false;
		for (; first < 2 && n >= 0 && (size_t)n >= parts[first].iov_len; first++)
			n -= (ssize_t)parts[first].iov_len;
		if (first < 2 && n > 0) {
			parts[first].iov_base = (char *)parts[first].iov_base + n;
			parts[first].iov_len -= (size_t)n;
		}
	}
	return true;
}

static bool answer(const struct seat *s, size_t job, struct wr_buf *out)
{
	struct wr_err err = { WR_OK, "" };
	struct reply reply = { .job = job };

	wr_buf_clear(out);
	if (s->w->work(job, s->w->user, out, &err) != 0) {
		reply.failed = true;
		wr_buf_clear(out);
		wr_buf_str(out, err.message[0] ? err.message : "failed without saying why");
	}
	reply.size = out->len;
	return send_reply(s->replies, &reply, out->data);
}

static void *serve(void *seat)
{
	const struct seat *s = seat;
	struct wr_buf out = WR_BUF_INIT;
	double limited = -2;
	size_t job;

	wr_buf_str(&out, "");
	while ((job = atomic_fetch_add(&s->board->next, 1)) < s->jobs) {
		double now = wr_monotonic();

		atomic_store(&s->desk->since, now);
		atomic_store(&s->desk->job, job);
		/* Within a second of wall time the last limit, which has two to spare, is as good. */
		if (s->w->cpu_limit > 0 && now - limited > 1) {
			limit_job(s->w);
			limited = now;
		}
		if (!answer(s, job, &out))
			break;
		atomic_store(&s->desk->job, NO_JOB);
	}
	wr_buf_free(&out);
	return NULL;
}

static bool limit_memory(const struct wr_workers *w, size_t stack)
{
	struct rlimit limit = { w->memory_limit + stack, w->memory_limit + stack };

	return !w->memory_limit || setrlimit(RLIMIT_AS, &limit) == 0;
}

__attribute__((noreturn)) static void be_worker(struct seat *seat)
{
	size_t stack = seat->w->stack_size ? seat->w->stack_size : DEFAULT_STACK;
	pthread_attr_t attributes;
	pthread_t thread;

	/* Ctrl-C ends a worker at once; what it means for the rest is the parent's to say. */
	signal(SIGINT, SIG_DFL);
	signal(SIGTERM, SIG_DFL);
	signal(SIGPIPE, SIG_IGN);
	if (!limit_memory(seat->w, stack) || pthread_attr_init(&attributes) != 0 ||
	    pthread_attr_setstacksize(&attributes, stack) != 0 ||
	    pthread_create(&thread, &attributes, serve, seat) != 0)
		_exit(EXIT_NO_START);
	pthread_join(thread, NULL);
	_exit(0);
}

/* The parent's side. */

static void leave_others(const struct pool *p)
{
	for (unsigned i = 0; i < p->count; i++)
		wr_close(&p->workers[i].replies);
}

static bool start(struct pool *p, unsigned i)
{
	int replies[2] = { -1, -1 };
	pid_t pid = -1;

	atomic_store(&p->board->desks[i].job, NO_JOB);
	if (wr_pipe(replies) == 0)
		pid = fork();
	if (pid == 0) {
		leave_others(p);
		wr_close(&replies[0]);
		be_worker(&(struct seat){ p->w, p->board, &p->board->desks[i], p->jobs, replies[1] });
	}
	wr_close(&replies[1]);
	if (pid < 0) {
		wr_fail(&p->err, WR_EIO, "cannot start a worker process: %s", strerror(errno));
		wr_close(&replies[0]);
		return false;
	}
	(void)wr_set_nonblocking(replies[0]);
	(void)fcntl(replies[0], F_SETPIPE_SZ, PIPE_SIZE);
	p->workers[i] = (struct worker){ .pid = pid, .replies = replies[0] };
	return true;
}

/* Waits for a worker's end and forgets it; its exit status. */
static int bury(struct worker *worker)
{
	int status = 0;

	wr_close(&worker->replies);
	while (waitpid(worker->pid, &status, 0) < 0 && errno == EINTR)
		;
	free(worker->bytes);
	*worker = (struct worker){ .replies = -1 };
	return status;
}

/* Takes over the bytes. */
static void report(const struct pool *p, size_t job, char *bytes, size_t n, const char *why)
{
	p->answered[job] = true;
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

/* The job that the worker has and has not answered; NO_JOB if there is none. */
static size_t job_of(const struct pool *p, const struct worker *worker)
{
	size_t job = atomic_load(&p->board->desks[worker - p->workers].job);

	return job < p->jobs && !p->answered[job] ? job : NO_JOB;
}

/* The worker closed its end: what it had is lost.  False if it never got to work. */
static bool mourn(struct pool *p, struct worker *worker)
{
	size_t job = job_of(p, worker);
	int status = bury(worker);
	char why[160];

	if (WIFEXITED(status) && WEXITSTATUS(status) == EXIT_NO_START) {
		wr_fail(&p->err, WR_EIO, "cannot start a worker: no memory for its stack");
		return false;
	}
	describe_end(p->w, status, why, sizeof why);
	if (job != NO_JOB)
		report(p, job, NULL, 0, why);
	return true;
}

/* Hands over the reply once it is whole. */
static void take_reply(struct pool *p, struct worker *worker)
{
	char *bytes = worker->bytes, why[sizeof p->err.message];
	struct reply reply = worker->head;

	worker->bytes = NULL;
	worker->got = 0;
	if (!reply.failed) {
		report(p, reply.job, bytes, reply.size, NULL);
		return;
	}
	snprintf(why, sizeof why, "%.*s", (int)reply.size, bytes);
	free(bytes);
	report(p, reply.job, NULL, 0, why);
}

/* Reads what is there of the next reply: as read() does. */
static ssize_t read_some(struct pool *p, struct worker *worker)
{
	bool headless = !worker->bytes;
	char *to = headless ? (char *)&worker->head : worker->bytes;
	size_t size = headless ? sizeof worker->head : worker->head.size;
	ssize_t n = size > worker->got ? read(worker->replies, to + worker->got, size - worker->got) : 0;

	if (n < 0)
		return n;
	worker->got += (size_t)n;
	if (worker->got < size)
		return n;
	if (headless && worker->head.job >= p->jobs)
		return 0;       /* no worker of ours writes that */
	worker->got = 0;
	if (headless)
		worker->bytes = wr_malloc(worker->head.size + 1);
	if (!headless || !worker->head.size)
		take_reply(p, worker);
	return n;
}

/* False if a worker never got to work. */
static bool listen_to(struct pool *p, struct worker *worker)
{
	ssize_t n;

	do
		n = read_some(p, worker);
	while (n > 0 && !wr_interrupted);
	return n > 0 || (n < 0 && (errno == EINTR || errno == EAGAIN)) || mourn(p, worker);
}

static void end_slow(struct pool *p, struct worker *worker, size_t job)
{
	char limit[32], why[80];

	kill(worker->pid, SIGKILL);
	bury(worker);
	snprintf(why, sizeof why, "ran longer than %s", wr_format_duration(limit, sizeof limit, p->w->time_limit));
	report(p, job, NULL, 0, why);
}

/* Starts workers while there are jobs that nobody took.  False when nobody works. */
static bool staff(struct pool *p)
{
	bool any = false;

	for (unsigned i = 0; i < p->count; i++) {
		if (!p->workers[i].pid && atomic_load(&p->board->next) < p->jobs)
			start(p, i);
		any |= p->workers[i].pid != 0;
	}
	return any;
}

/* Seconds until the worker's job is over the limit. */
static double time_left(const struct pool *p, const struct worker *worker)
{
	size_t job = worker->pid && p->w->time_limit > 0 ? job_of(p, worker) : NO_JOB;

	if (job == NO_JOB)
		return GLANCE_MS * 1e-3;
	return atomic_load(&p->board->desks[worker - p->workers].since) + p->w->time_limit - wr_monotonic();
}

static int wait_ms(const struct pool *p)
{
	double wait = GLANCE_MS * 1e-3;

	for (unsigned i = 0; i < p->count; i++) {
		double left = time_left(p, &p->workers[i]);

		if (left < wait)
			wait = left > 0 ? left : 0;
	}
	return (int)(wait * 1000) + 1;
}

static bool serve_all(struct pool *p, struct pollfd *fds)
{
	for (unsigned i = 0; i < p->count; i++)
		fds[i] = (struct pollfd){ .fd = p->workers[i].replies, .events = POLLIN };
	if (poll(fds, p->count, wait_ms(p)) < 0)
		return true;
	for (unsigned i = 0; i < p->count && !wr_interrupted; i++) {
		struct worker *worker = &p->workers[i];
		size_t job;

		if (fds[i].revents && !listen_to(p, worker))
			return false;
		job = worker->pid ? job_of(p, worker) : NO_JOB;
		if (job != NO_JOB && time_left(p, worker) < 0 && job_of(p, worker) == job)
			end_slow(p, worker, job);
	}
	return true;
}

static void dismiss_all(struct pool *p)
{
	for (unsigned i = 0; i < p->count; i++) {
		if (!p->workers[i].pid)
			continue;
		kill(p->workers[i].pid, SIGKILL);
		bury(&p->workers[i]);
	}
}

/* A worker that was killed between taking a number and noting it. */
static void report_lost(struct pool *p)
{
	for (size_t job = 0; job < p->jobs; job++) {
		if (!p->answered[job])
			report(p, job, NULL, 0, "was lost with its worker");
	}
}

static int work_off(struct pool *p)
{
	struct pollfd *fds = wr_calloc(p->count, sizeof *fds);
	int result = 0;

	while (!wr_interrupted && !result && staff(p))
		result = serve_all(p, fds) ? 0 : -1;
	free(fds);
	if (wr_interrupted)
		return wr_fail(&p->err, WR_EINTERRUPT, "interrupted");
	if (result || atomic_load(&p->board->next) < p->jobs)
		return -1;
	report_lost(p);
	return 0;
}

int wr_workers_run(const struct wr_workers *w, size_t jobs, struct wr_err *err)
{
	struct pool p = { .w = w, .count = w->count ? w->count : wr_processors(), .jobs = jobs };
	size_t size;
	int result;

	if (p.count > jobs)
		p.count = (unsigned)jobs;
	size = sizeof *p.board + p.count * sizeof *p.board->desks;
	p.board = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (p.board == MAP_FAILED)
		return wr_fail(err, WR_EIO, "no memory to share with workers: %s", strerror(errno));
	p.answered = wr_calloc(jobs + 1, sizeof *p.answered);
	p.workers = wr_calloc(p.count, sizeof *p.workers);
	for (unsigned i = 0; i < p.count; i++)
		p.workers[i].replies = -1;
	/* What is in our buffers would be written by every child that ends by exit(). */
	fflush(NULL);
	result = work_off(&p);
	if (result && err)
		*err = p.err;
	dismiss_all(&p);
	free(p.workers);
	free(p.answered);
	munmap(p.board, size);
	return result;
}
