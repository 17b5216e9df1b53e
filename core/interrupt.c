/* interrupt.c - Ctrl-C and SIGTERM as a flag that long loops look at. */
#include "core/process.h"

#include <signal.h>

volatile int wr_interrupted;

static void note(int number)
{
	(void)number;
	wr_interrupted = 1;
}

void wr_catch_interrupts(void)
{
	/* The second one ends the program at once, should the first not be heard. */
	struct sigaction action = { .sa_handler = note, .sa_flags = (int)SA_RESETHAND };

	sigemptyset(&action.sa_mask);
	sigaction(SIGINT, &action, NULL);
	sigaction(SIGTERM, &action, NULL);
}
