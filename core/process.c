/* process.c - runs a command to its end, feeding and draining its streams. */
#include "core/process.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include "core/child_p.h"
#include "core/clock.h"
#include "core/spawn_p.h"
#include "core/units.h"

#define DEFAULT_OUTPUT_LIMIT ((size_t)16 << 20)
#define GLANCE_MS 100   /* how often the interrupt flag is looked at */
#define MOST_IN_PIPE 16 /* reads that empty the largest pipe of an ordinary user, 1 MiB */
#define NO_WATCH_MS 2   /* ... and the child, where nothing tells of its end */

struct running {
	const struct wr_command *command;
	struct wr_outcome *outcome;
	pid_t child;
	int watch;              /* tells of the child's end, or -1 */
	int feed;               /* its standard input, or -1 when all is written */
	size_t fed;
	int drains[2];          /* its output and errors, or -1 at their end */
	bool over;              /* the child has ended */
	double started, ended, next_watch;
	double deadline;        /* 0 = none */
};

static int open_null(int flags)
{
	int fd = open("/dev/null", flags | O_CLOEXEC);
	int moved = fd >= 0 && fd <= STDERR_FILENO ? fcntl(fd, F_DUPFD_CLOEXEC, STDERR_FILENO + 1) : fd;

	if (moved != fd)
		close(fd);
	return moved;
}

/* The child's ends go to streams, ours to r. */
static int open_streams(struct running *r, int streams[3])
{
	const struct wr_command *c = r->command;
	int ends[2];

	if (!c->input) {
		streams[0] = open_null(O_RDONLY);
	} else {
		if (wr_pipe(ends) != 0)
			return -1;
		streams[0] = ends[0];
		r->feed = ends[1];
		wr_set_nonblocking(r->feed);
	}
	for (int i = 0; i < 2 && !c->inherit_output; i++) {
		if (c->discard_output) {
			streams[1 + i] = open_null(O_WRONLY);
			continue;
		}
		if (wr_pipe(ends) != 0)
			return -1;
		r->drains[i] = ends[0];
		streams[1 + i] = ends[1];
		wr_set_nonblocking(ends[0]);
	}
	return 0;
}

static void feed(struct running *r)
{
	const struct wr_command *c = r->command;

	while (r->fed < c->input_size) {
		ssize_t n = wr_write_some(r->feed, c->input + r->fed, c->input_size - r->fed);

		if (n < 0 && (errno == EAGAIN || errno == EINTR))
			return;
		if (n < 0)
			break;  /* it does not want the rest: its business */
		r->fed += (size_t)n;
	}
	wr_close(&r->feed);
}

static void keep(struct running *r, struct wr_buf *to, const char *bytes, size_t n)
{
	size_t limit = r->command->output_limit ? r->command->output_limit : DEFAULT_OUTPUT_LIMIT;
	size_t room = limit - to->len;

	if (n > room)
		r->outcome->cut = true;
	wr_buf_add(to, bytes, n < room ? n : room);
}

/* Reads once; false when there was nothing. */
static bool drain(struct running *r, int i)
{
	char chunk[1 << 16];
	ssize_t n = read(r->drains[i], chunk, sizeof chunk);

	if (n > 0)
		keep(r, i ? &r->outcome->err : &r->outcome->out, chunk, (size_t)n);
	else if (n == 0 || (errno != EAGAIN && errno != EINTR))
		wr_close(&r->drains[i]);
	return n > 0;
}

/* What was written before the end.  Not until the pipe is closed: a daemon
 * that left the group may hold it open, and write, for ever. */
static void drain_rest(struct running *r, int i)
{
	for (int reads = 0; reads < MOST_IN_PIPE && r->drains[i] >= 0 && drain(r, i); reads++)
		;
}

/* Ended, but not reaped: its id still keeps the group's name from being used again. */
static bool has_ended(const struct running *r)
{
	siginfo_t info = { .si_pid = 0 };

	return waitid(P_PID, (id_t)r->child, &info, WEXITED | WNOHANG | WNOWAIT) == 0 && info.si_pid == r->child;
}

static void note_end(struct running *r)
{
	r->over = true;
	r->ended = wr_monotonic();
}

static int sooner_ms(double deadline, double now, int most)
{
	double left = (deadline - now) * 1000;

	return left >= most ? most : left > 0 ? (int)left + 1 : 0;
}

static int wait_ms(const struct running *r, double now)
{
	int most = r->watch >= 0 ? GLANCE_MS : NO_WATCH_MS;

	if (r->deadline > 0)
		most = sooner_ms(r->deadline, now, most);
	if (r->command->watch)
		most = sooner_ms(r->next_watch, now, most);
	return most;
}

