/* events.c - a binary heap of events by time. */
#include "loadsim/events_p.h"

#include <assert.h>
#include <stdlib.h>
#include "core/alloc.h"

void ls_events_push(struct ls_events *q, struct ls_event e)
{
	size_t i = q->n;

	(void)WR_PUSH(q->items, q->n, q->cap);
	while (i > 0) {
		size_t parent = (i - 1) / 2;

		if (q->items[parent].time <= e.time)
			break;
		q->items[i] = q->items[parent];
		i = parent;
	}
	q->items[i] = e;
}

struct ls_event ls_events_pop(struct ls_events *q)
{
	struct ls_event first, last;
	size_t i = 0, child;

	assert(q->n > 0);
	first = q->items[0];
	last = q->items[--q->n];
	while ((child = 2 * i + 1) < q->n) {
		if (child + 1 < q->n && q->items[child + 1].time < q->items[child].time)
			child++;
		if (last.time <= q->items[child].time)
			break;
		q->items[i] = q->items[child];
		i = child;
	}
	q->items[i] = last;
	return first;
}

void ls_events_free(struct ls_events *q)
{
	free(q->items);
	*q = (struct ls_events){ 0 };
}
