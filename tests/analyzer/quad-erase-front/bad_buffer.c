/* An array that grows, and of which the first element is moved away each time. */
#include <stdlib.h>
#include <string.h>

struct queue { int *items; int count, room; };

void put(struct queue *q, int x)
{
	if (q->count == q->room) {
		q->room = q->room ? q->room * 2 : 16;
		q->items = realloc(q->items, q->room * sizeof *q->items);
	}
	q->items[q->count++] = x;
}

static int take(struct queue *q)
{
	int x = q->items[0];

	q->count--;
	memmove(q->items, q->items + 1, q->count * sizeof *q->items);
	return x;
}

long sum(struct queue *q)
{
	long total = 0;

	while (q->count > 0)
		total += take(q); /* expect: quad-erase-front */
	return total;
}

long sum_here(struct queue *q)
{
	long total = 0;

	while (q->count > 0) {
		total += q->items[0];
		memmove(q->items, q->items + 1, --q->count * sizeof *q->items); /* expect: quad-erase-front */
	}
	return total;
}
