#ifndef WEIR_CORE_ERR_H
#define WEIR_CORE_ERR_H

/*
 * err.h - the one error type.
 *
 * A function that can fail takes `struct wr_err *err` last and returns 0 or
 * -1 (or a pointer, NULL on failure).  The leaf that notices the failure
 * fills the message so completely (what, where, what to do) that it can be
 * printed as it is; callers hand it on untouched and main() prints it once.
 * On success *err is not touched.  A NULL err means that the caller does not
 * want to know why.
 *
 * A bug is an assert, running out of memory ends the program (alloc.h), bad
 * input is an error: never the other way round.
 */

enum wr_status {
	WR_OK = 0,
	WR_EUSAGE,      /* wrong command line or configuration: exit code 2 */
	WR_EINPUT,      /* a file that cannot be understood: exit code 3 */
	WR_EIO,         /* the system said no (open, write, fork): exit code 3 */
	WR_EMEASURE,    /* something ran but could not be measured: exit code 3 */
	WR_ELIMIT,      /* a limit of time, memory or size was met: exit code 3 */
	WR_EINTERRUPT   /* the user pressed Ctrl-C: exit code 130 */
};

struct wr_err {
	enum wr_status code;
	char message[512];      /* UTF-8, no newline at the end, cut if longer */
};

/* Fills *err (if any) and returns -1, so that `return wr_fail(...)` works. */
int wr_fail(struct wr_err *err, enum wr_status code, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* The same at a place in a file; line and column are 1-based, 0 leaves them out:
 * "weir.yaml:3:7: unknown key 'benchs'". */
int wr_fail_at(struct wr_err *err, enum wr_status code, const char *path,
	       unsigned line, unsigned column, const char *format, ...)
	__attribute__((format(printf, 6, 7)));

/* The process exit code that the contract gives to a status: 0, 2, 3 or 130. */
int wr_exit_code(enum wr_status code);

#endif
