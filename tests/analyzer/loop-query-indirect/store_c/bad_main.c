#include <stdio.h>
#include "store.h"

static void print_one(sqlite3 *db, int id)
{
	struct customer c;

	if (!load_customer(db, id, &c))
		puts(c.name);
}

void print_all(sqlite3 *db, const int *ids, int n)
{
	for (int i = 0; i < n; i++)
		print_one(db, ids[i]); /* expect: loop-query-indirect */
}
