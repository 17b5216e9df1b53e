/* processors.c - Linux: how many processors a container or taskset left us. */
#include "core/workers.h"

#include <sched.h>
#include <unistd.h>

unsigned wr_processors(void)
{
	cpu_set_t ours;
	long online;

	if (sched_getaffinity(0, sizeof ours, &ours) == 0 && CPU_COUNT(&ours) > 0)
		return (unsigned)CPU_COUNT(&ours);
	/* More than the set has bits for. */
	online = sysconf(_SC_NPROCESSORS_ONLN);
	return online > 0 ? (unsigned)online : 1;
}
