/* progress_test.c - the progress line, on a pseudo-terminal and on a pipe. */
#include "tests/unit/unit.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>
#include "core/progress.h"

static void show(void)
{
	wr_progress(0, 0, "before it is switched on");
	wr_progress_enable(true);
	wr_progress(1, 20, "reading a\x1b[2Jfile with a name that is longer than the terminal is wide");
	wr_progress(2, 20, "drawn at most ten times a second");
	wr_progress_clear();
	wr_progress(3, 20, "after");
	wr_progress_clear();
	wr_progress_clear();
}

/* What show() writes to its standard error, which is `theirs`. */
static const char *written(int theirs, int ours)
{
	static char out[1000];
	size_t n = 0;
	ssize_t got;
	pid_t child = fork();

	if (child == 0) {
		dup2(theirs, STDERR_FILENO);
		close(ours);
		show();
		_exit(0);
	}
	close(theirs);
	waitpid(child, NULL, 0);
	while (n < sizeof out - 1 && (got = read(ours, out + n, sizeof out - 1 - n)) > 0)
		n += (size_t)got;
	out[n] = '\0';
	close(ours);
	return out;
}

TEST(a_terminal_gets_one_line_that_fits_and_is_inert)
{
	int ours = posix_openpt(O_RDWR | O_NOCTTY), theirs;
	struct winsize size = { .ws_row = 24, .ws_col = 30 };

	if (ours < 0 || grantpt(ours) != 0 || unlockpt(ours) != 0) {
		skip();         /* no pseudo-terminals here */
		return;
	}
	theirs = open(ptsname(ours), O_RDWR | O_NOCTTY);
	ioctl(theirs, TIOCSWINSZ, &size);
	CHECK_STR(written(theirs, ours), "\r\x1b[K[1/20] reading a\\x1b[2Jfile w\r\x1b[K\r\x1b[K[3/20] after\r\x1b[K");
}

TEST(a_pipe_gets_nothing)
{
	int ends[2];

	CHECK_EQ("pipe", pipe(ends), 0);
	CHECK_STR(written(ends[1], ends[0]), "");
}
