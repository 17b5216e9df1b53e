/* child.c - pieces that process.c, workers.c and file.c share. */
#include "core/child_p.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <time.h>
#include <unistd.h>

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

/* For this thread alone, where a disposition would be for all of them. */
ssize_t wr_write_some(int fd, const void *bytes, size_t n)
{
	static const struct timespec at_once;
	sigset_t sigpipe, old;
	ssize_t done;
	int why;

	sigemptyset(&sigpipe);
	sigaddset(&sigpipe, SIGPIPE);
	pthread_sigmask(SIG_BLOCK, &sigpipe, &old);
	done = write(fd, bytes, n);
	why = errno;
	if (done < 0 && why == EPIPE)
		sigtimedwait(&sigpipe, NULL, &at_once);
	pthread_sigmask(SIG_SETMASK, &old, NULL);
	errno = why;
	return done;
}

int wr_write_all(int fd, const void *bytes, size_t n)
{
	const char *at = bytes;

	while (n) {
		ssize_t done = wr_write_some(fd, at, n);

		if (done < 0 && errno == EINTR)
			continue;
		if (done < 0)
			return -1;
		at += done;
		n -= (size_t)done;
	}
	return 0;
}
