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
 *	launcher HOW COMMAND [ARGUMENT...]      measures the command
 *	launcher                                does nothing: the cost of a start
 *
 * HOW is the descriptor that the answer is written to, and what else is wanted, in this order:
 * "5" (its output is thrown away), "+5" (its output is passed on), "5@1" (on processor 1 alone),
 * "5!" (with a real-time priority), "+5@1!".
 */

enum pf_launch_step { PF_LAUNCH_SPAWN, PF_LAUNCH_PIN, PF_LAUNCH_REALTIME };

/*
 * Whatever the command leaves behind, in its group or out of it, is ended with it; so it is when the launcher
 * is asked to end (SIGTERM), which then gives no answer.
 */
struct pf_launch {
	int error;              /* errno when the command could not be started, else 0 */
	enum pf_launch_step failed;     /* what it was that failed */
	int status;             /* as of waitpid() */
	double wall;            /* seconds from just before the start to the end */
	struct rusage usage;    /* of the command and the children that it waited for */
	/* From /proc, read when it had ended and was not yet reaped; NaN where that does not tell. */
	double read_bytes, written_bytes;       /* asked for by calls, from wherever they came */
	double left_running;    /* processes that it left behind, which were ended */
	double first_cpu;       /* seconds that its first thread ran */
	double run_delay;       /* seconds that this thread, or the launcher, was ready to run and did not */
	/* In user mode, by it and its children, from the processor's counter; NaN where there is none. */
	double instructions;
};

#endif
