/* Matrices, rows, fixed bounds, what the element owns. */
#include <stddef.h>

struct line { int order; struct line *next; };
struct order { int id; struct line *lines; int n; struct order *next; };

double sum(double **m, int n)
{
	double total = 0;

	for (int i = 0; i < n; i++)
		for (int j = 0; j < n; j++)
			total += m[i][j];
	return total;
}

void multiply(const double *a, const double *b, double *c, int n)
{
	for (int i = 0; i < n; i++)
		for (int j = 0; j < n; j++)
			for (int k = 0; k < n; k++)
				c[i * n + j] += a[i * n + k] * b[k * n + j];
}

int owned(struct order *orders)
{
	int n = 0;

	for (struct order *o = orders; o; o = o->next)
		for (struct line *l = o->lines; l; l = l->next)
			n += l->order == o->id;
	return n;
}

int owned_by_index(const struct order *orders, int n)
{
	int found = 0;

	for (int i = 0; i < n; i++)
		for (int j = 0; j < orders[i].n; j++)
			found += orders[i].lines[j].order == orders[i].id;
	return found;
}

int sparse(const int *start, const int *column, int rows)
{
	int found = 0;

	for (int i = 0; i < rows; i++)
		for (int j = start[i]; j < start[i + 1]; j++)
			found += column[j] == i;
	return found;
}

int fixed(const int *values, int n)
{
	static const int known[] = { 2, 3, 5, 7 };
	int found = 0;

	for (int i = 0; i < n; i++)
		for (size_t j = 0; j < sizeof known / sizeof *known; j++)
			found += values[i] == known[j];
	return found;
}

int grid(unsigned char *pixels, int width, int height)
{
	int white = 0;

	for (int y = 0; y < height; y++)
		for (int x = 0; x < width; x++)
			white += pixels[y * width + x] == 255;
	return white;
}

/* All costs are wanted; the index itself is compared, not an element. */
struct item { int matching; double weight; };

void costs(const struct item *a, int n, const struct item *b, int m, double *cost)
{
	for (int i = 0; i < n; i++)
		for (int j = 0; j < m; j++)
			cost[i + n * j] = a[i].matching == j ? 0 : a[i].weight - b[j].weight;
}

/* Children of a node, kept in one array and linked by index. */
struct node { int key, first, next; };

int same_children(const struct node *nodes, int a, int b)
{
	int same = 0;

	for (int i = nodes[a].first; i; i = nodes[i].next)
		for (int j = nodes[b].first; j; j = nodes[j].next)
			same += nodes[i].key == nodes[j].key;
	return same;
}
