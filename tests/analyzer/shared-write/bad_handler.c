/* What a handler writes and the program reads as it goes on, also where it may end there. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

static int stop;
static int wanted;

static void check(void)
{
	if (wanted)
		puts("here");
	if (stop)
		exit(1);
}

static void on_kill(int sig)
{
	(void)sig;
	stop = 1; /* expect: shared-write */
}

static void on_user(int sig)
{
	(void)sig;
	wanted = 1;
	check();
}

static void on_alarm(int sig)
{
	(void)sig;
	wanted = 2; /* expect: shared-write */
}

int work(int n)
{
	signal(SIGTERM, on_kill);
	signal(SIGUSR1, on_user);
	signal(SIGALRM, on_alarm);
	while (n-- > 0)
		check();
	return n;
}
