/* parts.c - stretches of the schedule. */
#include "loadsim/parts_p.h"

#include <math.h>
#include <stdlib.h>
#include "core/alloc.h"
#include "loadsim/results_p.h"

struct ls_part *ls_parts_new(const double *ends, size_t n)
{
	struct ls_part *parts = wr_calloc(n, sizeof *parts);

	for (size_t i = 0; i < n; i++) {
		parts[i].from = i ? ends[i - 1] : 0;
		parts[i].to = ends[i];
		parts[i].response = wr_hist_new(LS_LONGEST_RESPONSE);
	}
	return parts;
}

void ls_parts_free(struct ls_part *parts, size_t n)
{
	for (size_t i = 0; i < n; i++)
		wr_hist_free(parts[i].response);
	free(parts);
}

struct ls_part *ls_part_at(struct ls_part *parts, size_t n, double t)
{
	size_t low = 0, high = n - 1;

	t += LS_HALF_TICK;
	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (t < parts[middle].to)
			high = middle;
		else
			low = middle + 1;
	}
	return &parts[low];
}

void ls_part_add(struct ls_part *into, const struct ls_part *from)
{
	into->asked += from->asked;
	into->answered += from->answered;
	into->failed += from->failed;
	into->injected += from->injected;
	into->hit += from->hit;
	into->answered_in_time += from->answered_in_time;
	into->response_sum += from->response_sum;
	wr_hist_merge(into->response, from->response);
}

double ls_part_throughput(const struct ls_part *p)
{
	return (double)p->answered_in_time / (p->to - p->from);
}

double ls_part_error_rate(const struct ls_part *p)
{
	return p->asked ? (double)p->failed / (double)p->asked : NAN;
}

double ls_part_mean(const struct ls_part *p)
{
	uint64_t n = wr_hist_count(p->response);

	return n ? p->response_sum / (double)n : NAN;
}
