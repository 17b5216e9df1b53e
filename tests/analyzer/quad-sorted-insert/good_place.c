/* Room is made where somebody says: nothing is in order. */
#include <stdlib.h>
#include <string.h>

struct lines { char **items; size_t n, cap; };

static void insert_at(struct lines *l, size_t at, char *line)
{
	if (l->n == l->cap) {
		l->cap = l->cap * 2 + 8;
		l->items = realloc(l->items, l->cap * sizeof *l->items);
	}
	memmove(l->items + at + 1, l->items + at, (l->n - at) * sizeof *l->items);
	l->items[at] = line;
	l->n++;
}

void patch(struct lines *l, char **lines, const size_t *places, size_t n)
{
	for (size_t i = 0; i < n; i++)
		insert_at(l, places[i], lines[i]);
}
