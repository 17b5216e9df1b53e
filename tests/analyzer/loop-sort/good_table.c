/* Sorted once; sorted by another key each time. */
#include <stdlib.h>

static int by_value(const void *a, const void *b)
{
	return *(const int *)a - *(const int *)b;
}

void fill(int *rows, const int *from, int n)
{
	for (int i = 0; i < n; i++)
		rows[i] = from[i];
	qsort(rows, n, sizeof *rows, by_value);
}

void orders(int *rows, int n, int (**by)(const void *, const void *), int keys, void (*print)(const int *, int))
{
	for (int k = 0; k < keys; k++) {
		qsort(rows, n, sizeof *rows, by[k]);
		print(rows, n);
	}
}
