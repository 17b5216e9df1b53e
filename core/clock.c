/* clock.c - the clock that only goes forward. */
#include "core/clock.h"

#include <time.h>

double wr_monotonic(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}
