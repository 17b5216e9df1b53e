/* spawn.c - see spawn_p.h. */
#include "core/spawn_p.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include "core/alloc.h"
#include "core/child_p.h"

enum step { STEP_NONE, STEP_STREAMS, STEP_DIR, STEP_LIMIT, STEP_EXEC };

struct launch {
	const struct wr_command *command;
	const int *streams;
	char **env;
	sigset_t signals;               /* ours, for the child to start with */
	/* The child tells here why it could not start.  It shares our memory, but not everywhere: valgrind, the
	 * thread sanitizer and some sandboxes make a fork of every vfork. */
	int told, tell;
};

struct failure { enum step step; int reason; };

static bool same_name(const char *a, const char *b)
{
	size_t n = strcspn(a, "=");

	return strcspn(b, "=") == n && !memcmp(a, b, n);
}

static bool is_replaced(const char *entry, const char *const *by)
{
	for (; *by; by++) {
		if (same_name(entry, *by))
			return true;
	}
	return false;
}

/* Our environment with `more` added, the caller's (free, not the strings). */
static char **merged_environment(const char *const *more)
{
	size_t n = 0, added = 0, kept = 0;
	char **env;

	while (environ[n])
		n++;
	while (more && more[added])
		added++;
	env = wr_calloc(n + added + 1, sizeof *env);
	for (size_t i = 0; i < n; i++) {
		if (!added || !is_replaced(environ[i], more))
			env[kept++] = environ[i];
	}
	for (size_t i = 0; i < added; i++)
		env[kept++] = (char *)more[i];
	return env;
}

static int place_streams(const int *streams)
{
	for (int i = 0; i < 3; i++) {
		if (streams[i] >= 0 && dup2(streams[i], i) < 0)
			return -1;
	}
	return 0;
}

static int limit_memory(size_t bytes)
{
	struct rlimit limit = { bytes, bytes };

	return bytes ? setrlimit(RLIMIT_AS, &limit) : 0;
}

__attribute__((noreturn)) static void give_up(struct launch *l, enum step step)
{
	struct failure f = { step, errno };

	/* A pipe takes so little whole; nothing can be done if it does not. */
	if (write(l->tell, &f, sizeof f) < 0)
		_exit(126);
	_exit(127);
}

/* In the child: nothing here may allocate or change what is ours. */
__attribute__((noreturn)) static void become(struct launch *l)
{
	const struct wr_command *c = l->command;

	setpgid(0, 0);
	signal(SIGPIPE, SIG_DFL);
	if (place_streams(l->streams) != 0)
		give_up(l, STEP_STREAMS);
	if (c->dir && chdir(c->dir) != 0)
		give_up(l, STEP_DIR);
	if (limit_memory(c->memory_limit) != 0)
		give_up(l, STEP_LIMIT);
	sigprocmask(SIG_SETMASK, &l->signals, NULL);
	execvpe(c->argv[0], (char *const *)c->argv, l->env);
	give_up(l, STEP_EXEC);
}

static pid_t explain(const struct launch *l, struct failure f, struct wr_err *err)
{
	const char *why = strerror(f.reason), *program = l->command->argv[0];

	if (f.step == STEP_DIR)
		return wr_fail(err, WR_EIO, "cannot run '%s' in '%s': %s", program, l->command->dir, why);
	if (f.step == STEP_LIMIT)
		return wr_fail(err, WR_EIO, "cannot run '%s': cannot limit its memory: %s", program, why);
	return wr_fail(err, WR_EIO, "cannot run '%s': %s", program, why);
}

/* STEP_NONE once the command runs: then the child's end of the pipe was closed for it. */
static struct failure listen_to(struct launch *l)
{
	struct failure f = { STEP_NONE, 0 };
	ssize_t n;

	wr_close(&l->tell);
	while ((n = read(l->told, &f, sizeof f)) < 0 && errno == EINTR)
		;
	wr_close(&l->told);
	return n == (ssize_t)sizeof f ? f : (struct failure){ STEP_NONE, 0 };
}

pid_t wr_spawn(const struct wr_command *c, const int streams[3], struct wr_err *err)
{
	struct launch l = { .command = c, .streams = streams };
	struct failure failure;
	sigset_t all;
	pid_t child;
	int ends[2];

	if (wr_pipe(ends) != 0)
		return wr_fail(err, WR_EIO, "cannot start '%s': no pipe: %s", c->argv[0], strerror(errno));
	l.told = ends[0];
	l.tell = ends[1];
	l.env = merged_environment(c->env);
	/* A handler of ours must not run in the child while it shares our memory. */
	sigfillset(&all);
	pthread_sigmask(SIG_BLOCK, &all, &l.signals);
	child = vfork();
	if (child == 0)
		become(&l);
	if (child < 0)
		wr_fail(err, WR_EIO, "cannot start a process for '%s': %s", c->argv[0], strerror(errno));
	pthread_sigmask(SIG_SETMASK, &l.signals, NULL);
	free(l.env);
	failure = listen_to(&l);
	if (child > 0 && failure.step != STEP_NONE) {
		wait4(child, NULL, 0, NULL);
		child = explain(&l, failure, err);
	}
	return child;
}
