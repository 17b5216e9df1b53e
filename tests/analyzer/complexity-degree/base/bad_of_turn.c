#include <stddef.h>

struct row { const int *cells; int count; };

int from_each(const char *text, size_t size)
{
	return (int)(text[0] + size);
}

int from_everywhere(const char *text, const char *end)
{
	return (int)(end - text);
}

static int known_cells(const struct row *r, const int *known, int count)
{
	return r->count + known[count - 1];
}

int known_in_all(const struct row *rows, int row_count, const int *known, int count)
{
	int n = 0;

	for (int i = 0; i < row_count; i++)
		n += known_cells(&rows[i], known, count);
	return n;
}

int triangle(const int *ids, int n)
{
	return ids[n - 1];
}
