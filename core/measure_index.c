/* measure_index.c - the measures of a run by name.  The shards of a large CI matrix have tens of
 * thousands together, and the gate looks up each of them. */
#include "core/measure_index_p.h"

#include <stdlib.h>
#include <string.h>
#include "core/alloc.h"
#include "core/text.h"

/* The slot of that name, or the empty one where it belongs; a slot holds a position plus 1.  There
 * is an empty one: at most half of them are taken. */
static size_t *slot(const struct wr_run *run, const char *name)
{
	size_t mask = run->measure_slot_count - 1, i = (size_t)wr_hash(name, strlen(name), 0) & mask;

	while (run->measure_slots[i] && strcmp(run->measures[run->measure_slots[i] - 1].name, name) != 0)
		i = (i + 1) & mask;
	return &run->measure_slots[i];
}

static void grow(struct wr_run *run)
{
	size_t *old = run->measure_slots, n = run->measure_slot_count;

	run->measure_slot_count = n ? n * 2 : 64;
	run->measure_slots = wr_calloc(run->measure_slot_count, sizeof *run->measure_slots);
	for (size_t i = 0; i < n; i++) {
		if (old[i])
			*slot(run, run->measures[old[i] - 1].name) = old[i];
	}
	free(old);
}

void wr_measure_index_add(struct wr_run *run)
{
	size_t *where;

	if (run->measure_count * 2 > run->measure_slot_count)
		grow(run);
	where = slot(run, run->measures[run->measure_count - 1].name);
	if (!*where)            /* of several with one name the first is found */
		*where = run->measure_count;
}

struct wr_measure *wr_run_find_measure(const struct wr_run *run, const char *name)
{
	size_t found = run->measure_slot_count ? *slot(run, name) : 0;

	return found ? &run->measures[found - 1] : NULL;
}
