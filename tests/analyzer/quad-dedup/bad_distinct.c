/* A list that is searched before each append, in a function of its own. */
#include <stdlib.h>
#include <string.h>

struct names { char **items; int count, room; };

static void add_unique(struct names *n, char *name)
{
	for (int i = 0; i < n->count; i++) {
		if (!strcmp(n->items[i], name))
			return;
	}
	if (n->count == n->room) {
		n->room = n->room ? n->room * 2 : 16;
		n->items = realloc(n->items, n->room * sizeof *n->items);
	}
	n->items[n->count++] = name;
}

void collect(struct names *n, char **from, int count)
{
	for (int i = 0; i < count; i++)
		add_unique(n, from[i]); /* expect: quad-dedup */
}
