/* child.c - pieces that process.c and workers.c share. */
#include "core/child_p.h"

#include <errno.h>
#include <fcntl.h>
#include <time.h>
#include <unistd.h>

double wr_monotonic(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

void wr_close(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

static int above_standard(int *fd)
{
	int moved;

	if (*fd > STDERR_FILENO)
		return 0;
	moved = fcntl(*fd, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
	if (moved < 0)
		return -1;
	close(*fd);
	*fd = moved;
	return 0;
}

int wr_pipe(int ends[2])
{
	if (pipe2(ends, O_CLOEXEC) != 0) {
		ends[0] = ends[1] = -1;
		return -1;
	}
	if (above_standard(&ends[0]) == 0 && above_standard(&ends[1]) == 0)
		return 0;
	wr_close(&ends[0]);
	wr_close(&ends[1]);
	return -1;
}

int wr_set_nonblocking(int fd)
{
	return fcntl(fd, F_SETFL, O_NONBLOCK);
}

void wr_ignore_sigpipe(struct sigaction *old)
{
	struct sigaction ignore = { .sa_handler = SIG_IGN };

	sigemptyset(&ignore.sa_mask);
	sigaction(SIGPIPE, &ignore, old);
}

void wr_restore_sigpipe(const struct sigaction *old)
{
	sigaction(SIGPIPE, old, NULL);
}
