/* backlog.c - a ring of requests that wait. */
#include "loadsim/backlog_p.h"

#include <assert.h>
#include <stdlib.h>
#include "core/alloc.h"

/* cap stays a power of two, so that places are found by masking. */
static void make_room(struct ls_backlog *b)
{
	size_t cap = b->cap ? 2 * b->cap : 256;
	struct ls_due *items;

	if (b->n < b->cap)
		return;
	items = wr_calloc(cap, sizeof *items);
	for (size_t i = 0; i < b->n; i++)
		items[i] = b->items[(b->first + i) & (b->cap - 1)];
	free(b->items);
	*b = (struct ls_backlog){ items, 0, b->n, cap };
}

void ls_backlog_push(struct ls_backlog *b, struct ls_due due)
{
	make_room(b);
	b->items[(b->first + b->n++) & (b->cap - 1)] = due;
}

void ls_backlog_push_front(struct ls_backlog *b, struct ls_due due)
{
	make_room(b);
	b->first = (b->first - 1) & (b->cap - 1);
	b->items[b->first] = due;
	b->n++;
}

struct ls_due ls_backlog_pop(struct ls_backlog *b)
{
	struct ls_due due;

	assert(b->n > 0);
	due = b->items[b->first];
	b->first = (b->first + 1) & (b->cap - 1);
	b->n--;
	return due;
}

const struct ls_due *ls_backlog_first(const struct ls_backlog *b)
{
	return b->n ? &b->items[b->first] : NULL;
}

void ls_backlog_free(struct ls_backlog *b)
{
	free(b->items);
	*b = (struct ls_backlog){ 0 };
}
