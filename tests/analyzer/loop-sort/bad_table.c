/* An array that is sorted after each element, by the function that adds one. */
#include <stdlib.h>

struct table { int *rows; int count, room; };

static int by_value(const void *a, const void *b)
{
	return *(const int *)a - *(const int *)b;
}

static void add(struct table *t, int row)
{
	if (t->count == t->room) {
		t->room = t->room ? t->room * 2 : 16;
		t->rows = realloc(t->rows, t->room * sizeof *t->rows);
	}
	t->rows[t->count++] = row;
	qsort(t->rows, t->count, sizeof *t->rows, by_value);
}

void fill(struct table *t, const int *from, int n)
{
	for (int i = 0; i < n; i++)
		add(t, from[i]); /* expect: loop-sort */
}
