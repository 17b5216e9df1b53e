/* facts.c - what can be said of a trace before a policy is chosen. */
#include <math.h>
#include <stdlib.h>
#include "core/alloc.h"
#include "core/stats.h"
#include "cachesim/study_p.h"

enum { GAPS = 1 << 20 };        /* gaps between reads that are looked at */

static uint32_t count_read_once(const struct cs_trace *t)
{
	uint8_t *reads = wr_calloc(t->unique, 1);
	uint32_t once = 0;

	for (size_t i = 0; i < t->n; i++)
		if (cs_is_read(t, i) && reads[t->key[i]] < 2)
			reads[t->key[i]]++;
	for (uint32_t id = 0; id < t->unique; id++)
		once += reads[id] == 1;
	free(reads);
	return once;
}

static uint64_t sum_largest(const struct cs_trace *t)
{
	uint32_t *largest = wr_calloc(t->unique, sizeof *largest);
	uint64_t sum = 0;

	for (size_t i = 0; i < t->n; i++)
		if (t->size[i] > largest[t->key[i]])
			largest[t->key[i]] = t->size[i];
	for (uint32_t id = 0; id < t->unique; id++)
		sum += largest[id];
	free(largest);
	return sum;
}

void cs_facts_find(struct cs_facts *facts, const struct cs_trace *t)
{
	*facts = (struct cs_facts){ 0 };
	for (size_t i = 0; i < t->n; i++)
		facts->reads += cs_is_read(t, i);
	facts->read_once = count_read_once(t);
	if (t->size)
		facts->footprint = sum_largest(t);
}

double cs_ttl_derive(const struct cs_trace *t)
{
	double *last = wr_malloc(t->unique * sizeof *last), *gap = NULL, ttl;
	size_t n = 0, cap = 0, seen = 0, stride = t->n / GAPS + 1;

	for (uint32_t id = 0; id < t->unique; id++)
		last[id] = NAN;
	for (size_t i = 0; i < t->n; i++) {
		double since = t->time[i] - last[t->key[i]];

		if (!cs_is_read(t, i))
			continue;
		if (!isnan(since) && seen++ % stride == 0)
			*WR_PUSH(gap, n, cap) = since;
		last[t->key[i]] = t->time[i];
	}
	ttl = wr_quantile(gap, n, 0.95);
	free(gap);
	free(last);
	return ttl > 0 ? ttl : 1;
}
