#ifndef WEIR_PROFILER_LAUNCH_P_H
#define WEIR_PROFILER_LAUNCH_P_H

#include <sys/resource.h>

/*
 * launch_p.h - what the launcher says of the one run of a command.
 *
 * Commands are not started by weir itself but by a launcher, a program of a few
 * pages that weir carries with it, for two reasons.  exec() counts the peak
 * memory of the program that it replaces towards the new one (Linux:
 * exec_mmap(), ru_maxrss), so that every command would seem to need at least as much
 * as weir, which is some 60 MB with libclang alone.  And the clock is read
 * next to the start and the end, by a program that does nothing else.
 *
 *	launcher RESULT-FD COMMAND [ARGUMENT...]        measures the command, its output thrown away
 *	launcher +RESULT-FD COMMAND [ARGUMENT...]       the same, its output passed on
 *	launcher                                        does nothing: the cost of a start
 */

struct pf_launch {
	int error;              /* errno when the command could not be started, else 0 */
	int status;             /* as of waitpid() */
	double wall;            /* seconds from just before the start to the end */
	struct rusage usage;    /* of the command and the children that it waited for */
	/* From /proc, read when it had ended and was not yet reaped; NaN where that does not tell. */
	double read_bytes, written_bytes;       /* asked for by calls, from wherever they came */
	double first_cpu, run_delay;    /* seconds that its first thread ran, and was ready to run and did not */
	/* In user mode, by it and its children, from the processor's counter; NaN where there is none. */
	double instructions;
};

#endif
