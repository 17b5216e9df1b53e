#ifndef WEIR_CORE_WORKERS_H
#define WEIR_CORE_WORKERS_H

#include <stddef.h>
#include "core/buf.h"
#include "core/err.h"

/*
 * workers.h - the same function over many inputs in forked processes with
 * limits, so that an input that crashes its parser costs that input alone.
 *
 * Each worker is a fork of the caller (call before starting threads), runs
 * work() on a thread with a big stack, and sends the result back as bytes.
 * A worker that dies or exceeds a limit is replaced and the others go on.
 */

struct wr_workers {
	unsigned count;         /* processes; 0 = one per processor */
	size_t memory_limit;    /* bytes of address space per worker beside its stack; 0 = none */
	double time_limit;      /* seconds of wall time per job; 0 = none */
	double cpu_limit;       /* seconds of processor time per job, rounded up; 0 = none */
	size_t stack_size;      /* bytes; 0 = 256 MiB (address space, not memory) */
	/* Runs in the worker.  Appends the result of job `index` to out; a
	 * failure (-1 with err) reaches done() like a crash does, with its message. */
	int (*work)(size_t index, void *user, struct wr_buf *out, struct wr_err *err);
	/* Runs in the caller, in order of completion.  why is NULL on success,
	 * else a message such as "crashed (signal 11, Segmentation fault)",
	 * "ran longer than 60 s", "took more than 60 s of processor time" or the one of work().
	 * bytes (NULL on failure) are done()'s to free(). */
	void (*done)(size_t index, char *bytes, size_t n, const char *why, void *user);
	void *user;
};

/* The processors that this process may use, at least 1. */
unsigned wr_processors(void);

/* 0 when every job was answered for by done(), -1 when no worker could be started or on Ctrl-C. */
int wr_workers_run(const struct wr_workers *w, size_t jobs, struct wr_err *err);

#endif
