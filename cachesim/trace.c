/* trace.c - a trace of given ids. */
#include <stdlib.h>
#include "core/alloc.h"
#include "cachesim/cachesim.h"
#include "cachesim/format_p.h"
#include "cachesim/numbering_p.h"

struct cs_trace *cs_trace_from_keys(const uint64_t *keys, size_t n)
{
	struct cs_trace *t = wr_calloc(1, sizeof *t);
	struct cs_numbering numbering = { 0 };

	t->key = wr_malloc(n * sizeof *t->key);
	t->n = cs_numbering_assign(&numbering, keys, n, t->key);
	t->unique = numbering.unique;
	cs_numbering_free(&numbering);
	return t;
}

/* last: [unique] size of each key's first write. */
static size_t fill_told(struct cs_trace *t, uint32_t *last, double *sum)
{
	size_t told = 0;

	for (size_t i = 0; i < t->n; i++) {
		if (t->size[i])
			last[t->key[i]] = t->size[i];
		t->size[i] = last[t->key[i]];
		told += t->size[i] > 0;
		*sum += t->size[i];
	}
	return told;
}

void cs_trace_fill_sizes(struct cs_trace *t)
{
	uint32_t *last = wr_calloc(t->unique, sizeof *last);
	double sum = 0;
	size_t told;

	for (size_t i = t->n; i-- > 0;)
		if (t->size[i])
			last[t->key[i]] = t->size[i];
	told = fill_told(t, last, &sum);
	free(last);
	for (size_t i = 0; i < t->n && 2 * told >= t->n; i++)
		if (!t->size[i])
			t->size[i] = (uint32_t)(sum / (double)told);
	if (2 * told >= t->n)
		return;
	free(t->size);
	t->size = NULL;
}

void cs_trace_free(struct cs_trace *t)
{
	if (!t)
		return;
	free(t->key);
	free(t->time);
	free(t->size);
	free(t->operation);
	free(t->ttl);
	free(t->class_of);
	for (uint32_t i = 0; i < t->class_count; i++)
		free(t->class_name[i]);
	free(t->class_name);
	free(t->first_damage);
	free(t);
}
