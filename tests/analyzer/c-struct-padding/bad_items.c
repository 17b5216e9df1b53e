#include <stdlib.h>

struct item { char kind; struct item *next; char flag; long amount; short size; };
struct cell { char a; double b; char c; };
struct node { char color; struct node *left; char depth; struct node *right; };

struct item *make(size_t n)
{
	struct item *items = malloc(n * sizeof *items);		/* expect: c-struct-padding */

	return items;
}

double grid(void)
{
	struct cell cells[1000] = { 0 };			/* expect: c-struct-padding */

	return cells[10].b;
}

struct node *chain(size_t n)
{
	struct node *first = NULL;

	for (size_t i = 0; i < n; i++) {
		struct node *new = calloc(1, sizeof *new);	/* expect: c-struct-padding */

		if (!new)
			break;
		new->left = first;
		first = new;
	}
	return first;
}
