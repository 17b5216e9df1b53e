/* child_watch.c - Linux 5.3 and later: a descriptor that tells of a child's end. */
#include "core/child_p.h"

#include <sys/syscall.h>
#include <unistd.h>

int wr_child_watch(pid_t child)
{
	return (int)syscall(SYS_pidfd_open, child, 0);
}
