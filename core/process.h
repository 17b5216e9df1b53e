#ifndef WEIR_CORE_PROCESS_H
#define WEIR_CORE_PROCESS_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/resource.h>
#include <sys/types.h>
#include "core/arena.h"
#include "core/buf.h"
#include "core/err.h"

/*
 * process.h - commands run to their end, under limits.
 * A command gets a process group of its own; at a limit, and when the command
 * ends, the whole group is killed, so that children do not outlive it.  (A daemon
 * that leaves the group lives on, but what it writes later is not waited for.)
 */

struct wr_command {
	const char *const *argv;        /* NULL-ended; argv[0] is looked up in PATH */
	const char *dir;                /* working folder, NULL = ours */
	const char *const *env;         /* NULL-ended "K=V" added to ours; NULL = none */
	const char *input;              /* bytes for standard input, NULL = /dev/null */
	size_t input_size;
	double time_limit;              /* seconds of wall time; 0 = none */
	double grace;                   /* seconds between SIGTERM and SIGKILL where it is ended early; 0 = SIGKILL at once */
	size_t memory_limit;            /* bytes of address space; 0 = none */
	size_t output_limit;            /* bytes kept of each stream; the rest is read and dropped; 0 = 16 MiB */
	bool discard_output;            /* both streams to /dev/null */
	bool inherit_output;            /* both streams are ours (for -v) */
	/* Called once it has started and then every watch_interval seconds while it runs; NULL = not. */
	void (*watch)(pid_t child, void *user);
	double watch_interval;
	void *user;
};

struct wr_outcome {
	int exit_code;                  /* 0..255, or -1 when a signal ended it */
	int signal;                     /* the signal, or 0 */
	bool timed_out;
	double wall;                    /* seconds from just before the spawn to the reaping */
	struct rusage usage;            /* of the command and the children that it reaped */
	struct wr_buf out, err;         /* what it wrote, cut at output_limit; wr_outcome_free */
	bool cut;                       /* more was written than kept */
};

/* 0 = it was started and reaped, whatever its exit code; -1 = it could not be
 * started (message says why and names it) or Ctrl-C was pressed; *out then holds nothing. */
int wr_process_run(const struct wr_command *c, struct wr_outcome *out, struct wr_err *err);
void wr_outcome_free(struct wr_outcome *o);
/* "exit code 3", "killed by signal 11 (Segmentation fault)", "timed out after 2 s". */
const char *wr_outcome_text(struct wr_arena *arena, const struct wr_outcome *o);

/*
 * A command line from a configuration file to an argv in arena.  A line
 * without shell syntax is split at blanks (with '...' and "..." quoting) and
 * needs no shell, whose start would be measured too; any other becomes
 * sh -c 'line'.  NULL with err when a quote is not closed or the line is empty.
 */
const char *const *wr_command_split(struct wr_arena *arena, const char *line, struct wr_err *err);

/* Set by SIGINT and SIGTERM once wr_catch_interrupts was called; long loops look at it. */
extern volatile int wr_interrupted;
void wr_catch_interrupts(void);

#endif
