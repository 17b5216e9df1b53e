#ifndef WEIR_CORE_CHILD_P_H
#define WEIR_CORE_CHILD_P_H

#include <signal.h>
#include <sys/types.h>

/* child_p.h - pieces that process.c and workers.c share. */

double wr_monotonic(void);      /* seconds */

/* A pipe whose ends are closed by exec and are none of 0, 1, 2 (which a
 * caller without standard streams has free); -1 with errno. */
int wr_pipe(int ends[2]);
void wr_close(int *fd);         /* if open (>= 0), and marks it closed (-1) */
int wr_set_nonblocking(int fd);

/* Writing to a child that is gone must be an error and not our end. */
void wr_ignore_sigpipe(struct sigaction *old);
void wr_restore_sigpipe(const struct sigaction *old);

/* Becomes readable when the child ends; -1 where the system has no such thing. */
int wr_child_watch(pid_t child);

#endif
