#include <pthread.h>
#include <stdlib.h>

struct pool {
	pthread_mutex_t mutex;
	int free, used;
};

static pthread_mutex_t registry = PTHREAD_MUTEX_INITIALIZER;
static int registered;

int pool_free(struct pool *p)
{
	int n;

	pthread_mutex_lock(&p->mutex);
	n = p->free;
	pthread_mutex_unlock(&p->mutex);
	return n;
}

int pool_take(struct pool *p)
{
	pthread_mutex_lock(&p->mutex);
	if (pool_free(p) == 0) {	/* expect: lock-twice */
		pthread_mutex_unlock(&p->mutex);
		return -1;
	}
	p->free--;
	p->used++;
	pthread_mutex_unlock(&p->mutex);
	return 0;
}

static void note(void)
{
	pthread_mutex_lock(&registry);
	registered++;
	pthread_mutex_unlock(&registry);
}

static void lock_registry(void)
{
	pthread_mutex_lock(&registry);
}

static void unlock_registry(void)
{
	pthread_mutex_unlock(&registry);
}

void register_all(int n)
{
	lock_registry();
	for (int i = 0; i < n; i++)
		note();		/* expect: lock-twice */
	unlock_registry();
}

void forgets(int n)
{
	pthread_mutex_lock(&registry);
	if (n < 0)
		goto out;
	registered += n;
out:
	pthread_mutex_lock(&registry);	/* expect: lock-twice */
}
