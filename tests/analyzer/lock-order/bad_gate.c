/* Only one of the two ways holds the table's lock; of another table's readers both go on. */
#include <pthread.h>

struct entry { pthread_mutex_t lock; int used; struct entry *next; };
struct slot { pthread_mutex_t lock; struct entry *first; };
struct table { pthread_mutex_t lock; struct slot *slots; int count, limit; };

void evict(struct slot *s, struct entry *e)
{
	pthread_mutex_lock(&s->lock);
	pthread_mutex_lock(&e->lock); /* expect: lock-order */
	s->first = e->next;
	pthread_mutex_unlock(&e->lock);
	pthread_mutex_unlock(&s->lock);
}

void insert(struct table *t, struct slot *s, struct entry *e)
{
	pthread_mutex_lock(&t->lock);
	pthread_mutex_lock(&e->lock);
	pthread_mutex_lock(&s->lock);
	e->next = s->first;
	pthread_mutex_unlock(&s->lock);
	pthread_mutex_unlock(&e->lock);
	pthread_mutex_unlock(&t->lock);
}
