/* pairs.c - open addressing; a reset is a new generation. */
#include "analyzer/python/pairs_p.h"

#include <stdlib.h>
#include <string.h>
#include "core/alloc.h"

#define FIRST_SLOTS 2048u

static void allocate(struct py_pairs *pairs, uint32_t slot_count)
{
	pairs->slot_count = slot_count;
	pairs->slots = wr_calloc(slot_count, sizeof *pairs->slots);
}

static void grow(struct py_pairs *pairs)
{
	struct py_pair *old = pairs->slots;
	uint32_t old_count = pairs->slot_count;

	allocate(pairs, old_count * 2);
	for (uint32_t i = 0; i < old_count; i++) {
		if (old[i].generation == pairs->generation)
			*py_pair_slot(pairs, old[i].key) = old[i];
	}
	free(old);
}

void an_py_pairs_reset(struct py_pairs *pairs)
{
	/* After a large file the table would be too large for the caches. */
	if (pairs->slot_count > 4 * FIRST_SLOTS || pairs->generation == UINT32_MAX)
		an_py_pairs_free(pairs);
	if (!pairs->slots)
		allocate(pairs, FIRST_SLOTS);
	pairs->generation++;
	pairs->n = 0;
}

void an_py_pair_add(struct py_pairs *pairs, enum py_pair_kind kind, uint32_t a, uint32_t b, uint32_t value)
{
	uint64_t key = py_pair_key(kind, a, b);

	if (++pairs->n * 2 > pairs->slot_count)
		grow(pairs);
	*py_pair_slot(pairs, key) = (struct py_pair){ key, value, pairs->generation };
}

void an_py_pairs_free(struct py_pairs *pairs)
{
	free(pairs->slots);
	*pairs = (struct py_pairs){ 0 };
}
