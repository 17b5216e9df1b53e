#ifndef WEIR_TESTS_LOADSIM_SERVER_H
#define WEIR_TESTS_LOADSIM_SERVER_H

/* server.h - starts and stops the servers in tests/tools/loadsim/, for tests that load a live server. */

#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>
#include "tests/unit/unit.h"

struct server { pid_t pid; int in; int port; };

/* The tools are built into the folder above that of the unit tests. */
static inline void tool_path(const char *tool, char *path, size_t size)
{
	ssize_t n = readlink("/proc/self/exe", path, size - 1);
	char *slash;

	assert_true(n > 0);
	path[n] = '\0';
	for (int i = 0; i < 2; i++) {
		slash = strrchr(path, '/');
		assert_non_null(slash);
		*slash = '\0';
	}
	snprintf(path + strlen(path), size - strlen(path), "/%s", tool);
}

/* Starts a tool that prints its port, or a URL that ends in it. */
static inline struct server start_tool(const char *tool, const char *const *arguments)
{
	const char *argv[16] = { NULL }, *digits;
	int in[2], out[2];
	struct server s = { 0 };
	char path[4096], line[128];
	ssize_t n;

	tool_path(tool, path, sizeof path);
	argv[0] = path;
	for (int i = 0; arguments[i]; i++)
		argv[i + 1] = arguments[i];
	assert_int_equal(pipe(in), 0);
	assert_int_equal(pipe(out), 0);
	s.pid = fork();
	assert_true(s.pid >= 0);
	if (!s.pid) {
		dup2(in[0], STDIN_FILENO);
		dup2(out[1], STDOUT_FILENO);
		close(in[1]);
		execv(path, (char *const *)(uintptr_t)argv);
		_exit(127);
	}
	close(in[0]);
	close(out[1]);
	n = read(out[0], line, sizeof line - 1);
	close(out[0]);
	if (n <= 0)
		fail_msg("%s %s did not start", path, arguments[0]);
	line[n] = '\0';
	digits = strrchr(line, ':');
	s.in = in[1];
	s.port = atoi(digits ? digits + 1 : line);
	return s;
}

static inline struct server start_server(const char *mode)
{
	return start_tool("stall_server", (const char *const[]){ mode, NULL });
}

static inline void stop_server(const struct server *s)
{
	close(s->in);
	waitpid(s->pid, NULL, 0);
}

#endif
