#include <stdio.h>

struct cell { int used; };
struct row { struct cell *cells; int count; };
struct table { struct row *rows; int count; };

int read_fields(FILE *in, int max)
{
	char line[128];
	int n = max;

	while (fgets(line, sizeof line, in))
		n += line[0];
	return n;
}

int read_pairs(FILE *in)
{
	char line[128];
	int n = 0;

	while (fgets(line, sizeof line, in))
		n += line[0];
	return n;
}

static int count_cells(const struct row *r)
{
	return r->count;
}

static int weigh(const struct row *r)
{
	return 2 * count_cells(r);
}

int count_table(const struct table *t)
{
	int n = 0;

	for (int i = 0; i < t->count; i++)
		n += weigh(&t->rows[i]);
	return n;
}

int count_between(const struct row *first, const struct row *end)
{
	int n = 0;

	for (const struct row *r = first; r != end; r++)
		n += count_cells(r);
	return n;
}
