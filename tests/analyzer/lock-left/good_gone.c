/* Nothing is left where what the lock is in was destroyed, here or by a function for that. */
#include <pthread.h>
#include <stdlib.h>

struct ports { pthread_mutex_t lock; int *numbers; int count; };

int fill(struct ports *p);

void ports_delete(struct ports *p)
{
	if (!p)
		return;
	pthread_mutex_destroy(&p->lock);
	free(p->numbers);
	free(p);
}

struct ports *ports_create(void)
{
	struct ports *p = calloc(1, sizeof *p);

	if (!p)
		return NULL;
	pthread_mutex_init(&p->lock, NULL);
	pthread_mutex_lock(&p->lock);
	if (fill(p) < 0) {
		ports_delete(p);
		return NULL;
	}
	pthread_mutex_unlock(&p->lock);
	return p;
}

int ports_count(void)
{
	struct ports *p = malloc(sizeof *p);
	int n;

	pthread_mutex_init(&p->lock, NULL);
	pthread_mutex_lock(&p->lock);
	if (fill(p) < 0) {
		free(p);
		return -1;
	}
	n = p->count;
	pthread_mutex_unlock(&p->lock);
	free(p);
	return n;
}
