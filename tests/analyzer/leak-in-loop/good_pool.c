/* What comes out of a pool goes back with it. */
#include <stdlib.h>
#include <string.h>

struct mem_pool { char *bytes; size_t used; };
struct job { int id; };

static void *pool_calloc(struct mem_pool *pool, size_t n)
{
	void *p = malloc(n);

	memset(p, 0, n);
	pool->used += n;
	return p;
}

int run(struct mem_pool *pool, const int *ids, int n)
{
	int sum = 0;

	for (int i = 0; i < n; i++) {
		struct job *job = pool_calloc(pool, sizeof *job);

		job->id = ids[i];
		sum += job->id;
	}
	return sum;
}
