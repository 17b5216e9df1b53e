/* Nested loops that join two collections, or one with itself. */
#include <string.h>

struct order { int customer; const char *name; struct order *next; };
struct customer { int id; const char *name; struct customer *next; };

int by_list(struct order *orders, struct customer *customers)
{
	int found = 0;

	for (struct order *o = orders; o; o = o->next)
		for (struct customer *c = customers; c; c = c->next)
			if (c->id == o->customer)
				found++;
	return found;
}

int by_index(const struct order *orders, int n, const struct customer *customers, int m)
{
	int found = 0;

	for (int i = 0; i < n; i++) {
		for (int j = 0; j < m; j++) {
			if (!strcmp(orders[i].name, customers[j].name))
				found++;
		}
	}
	return found;
}

int doubles(const int *values, int n)
{
	int found = 0;

	for (int i = 0; i < n; i++)
		for (int j = i + 1; j < n; j++) /* expect: loop-nested */
			found += values[i] == values[j];
	return found;
}
