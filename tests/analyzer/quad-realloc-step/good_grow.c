/* Doubled, taken once, or grown for something else on each turn. */
#include <stdlib.h>
#include <string.h>

struct list { int *items; int count, room; };

void add(struct list *l, int x)
{
	if (l->count == l->room) {
		l->room = l->room ? l->room * 2 : 16;
		l->items = realloc(l->items, l->room * sizeof *l->items);
	}
	l->items[l->count++] = x;
}

void copy(struct list *to, const int *from, int n)
{
	for (int i = 0; i < n; i++)
		add(to, from[i]);
}

#define GROW(n) (((n) + 16) * 3 / 2)

void by_half(struct list *to, const int *from, int n)
{
	for (int i = 0; i < n; i++) {
		if (to->count + 1 > to->room) {
			to->room = GROW(to->room);
			to->items = realloc(to->items, to->room * sizeof *to->items);
		}
		to->items[to->count++] = from[i];
	}
}

int *once(int *items, int n)
{
	items = realloc(items, (n + 1) * sizeof *items);
	for (int i = 0; i < n; i++)
		items[i] = i;
	return items;
}

struct row { int *cells; int count; struct row *next; };

void one_more_each(struct row *rows)
{
	for (struct row *r = rows; r; r = r->next)
		r->cells = realloc(r->cells, (r->count + 1) * sizeof *r->cells);
}

/* As much as is wanted: the largest of all, not the sum. */
char *largest(char *const *texts, int n)
{
	char *buffer = NULL;

	for (int i = 0; i < n; i++) {
		buffer = realloc(buffer, strlen(texts[i]) + 1);
		strcpy(buffer, texts[i]);
	}
	return buffer;
}
