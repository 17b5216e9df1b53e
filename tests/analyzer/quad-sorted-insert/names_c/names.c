/* A sorted list: a search for the place, room for one more, and all behind it moved. */
#include <stdlib.h>
#include <string.h>
#include "names.h"

static inline void move_array(void *to, const void *from, size_t n, size_t size)
{
	if (n)
		memmove(to, from, n * size);
}

static int place(const struct names *n, const char *text)
{
	int low = 0, high = n->used;

	while (low < high) {
		int middle = low + (high - low) / 2;

		if (strcmp(n->items[middle].text, text) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void make_room(struct names *n)
{
	if (n->used < n->room)
		return;
	n->room = n->room ? n->room * 2 : 16;
	n->items = realloc(n->items, n->room * sizeof *n->items);
}

static int add(struct names *n, int at, const char *text)
{
	make_room(n);
	if (at < n->used)
		move_array(n->items + at + 1, n->items + at, n->used - at, sizeof *n->items);
	n->items[at].text = strdup(text);
	n->used++;
	return at;
}

struct name *names_insert(struct names *n, const char *text)
{
	return n->items + add(n, place(n, text), text);
}

void names_append(struct names *n, const char *text)
{
	make_room(n);
	n->items[n->used++].text = strdup(text);
}

void names_remove(struct names *n, const char *text)
{
	int at = place(n, text);

	n->used--;
	move_array(n->items + at, n->items + at + 1, n->used - at, sizeof *n->items);
}
