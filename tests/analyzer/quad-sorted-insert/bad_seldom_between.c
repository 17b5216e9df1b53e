/* Behind the last, and only where it comes too late in between. */
#include <stdlib.h>
#include <string.h>

struct cues { long *at; int count, room; };

static void cues_insert(struct cues *c, int place, long at)
{
	if (c->count == c->room) {
		c->room = c->room ? 2 * c->room : 16;
		c->at = realloc(c->at, (size_t)c->room * sizeof *c->at);
	}
	memmove(c->at + place + 1, c->at + place, (size_t)(c->count - place) * sizeof *c->at);
	c->at[place] = at;
	c->count++;
}

static void cues_add(struct cues *c, long at)
{
	int place = c->count;

	if (c->count && c->at[c->count - 1] > at) {
		while (place && c->at[place - 1] > at)
			place--;
		cues_insert(c, place, at);
	} else {
		c->at[c->count++] = at;
	}
}

void cues_read(struct cues *c, const long *from, int n)
{
	for (int i = 0; i < n; i++)
		cues_add(c, from[i]); /* note: quad-sorted-insert */
}