static void let_watch(struct running *r)
{
	const struct wr_command *c = r->command;

	if (!c->watch || wr_monotonic() < r->next_watch)
		return;
	c->watch(r->child, c->user);
	/* From now, not from when it was due: one that takes long must not pile up. */
	r->next_watch = wr_monotonic() + c->watch_interval;
}

/* Waits for something to do and does it. */
static void serve(struct running *r)
{
	struct pollfd fds[] = {
		{ .fd = r->drains[0], .events = POLLIN },
		{ .fd = r->drains[1], .events = POLLIN },
		{ .fd = r->feed, .events = POLLOUT },
		{ .fd = r->watch, .events = POLLIN },
	};

	if (poll(fds, sizeof fds / sizeof *fds, wait_ms(r, wr_monotonic())) < 0)
		return;
	if ((fds[3].revents || r->watch < 0) && has_ended(r))
		note_end(r);
	if (fds[2].revents)
		feed(r);
	for (int i = 0; i < 2; i++) {
		if (fds[i].revents)
			drain(r, i);
	}
}

static bool out_of_time(const struct running *r)
{
	return r->deadline > 0 && wr_monotonic() >= r->deadline;
}

/* Until the command ends by itself or is to be ended. */
static void attend(struct running *r)
{
	while (!r->over && !wr_interrupted) {
		let_watch(r);
		serve(r);
		if (!r->over && out_of_time(r)) {
			r->outcome->timed_out = true;
			return;
		}
	}
}

/* Lets it put its things in order: the launcher of the profiler ends what has left the group. */
static void ask_to_end(struct running *r)
{
	if (r->over || !(r->command->grace > 0))
		return;
	kill(-r->child, SIGTERM);
	r->deadline = wr_monotonic() + r->command->grace;
	while (!r->over && !out_of_time(r))
		serve(r);
}

/* Kills what is left of the group, takes what is left in the pipes, reaps. */
static void finish(struct running *r)
{
	struct wr_outcome *o = r->outcome;
	int status = 0;

	kill(-r->child, SIGKILL);
	while (wait4(r->child, &status, 0, &o->usage) < 0 && errno == EINTR)
		;
	if (!r->over)
		note_end(r);
	o->wall = r->ended - r->started;
	o->signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
	o->exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
	drain_rest(r, 0);
	drain_rest(r, 1);
}

static int start(struct running *r, struct wr_err *err)
{
	int streams[3] = { -1, -1, -1 };

	if (open_streams(r, streams) != 0) {
		wr_fail(err, WR_EIO, "cannot run '%s': no pipe: %s", r->command->argv[0], strerror(errno));
	} else {
		r->started = wr_monotonic();
		if (r->command->time_limit > 0)
			r->deadline = r->started + r->command->time_limit;
		r->child = wr_spawn(r->command, streams, err);
	}
	for (int i = 0; i < 3; i++)
		wr_close(&streams[i]);
	if (r->child > 0)
		r->watch = wr_child_watch(r->child);
	return r->child > 0 ? 0 : -1;
}

int wr_process_run(const struct wr_command *c, struct wr_outcome *out, struct wr_err *err)
{
	struct running r = { .command = c, .outcome = out, .child = -1, .watch = -1, .feed = -1,
			     .drains = { -1, -1 } };
	int result;

	assert(c->argv && c->argv[0]);
	*out = (struct wr_outcome){ .exit_code = -1 };
	wr_buf_str(&out->out, "");
	wr_buf_str(&out->err, "");
	result = start(&r, err);
	if (!result) {
		attend(&r);
		ask_to_end(&r);
		finish(&r);
		/* Not before the end: the command may have ended just as the key was pressed. */
		if (wr_interrupted)
			result = wr_fail(err, WR_EINTERRUPT, "interrupted while '%s' ran", c->argv[0]);
	}
	if (result)
		wr_outcome_free(out);
	wr_close(&r.watch);
	wr_close(&r.feed);
	wr_close(&r.drains[0]);
	wr_close(&r.drains[1]);
	return result;
}

void wr_outcome_free(struct wr_outcome *o)
{
	wr_buf_free(&o->out);
	wr_buf_free(&o->err);
}

const char *wr_outcome_text(struct wr_arena *arena, const struct wr_outcome *o)
{
	char wall[32];

	if (o->timed_out)
		return wr_arena_printf(arena, "timed out after %s", wr_format_duration(wall, sizeof wall, o->wall));
	if (o->signal)
		return wr_arena_printf(arena, "killed by signal %d (%s)", o->signal, strsignal(o->signal));
	return wr_arena_printf(arena, "exit code %d", o->exit_code);
}
