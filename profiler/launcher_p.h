#ifndef WEIR_PROFILER_LAUNCHER_P_H
#define WEIR_PROFILER_LAUNCHER_P_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>
#include "core/buf.h"
#include "core/err.h"
#include "core/rng.h"
#include "profiler/profiler.h"

/* launcher_p.h - one run of one command, through the launcher (launch_p.h). */

extern const unsigned char pf_launcher_image[], pf_launcher_image_end[];

struct pf_launcher;

struct pf_launcher *pf_launcher_open(struct wr_err *err);       /* NULL with err; pf_launcher_close */
void pf_launcher_close(struct pf_launcher *l);                  /* accepts NULL */

/*
 * How what is run from now on is placed: on one processor alone, the last of those
 * that are ours (the first ones are where the system's own work tends to be), and before all ordinary
 * processes (SCHED_FIFO).  A run fails with a message where the system does not allow that.
 */
void pf_launcher_place(struct pf_launcher *l, bool pin, bool realtime);

struct pf_job {
	const char *who;                /* for messages: "benchmark 'parse', base" */
	const char *const *argv;        /* NULL-ended */
	const char *dir;                /* NULL = ours */
	double time_limit;              /* seconds; 0 = none */
	void (*watch)(pid_t child, void *user);         /* as in core/process.h; may be NULL */
	double watch_interval;
	void *user;
	/* Where the checksum of its standard output goes (of the first 16 MiB of it), which is
	 * then not thrown away and costs the command time; NULL = nowhere. */
	unsigned long long *output;
	struct wr_buf *text;            /* instead: where it goes itself; more than 16 MiB is an error */
	const char *setting;            /* "K=V" for its environment; NULL = none */
};

/*
 * Runs it once, its standard output thrown away unless asked for, with an environment that is
 * longer by a random number of bytes: where the stack begins changes the
 * speed of some programs, and no single place is the typical one
 * (Mytkowicz et al. 2009).  -1 with err if it cannot be started, exits
 * non-zero, is killed, or exceeds its time limit; the message quotes the last line that it
 * wrote to standard error.
 */
int pf_launcher_run(struct pf_launcher *l, const struct pf_job *job, struct wr_rng *rng,
		    struct pf_sample *sample, struct wr_err *err);
/* The same with a program that does nothing: what a start costs. */
int pf_launcher_run_nothing(struct pf_launcher *l, struct wr_rng *rng, struct pf_sample *sample,
			    struct wr_err *err);

#endif
