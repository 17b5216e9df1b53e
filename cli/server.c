/* server.c - starts and ends the server under test. */
#include "cli/server.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "core/buf.h"
#include "core/file.h"
#include "core/process.h"

static void nap(void)
{
	nanosleep(&(struct timespec){ 0, 20 * 1000 * 1000 }, NULL);
}

/* The first loopback URL in what the server printed. */
static bool find_url(const char *text, char *out, size_t size)
{
	static const char *const hosts[] = { "http://127.0.0.1:", "http://localhost:", "http://[::1]:" };

	for (size_t h = 0; h < sizeof hosts / sizeof *hosts; h++) {
		const char *start = strstr(text, hosts[h]);
		size_t host = strlen(hosts[h]), digits;

		if (!start)
			continue;
		digits = strspn(start + host, "0123456789");
		/* What follows the port must be there already: the line may be half written. */
		if (!digits || !start[host + digits] || host + digits >= size)
			continue;
		memcpy(out, start, host + digits);
		out[host + digits] = '\0';
		return true;
	}
	return false;
}

static void become_server(const char *const *argv, const char *dir, int log)
{
	int null = open("/dev/null", O_RDONLY);

	setpgid(0, 0);
	if (null < 0 || dup2(null, 0) < 0 || dup2(log, 1) < 0 || dup2(log, 2) < 0 || (dir && chdir(dir)))
		_exit(127);
	signal(SIGINT, SIG_DFL);
	signal(SIGTERM, SIG_DFL);
	setenv("PYTHONUNBUFFERED", "1", 1);     /* the URL must not wait in a buffer */
	execvp(argv[0], (char *const *)argv);
	fprintf(stderr, "%s: %s\n", argv[0], strerror(errno));
	_exit(127);
}

static int wait_for_url(struct cli_server *s, const char *line, struct wr_err *err)
{
	struct wr_buf text = WR_BUF_INIT;
	bool found = false;
	int status, ended = 0;

	for (int i = 0; i < 750 && !found && !ended && !wr_interrupted; i++) {
		nap();
		ended = waitpid(s->pid, &status, WNOHANG) == s->pid;
		wr_buf_clear(&text);
		if (wr_file_read(s->log, 1 << 20, &text, err))
			break;
		found = text.len && find_url(text.data, s->url, sizeof s->url);
	}
	if (ended) {
		s->pid = 0;
		wr_fail(err, WR_EMEASURE, "server '%s' ended before it served: %.200s", line,
			text.len ? text.data : "it printed nothing");
	} else if (!found) {
		wr_fail(err, WR_EMEASURE,
			"server '%s' printed no http://127.0.0.1:PORT within 15 s, so weir cannot tell where it listens",
			line);
	}
	wr_buf_free(&text);
	return found && !ended ? 0 : -1;
}

int cli_server_start(const char *line, const char *dir, struct wr_arena *arena, struct cli_server *out,
		     struct wr_err *err)
{
	const char *const *argv = wr_command_split(arena, line, err);
	int log;

	*out = (struct cli_server){ .log = "/tmp/weir-server-XXXXXX" };
	if (!argv)
		return -1;
	log = mkstemp(out->log);
	if (log < 0)
		return wr_fail(err, WR_EIO, "%s: %s", out->log, strerror(errno));
	fflush(NULL);
	out->pid = fork();
	if (out->pid == 0)
		become_server(argv, dir, log);
	close(log);
	if (out->pid < 0) {
		unlink(out->log);
		return wr_fail(err, WR_EIO, "server '%s': %s", line, strerror(errno));
	}
	setpgid(out->pid, out->pid);    /* the child does so too; whoever comes first */
	if (wait_for_url(out, line, err)) {
		cli_server_stop(out);
		return -1;
	}
	return 0;
}

void cli_server_stop(struct cli_server *s)
{
	int status;

	if (s->pid > 0) {
		kill(-s->pid, SIGTERM);
		for (int i = 0; i < 100; i++) {
			if (waitpid(s->pid, &status, WNOHANG) != 0) {
				s->pid = 0;
				break;
			}
			nap();
		}
	}
	if (s->pid > 0) {
		kill(-s->pid, SIGKILL);
		waitpid(s->pid, &status, 0);
		s->pid = 0;
	}
	unlink(s->log);
}
