/* That the lock could be taken is asked; a later way out forgets it, at the first of several places. */
#include <pthread.h>

struct table { pthread_mutex_t lock; int count, limit; };

int fill(struct table *t);

int grow(struct table *t)
{
	int rc = pthread_mutex_lock(&t->lock);

	if (rc)
		return -1;
	if (t->limit > 1000)
		return 0; /* expect: lock-left */
	if (fill(t) < 0)
		return -1;
	t->limit *= 2;
	pthread_mutex_unlock(&t->lock);
	return 0;
}
