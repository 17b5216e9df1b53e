/* primary.c - by which time is a benchmark judged?  See primary_p.h. */
#include "profiler/primary_p.h"

#include <stdbool.h>
#include <stdlib.h>
#include "core/alloc.h"
#include "core/stats.h"

#define HARDLY_ANY 0.2          /* share of the wall time */
#define PARALLEL 1.2            /* CPU time / wall time */
#define LONGEST_TURN 0.02       /* seconds */

static double median_of(double (*of)(const struct pf_sample *), const struct pf_sample *samples, size_t n)
{
	double *x = wr_calloc(n, sizeof *x), median;

	for (size_t i = 0; i < n; i++)
		x[i] = of(&samples[i]);
	median = wr_median(x, n);
	free(x);
	return median;
}

static double computing(const struct pf_sample *s)
{
	return (s->user + s->system) / s->wall;
}

/* The kernel tells the queueing of the first thread only. */
static bool first_does_the_work(const struct pf_sample *s)
{
	return s->first_cpu >= (1 - HARDLY_ANY) * (s->user + s->system);
}

/* Where others do it there are only the switches: voluntary ones are waits,
 * and an involuntary one costs no more than a few turns of the others. */
static double most_queueing(const struct pf_sample *s)
{
	return s->involuntary_switches >= 3 * s->voluntary_switches ? s->involuntary_switches * LONGEST_TURN : 0;
}

/* The share of the wall time in which the command neither computed nor was ready to. */
static double waiting(const struct pf_sample *s)
{
	double queueing = first_does_the_work(s) ? s->run_delay : most_queueing(s);

	return 1 - computing(s) - queueing / s->wall;
}

static struct pf_primary primary_of(const struct pf_sample *samples, size_t n)
{
	struct pf_primary p = { .metric = PF_CPU_TIME, .reason = PF_COMPUTES };

	p.computing = median_of(computing, samples, n);
	if (p.computing > PARALLEL) {
		p.metric = PF_WALL_TIME;
		p.reason = PF_IS_PARALLEL;
	} else if (p.computing < 1 - HARDLY_ANY) {
		if (median_of(waiting, samples, n) <= HARDLY_ANY) {
			p.reason = PF_IS_PREEMPTED;
		} else {
			p.metric = PF_WALL_TIME;
			p.reason = PF_WAITS;
		}
	}
	return p;
}

struct pf_primary pf_choose_primary(const struct pf_sample *base, const struct pf_sample *head, size_t n)
{
	struct pf_primary of_base = primary_of(base, n);

	return of_base.metric == PF_WALL_TIME ? of_base : primary_of(head, n);
}
