/* What a handler writes and only handlers read, or the way on which they end the program. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static int from_handler;
static int reason;
static int depth;

/* Also called where all is well: no handler has returned by then, or it has put things back. */
static void clean_up(int code)
{
	if (from_handler)
		_exit(code);
	puts("bye");
	exit(code);
}

static const char *why(void)
{
	return reason == 1 ? "hung up" : "killed";
}

static void on_kill(int sig)
{
	from_handler = 1;
	reason = sig;
	depth++;
	if (sig == SIGHUP && depth < 2) {
		from_handler = 0;
		return;
	}
	if (write(2, why(), 6) < 0)
		_exit(2);
	clean_up(1);
}

static void on_user(int sig)
{
	(void)sig;
	from_handler = 1;
	clean_up(3);
}

int work(int n)
{
	signal(SIGTERM, on_kill);
	signal(SIGHUP, on_kill);
	signal(SIGUSR1, on_user);
	if (n < 0)
		clean_up(4);
	return n;
}
