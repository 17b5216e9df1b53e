#include <pthread.h>
#include <stddef.h>
#include <unistd.h>

struct counter {
	pthread_mutex_t mutex;
	long sum;
	struct counter *next;
};

long slow(long n);

void add_all(struct counter *c, const long *values, size_t n)
{
	pthread_mutex_lock(&c->mutex);
	for (size_t i = 0; i < n; i++)
		c->sum += values[i];
	pthread_mutex_unlock(&c->mutex);
}

/* Something that takes time stands between. */
void add_slowly(struct counter *c, const long *values, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		long value = slow(values[i]);

		pthread_mutex_lock(&c->mutex);
		c->sum += value;
		pthread_mutex_unlock(&c->mutex);
	}
}

/* Another lock each turn. */
void add_each(struct counter *c, const long *values)
{
	for (; c; c = c->next) {
		pthread_mutex_lock(&c->mutex);
		c->sum += values[0];
		pthread_mutex_unlock(&c->mutex);
	}
}

/* For as long as the program runs. */
void tick(struct counter *c)
{
	for (;;) {
		pthread_mutex_lock(&c->mutex);
		c->sum++;
		pthread_mutex_unlock(&c->mutex);
		sleep(1);
	}
}
