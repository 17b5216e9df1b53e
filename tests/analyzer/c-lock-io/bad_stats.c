#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

static pthread_mutex_t stats_lock = PTHREAD_MUTEX_INITIALIZER;
static long hits;

struct cache {
	pthread_mutex_t mutex;
	int fd;
	int entries;
};

void count_hit(void)
{
	pthread_mutex_lock(&stats_lock);
	hits++;
	pthread_mutex_unlock(&stats_lock);
}

void report(void)
{
	pthread_mutex_lock(&stats_lock);
	if (hits > 1000)
		system("logger many hits");	/* expect: c-lock-io */
	hits = 0;
	pthread_mutex_unlock(&stats_lock);
}

static void save(int fd)
{
	fsync(fd);
}

int entries(struct cache *c)
{
	int n;

	pthread_mutex_lock(&c->mutex);
	n = c->entries;
	pthread_mutex_unlock(&c->mutex);
	return n;
}

void expire(struct cache *c)
{
	pthread_mutex_lock(&c->mutex);
	c->entries--;
	save(c->fd);		/* expect: c-lock-io */
	pthread_mutex_unlock(&c->mutex);
}
