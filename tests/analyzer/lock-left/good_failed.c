/* Ways out on which the lock was not taken, or the program ends. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

struct table { pthread_mutex_t lock; int count, limit; };

int fill(struct table *t);

int grow(struct table *t)
{
	int rc = pthread_mutex_lock(&t->lock);

	if (rc) {
		fprintf(stderr, "no lock: %d\n", rc);
		return -1;
	}
	t->limit *= 2;
	pthread_mutex_unlock(&t->lock);
	return 0;
}

#define OR_GO(rc, label) do { if (rc) { rc = -1; goto label; } } while (0)

void shrink(struct table *t)
{
	int rc = pthread_mutex_lock(&t->lock);

	OR_GO(rc, out);
	t->limit /= 2;
	rc = pthread_mutex_unlock(&t->lock);
	OR_GO(rc, out);
	fill(t);
out:
	return;
}

int take_over(struct table *t, int from)
{
	pthread_mutex_lock(&t->lock);
	if (read(from, &t->count, sizeof t->count) != sizeof t->count)
		goto broken;
	if (read(from, &t->limit, sizeof t->limit) != sizeof t->limit)
		goto broken;
	pthread_mutex_unlock(&t->lock);
	return fill(t);
broken:
	fprintf(stderr, "the parent is gone\n");
	exit(1);
}
