/* Asked again because somebody else may have changed it meanwhile. */
#include <pthread.h>

struct name { struct name *next; const void *key; };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t gone = PTHREAD_COND_INITIALIZER;
static struct name *busy;

static int is_busy(const struct name *names, const void *key)
{
	for (; names; names = names->next) {
		if (names->key == key)
			return 1;
	}
	return 0;
}

void wait_for(const void *key)
{
	pthread_mutex_lock(&lock);
	while (is_busy(busy, key))
		pthread_cond_wait(&gone, &lock);
	pthread_mutex_unlock(&lock);
}
