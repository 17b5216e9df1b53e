#include <pthread.h>
#include <stddef.h>

struct counter {
	pthread_mutex_t mutex;
	long sum;
};

void add_all(struct counter *c, const long *values, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		pthread_mutex_lock(&c->mutex);		/* expect: loop-lock */
		c->sum += values[i];
		pthread_mutex_unlock(&c->mutex);
	}
}
