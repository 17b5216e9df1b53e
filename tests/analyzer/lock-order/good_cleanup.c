/* The handler that the thread leaves by gives its lock back first. */
#include <pthread.h>
struct worker { pthread_mutex_t mutex; int used; };
static pthread_mutex_t all = PTHREAD_MUTEX_INITIALIZER;
static int count;
static void leave(void *arg)
{
	struct worker *w = arg;

	pthread_mutex_unlock(&w->mutex);
	pthread_mutex_lock(&all);
	count--;
	pthread_mutex_unlock(&all);
}
void *work(void *arg)
{
	struct worker *w = arg;

	pthread_mutex_lock(&w->mutex);
	pthread_cleanup_push(leave, w);
	while (w->used)
		w->used--;
	pthread_cleanup_pop(1);
	return NULL;
}
void stop(struct worker *w)
{
	pthread_mutex_lock(&all);
	pthread_mutex_lock(&w->mutex);
	w->used = 0;
	pthread_mutex_unlock(&w->mutex);
	pthread_mutex_unlock(&all);
}
