#ifndef WEIR_PROFILER_LEAK_H
#define WEIR_PROFILER_LEAK_H

#include <stddef.h>

/*
 * leak.h - does memory grow for ever?  What a series of samples says.
 *
 * The first fifth of the time is warm-up and left out.  The rest is cut into
 * 30 stretches of equal time, each with its median, which takes out shorter saw teeth
 * (garbage collection) and most of the dependence of neighbours.  On those:
 *
 *	growth   Theil-Sen slope (Sen 1968): the median of all slopes between two points, with its
 *	         95 % interval by their ranks (ibid.; Gilbert 1987, 16.4.2)
 *	trend    Mann-Kendall test (Kendall 1975), one-sided, normal with ties
 *
 * LEAKS if p <= 0.001, the growth over the time seen is at least 1 MiB and
 * 2 % of the level, and the last third still grows at half that rate at least.
 * FILLS if it grew so, but the last third hardly does: a cache or pool that comes to its size.
 * (One that is far from full when the run ends looks like a leak: nothing yet tells them apart.)
 * STEADY if not; UNKNOWN with fewer than 5 seconds or 60 samples after the warm-up.
 */

enum pf_leak_answer { PF_STEADY, PF_FILLS, PF_LEAKS, PF_LEAK_UNKNOWN };

struct pf_leak {
	enum pf_leak_answer answer;
	double per_second;      /* bytes, Theil-Sen, after the warm-up; NaN if unknown */
	double low, high;       /* its interval */
	double p;               /* of no trend; NaN if unknown */
};

/* n samples, times ascending in seconds, sizes in bytes. */
struct pf_leak pf_find_leak(const double *time, const double *size, size_t n);

#endif
