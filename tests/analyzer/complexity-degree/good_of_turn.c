#include <stdio.h>
#include <string.h>

struct cell { int used; };
struct row { struct cell *cells; int count; };
struct table { struct row *rows; int count; };

/* The fields of one line: over all lines, no more than there is to read. */
static int split(char *line, char **field, int max)
{
	int n = 0;

	while (line && n < max) {
		field[n++] = line;
		line = strchr(line, ',');
		if (line)
			*line++ = '\0';
	}
	return n;
}

int read_fields(FILE *in, int max)
{
	char line[128], *field[64];
	int n = 0;

	while (fgets(line, sizeof line, in))
		n += split(line, field, max);
	return n;
}

/* However long the line, two of its fields. */
int read_pairs(FILE *in)
{
	char line[128], *field[2];
	int n = 0;

	while (fgets(line, sizeof line, in))
		n += split(line, field, 2);
	return n;
}

/* Each row's own cells, through a pointer and by index, one call further down. */
static int count_cells(const struct row *r)
{
	int n = 0;

	for (int i = 0; i < r->count; i++)
		n += r->cells[i].used;
	return n;
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
