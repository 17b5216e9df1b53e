/* Sorted, and equal neighbours dropped. */
#include <stdlib.h>
#include <string.h>

static int by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

int distinct(char **names, int n)
{
	int kept = 0;

	qsort(names, n, sizeof *names, by_name);
	for (int i = 0; i < n; i++) {
		if (!kept || strcmp(names[kept - 1], names[i]))
			names[kept++] = names[i];
	}
	return kept;
}

struct bits { unsigned char seen[256]; };

void mark(struct bits *b, const unsigned char *from, int n)
{
	for (int i = 0; i < n; i++)
		b->seen[from[i]] = 1;
}
