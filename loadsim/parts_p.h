#ifndef WEIR_LOADSIM_PARTS_P_H
#define WEIR_LOADSIM_PARTS_P_H

#include "core/hist.h"

/* parts_p.h - what became of the requests that were due in a stretch of the schedule: a phase, a slice, or all of it. */

struct ls_part {
	double from, to;        /* seconds of the schedule */
	long long asked, answered, failed, injected, hit;
	long long answered_in_time;     /* before the end of the schedule */
	double response_sum;    /* seconds */
	struct wr_hist *response;       /* nanoseconds */
};

/* n parts from 0 to ends[n-1], in order. */
struct ls_part *ls_parts_new(const double *ends, size_t n);
void ls_parts_free(struct ls_part *parts, size_t n);
/* The part of a time: of the last for what is later. */
struct ls_part *ls_part_at(struct ls_part *parts, size_t n, double t);
/* Adds the counts and times of `from`. */
void ls_part_add(struct ls_part *into, const struct ls_part *from);

double ls_part_throughput(const struct ls_part *p);     /* good answers per second */
double ls_part_error_rate(const struct ls_part *p);     /* NaN when nothing was asked */
double ls_part_mean(const struct ls_part *p);           /* seconds; NaN when nothing has a response time */

#endif
