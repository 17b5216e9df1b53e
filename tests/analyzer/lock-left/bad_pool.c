#include <pthread.h>
#include <stdlib.h>

struct pool { pthread_mutex_t lock; int *free; int count, limit; };

static pthread_mutex_t registry_lock = PTHREAD_MUTEX_INITIALIZER;
static int registered;

int enlarge(struct pool *p);
int register_at(int place);

/* One error is forgotten, another is not. */
int add(struct pool *p, int item)
{
	pthread_mutex_lock(&p->lock);
	if (p->count == p->limit && enlarge(p) < 0)
		return -1;                              /* expect: lock-left */
	if (item < 0) {
		pthread_mutex_unlock(&p->lock);
		return -1;
	}
	p->free[p->count++] = item;
	pthread_mutex_unlock(&p->lock);
	return 0;
}

/* The label behind the end does not give it back. */
int enroll(int place)
{
	int *copy = NULL;

	pthread_mutex_lock(&registry_lock);
	if (registered > 100) {
		pthread_mutex_unlock(&registry_lock);
		goto fail;
	}
	copy = malloc(sizeof *copy);
	if (!copy)
		goto fail;                              /* expect: lock-left */
	*copy = place;
	registered++;
	pthread_mutex_unlock(&registry_lock);
	return register_at(*copy);
fail:
	free(copy);
	return -1;
}

/* No value, and a wrapper. */
static void pool_lock(struct pool *p)
{
	pthread_mutex_lock(&p->lock);
}

static void pool_unlock(struct pool *p)
{
	pthread_mutex_unlock(&p->lock);
}

void drain(struct pool *p)
{
	pool_lock(p);
	for (int i = 0; i < p->count; i++) {
		if (p->free[i] < 0)
			return;                         /* expect: lock-left */
		p->free[i] = 0;
	}
	p->count = 0;
	pool_unlock(p);
}
