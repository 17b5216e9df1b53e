#ifndef WEIR_TESTS_LOADSIM_SERVER_H
#define WEIR_TESTS_LOADSIM_SERVER_H

/* server.h - starts and stops tests/tools/loadsim/stall_server.c, for tests that load a live server. */

#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>
#include "tests/unit/unit.h"

struct server { pid_t pid; int in; int port; };

/* stall_server is built into the folder above that of the unit tests. */
static inline void server_path(char *path, size_t size)
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
	snprintf(path + strlen(path), size - strlen(path), "/stall_server");
}

static inline struct server start_server(const char *mode)
{
	int in[2], out[2];
	struct server s = { 0 };
	char path[4096], port[16];
	ssize_t n;

	server_path(path, sizeof path);
	assert_int_equal(pipe(in), 0);
	assert_int_equal(pipe(out), 0);
	s.pid = fork();
	assert_true(s.pid >= 0);
	if (!s.pid) {
		dup2(in[0], STDIN_FILENO);
		dup2(out[1], STDOUT_FILENO);
		close(in[1]);
		execl(path, path, mode, (char *)NULL);
		_exit(127);
	}
	close(in[0]);
	close(out[1]);
	n = read(out[0], port, sizeof port - 1);
	close(out[0]);
	if (n <= 0)
		fail_msg("%s %s did not start", path, mode);
	port[n] = '\0';
	s.in = in[1];
	s.port = atoi(port);
	return s;
}

static inline void stop_server(const struct server *s)
{
	close(s->in);
	waitpid(s->pid, NULL, 0);
}

#endif
