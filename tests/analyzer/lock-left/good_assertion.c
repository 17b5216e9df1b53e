/* Where that fails the program is wrong, and says so. */
#include <pthread.h>
#include <stdio.h>

void complain_assertion(const char *what);

#define NEED(that) do { if (!(that)) { complain_assertion(#that); return; } } while (0)

struct pool { pthread_mutex_t lock; int used, free; };

void give(struct pool *p)
{
	pthread_mutex_lock(&p->lock);
	NEED(p->used > 0);
	p->used--;
	p->free++;
	pthread_mutex_unlock(&p->lock);
}
