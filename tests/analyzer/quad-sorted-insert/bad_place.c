/* The place is looked for by one function and made room at by another. */
#include <stdlib.h>
#include <string.h>

struct names { char **items; size_t n, cap; };

static size_t find_place(const struct names *l, const char *name)
{
	size_t low = 0, high = l->n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (strcmp(l->items[middle], name) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void insert_at(struct names *l, size_t at, char *name)
{
	if (l->n == l->cap) {
		l->cap = l->cap * 2 + 8;
		l->items = realloc(l->items, l->cap * sizeof *l->items);
	}
	memmove(l->items + at + 1, l->items + at, (l->n - at) * sizeof *l->items);
	l->items[at] = name;
	l->n++;
}

void collect(struct names *l, char **names, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		size_t at = find_place(l, names[i]);

		insert_at(l, at, names[i]);		/* expect: quad-sorted-insert */
	}
}
