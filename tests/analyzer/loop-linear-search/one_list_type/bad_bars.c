/* Of the same type, but nothing that is read comes into it. */
#include <stdio.h>
#include "list.h"

void add_bar(struct config *c, void *bar)
{
	list_add(c->bars, bar);
}

int shown(struct config *c, FILE *f)
{
	char line[200];
	int n = 0;

	while (fgets(line, sizeof line, f))
		n += list_find(c->bars, line) >= 0; /* note: loop-linear-search */
	return n;
}
