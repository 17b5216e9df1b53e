#include <stddef.h>

struct row { const int *cells; int count; };

static int cells_from(const char *text)
{
	int n = 0;

	for (; *text; text++)
		n += *text == ',';
	return n;
}

/* Each turn goes on to the end of the text. */
int from_each(const char *text, size_t size)
{
	int n = 0;

	for (size_t i = 0; i < size; i++)
		n += cells_from(text + i);      /* expect: complexity-degree */
	return n;
}

int from_everywhere(const char *text, const char *end)
{
	int n = 0;

	for (const char *at = text; at < end; at++)
		n += cells_from(at);            /* expect: complexity-degree */
	return n;
}

/* The row's cells are its own, but each is looked for in all the others. */
static int find(const int *known, int count, int cell)
{
	for (int i = 0; i < count; i++)
		if (known[i] == cell)
			return i;
	return -1;
}

static int known_cells(const struct row *r, const int *known, int count)
{
	int n = 0;

	for (int i = 0; i < r->count; i++)
		n += find(known, count, r->cells[i]) >= 0;      /* expect: complexity-degree */
	return n;
}

int known_in_all(const struct row *rows, int row_count, const int *known, int count)
{
	int n = 0;

	for (int i = 0; i < row_count; i++)
		n += known_cells(&rows[i], known, count);
	return n;
}

/* All up to the turn's number. */
int triangle(const int *ids, int n)
{
	int sum = 0;

	for (int i = 0; i < n; i++)
		sum += find(ids, i, ids[i]);    /* expect: complexity-degree */
	return sum;
}
