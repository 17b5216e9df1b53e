#include <stdio.h>
#include "store.h"

/* A store of its own for each: nothing to put together. */
struct shard { sqlite3 *db; struct shard *next; };

int first_of_each(struct shard *shards)
{
	int found = 0;

	for (struct shard *s = shards; s; s = s->next) {
		struct customer c;

		found += !load_customer(s->db, 1, &c);
	}
	return found;
}

int once(sqlite3 *db, const int *ids, int n, int wanted)
{
	struct customer c;

	for (int i = 0; i < n; i++) {
		if (ids[i] == wanted)
			return load_customer(db, ids[i], &c);
	}
	return -1;
}
