/* The table's lock is held on both ways: only one of them goes on at a time. */
#include <pthread.h>

struct entry { pthread_mutex_t lock; int used; struct entry *next; };
struct slot { pthread_mutex_t lock; struct entry *first; };
struct table { pthread_mutex_t lock; struct slot *slots; int count, limit; };

static void reclaim(struct table *t, struct slot *s)
{
	struct entry *e = s->first;

	pthread_mutex_lock(&s->lock);
	s->first = e->next;
	pthread_mutex_lock(&e->lock);
	e->used = 0;
	t->count--;
	pthread_mutex_unlock(&e->lock);
	pthread_mutex_unlock(&s->lock);
}

void insert(struct table *t, struct slot *s, struct entry *e)
{
	pthread_mutex_lock(&t->lock);
	pthread_mutex_lock(&e->lock);
	if (t->count > t->limit)
		reclaim(t, s);
	e->used = 1;
	pthread_mutex_unlock(&e->lock);
	pthread_mutex_unlock(&t->lock);
}

void update(struct table *t, struct slot *s)
{
	pthread_mutex_lock(&t->lock);
	reclaim(t, s);
	pthread_mutex_unlock(&t->lock);
}
