/* thread_time.c - Linux: getrusage of a thread, and its schedstat. */
#include "loadsim/thread_time_p.h"

#include <math.h>
#include <stdio.h>
#include <sys/resource.h>

/* The second number is the time spent runnable but not running, ns (Linux, Documentation/scheduler/sched-stats). */
static double starved(void)
{
	FILE *f = fopen("/proc/thread-self/schedstat", "r");
	unsigned long long ran, waited;
	int n = f ? fscanf(f, "%llu %llu", &ran, &waited) : 0;

	if (f)
		fclose(f);
	return n == 2 ? (double)waited * 1e-9 : NAN;
}

struct ls_thread_time ls_thread_time(void)
{
	struct rusage u;

	getrusage(RUSAGE_THREAD, &u);
	return (struct ls_thread_time){
		.cpu = (double)(u.ru_utime.tv_sec + u.ru_stime.tv_sec) +
		       (double)(u.ru_utime.tv_usec + u.ru_stime.tv_usec) * 1e-6,
		.starved = starved(),
	};
}
