/* Arrays that grow by one, or by a few, each time. */
#include <stdlib.h>
#include <string.h>

int *evens(const int *from, int n, int *count)
{
	int *out = NULL, k = 0;

	for (int i = 0; i < n; i++) {
		if (from[i] % 2)
			continue;
		out = realloc(out, (k + 1) * sizeof *out); /* expect: quad-realloc-step */
		out[k++] = from[i];
	}
	*count = k;
	return out;
}

char **checked(char *const *names, int n)
{
	char **out = NULL;
	int k = 0;

	for (int i = 0; i < n; i++) {
		char **more = realloc(out, (k + 1) * sizeof *out); /* expect: quad-realloc-step */

		if (!more)
			break;
		out = more;
		out[k++] = names[i];
	}
	return out;
}

struct list { int *items; int count, room; };

static void add(struct list *l, int x)
{
	l->items = realloc(l->items, (l->count + 1) * sizeof *l->items);
	l->items[l->count++] = x;
}

void copy(struct list *to, const int *from, int n)
{
	for (int i = 0; i < n; i++)
		add(to, from[i]); /* expect: quad-realloc-step */
}

static void add_some(struct list *l, int x)
{
	if (l->count == l->room) {
		l->room += 8;
		l->items = realloc(l->items, l->room * sizeof *l->items);
	}
	l->items[l->count++] = x;
}

void copy_some(struct list *to, const int *from, int n)
{
	for (int i = 0; i < n; i++)
		add_some(to, from[i]); /* expect: quad-realloc-step */
}
