#include <stdlib.h>
#include <string.h>
#include "list.h"

void list_add(struct list *l, void *item)
{
	if (l->count == l->room) {
		l->room = l->room ? 2 * l->room : 8;
		l->items = realloc(l->items, (size_t)l->room * sizeof *l->items);
	}
	l->items[l->count++] = item;
}

int list_find(const struct list *l, const char *name)
{
	for (int i = 0; i < l->count; i++) {
		if (!strcmp(l->items[i], name))
			return i;
	}
	return -1;
}
