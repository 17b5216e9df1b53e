/* trace.c - a trace of given ids. */
#include <stdlib.h>
#include "core/alloc.h"
#include "cachesim/cachesim.h"
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
