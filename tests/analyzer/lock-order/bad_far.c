/* Far apart, or only under a condition on the way: who knows whether these two ever meet. */
#include <pthread.h>

struct store { pthread_mutex_t lock; int pages; };
struct cache { pthread_mutex_t lock; int entries; };

static void forget(struct cache *c)
{
	pthread_mutex_lock(&c->lock);
	c->entries = 0;
	pthread_mutex_unlock(&c->lock);
}

static void clean(struct cache *c)
{
	forget(c);
}

static void trim(struct cache *c)
{
	clean(c);
}

void drop(struct store *s, struct cache *c)
{
	pthread_mutex_lock(&s->lock);
	s->pages = 0;
	trim(c); /* note: lock-order */
	pthread_mutex_unlock(&s->lock);
}

void fill(struct store *s, struct cache *c)
{
	pthread_mutex_lock(&c->lock);
	pthread_mutex_lock(&s->lock);
	c->entries = s->pages;
	pthread_mutex_unlock(&s->lock);
	pthread_mutex_unlock(&c->lock);
}
