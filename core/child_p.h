#ifndef WEIR_CORE_CHILD_P_H
#define WEIR_CORE_CHILD_P_H

#include <stddef.h>
#include <sys/types.h>

/* child_p.h - pieces that process.c, workers.c and file.c share. */

/* A pipe whose ends are closed by exec and are none of 0, 1, 2 (which a
 * caller without standard streams has free); -1 with errno. */
int wr_pipe(int ends[2]);
void wr_close(int *fd);         /* if open (>= 0), and marks it closed (-1) */
int wr_set_nonblocking(int fd);

/* write(), but a reader that is gone is an error (EPIPE) and not our end. */
ssize_t wr_write_some(int fd, const void *bytes, size_t n);
/* All of them: 0, or -1 with errno. */
int wr_write_all(int fd, const void *bytes, size_t n);

/* Becomes readable when the child ends; -1 where the system has no such thing. */
int wr_child_watch(pid_t child);

#endif
