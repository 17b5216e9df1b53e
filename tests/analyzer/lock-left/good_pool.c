#include <pthread.h>
#include <stdlib.h>

struct item { int id; pthread_mutex_t lock; };
struct pool { pthread_mutex_t lock; struct item *items; int count, limit; };
struct request { struct item *item; int id; };

static int threaded;

int enlarge(struct pool *p);

/* One label for all. */
int add(struct pool *p, int id)
{
	int rc = -1;

	pthread_mutex_lock(&p->lock);
	if (p->count == p->limit && enlarge(p) < 0)
		goto out;
	p->items[p->count++].id = id;
	rc = 0;
out:
	pthread_mutex_unlock(&p->lock);
	return rc;
}

/* Before it is taken. */
int empty(struct pool *p)
{
	if (!p->limit)
		return 0;
	pthread_mutex_lock(&p->lock);
	p->count = 0;
	pthread_mutex_unlock(&p->lock);
	return 1;
}

/* What is found is handed on as it is, its lock taken. */
struct item *find(struct pool *p, int id)
{
	for (int i = 0; i < p->count; i++) {
		struct item *item = &p->items[i];

		pthread_mutex_lock(&item->lock);
		if (item->id == id)
			return item;
		pthread_mutex_unlock(&item->lock);
	}
	return NULL;
}

int reserve(struct item *item, struct request *request)
{
	pthread_mutex_lock(&item->lock);
	if (item->id == request->id) {
		request->item = item;
		return 0;
	}
	pthread_mutex_unlock(&item->lock);
	return -1;
}

/* The caller gives it back. */
static int check(struct pool *p, int id)
{
	pthread_mutex_lock(&p->lock);
	if (id < p->count)
		return 1;
	pthread_mutex_unlock(&p->lock);
	return 0;
}

int use(struct pool *p, int id)
{
	if (!check(p, id))
		return 0;
	p->items[id].id++;
	pthread_mutex_unlock(&p->lock);
	return 1;
}

/* Taken only where there are threads. */
int count(struct pool *p)
{
	int n;

	if (threaded)
		pthread_mutex_lock(&p->lock);
	n = p->count;
	if (threaded)
		pthread_mutex_unlock(&p->lock);
	return n;
}

/* A function for just that. */
int pool_lock(struct pool *p, int id)
{
	pthread_mutex_lock(&p->lock);
	if (p->items[0].id == id)
		return 1;
	pthread_mutex_unlock(&p->lock);
	return 0;
}
