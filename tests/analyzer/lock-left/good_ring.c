/* Functions that call each other in a ring: what the first of them gives back, all of them do, whoever was read first. */
#include <pthread.h>

struct transfer { pthread_mutex_t lock; int left, failed, done; };

int fetch(struct transfer *t);
void retry(struct transfer *t);
void check(struct transfer *t);

void next_or_end(struct transfer *t)
{
	if (fetch(t)) {
		retry(t);
		return;
	}
	pthread_mutex_unlock(&t->lock);
}

void retry(struct transfer *t)
{
	if (--t->failed > 0)
		check(t);
	else
		next_or_end(t);
}

void check(struct transfer *t)
{
	t->done++;
	retry(t);
}

int received(struct transfer *t)
{
	pthread_mutex_lock(&t->lock);
	if (!t->left) {
		pthread_mutex_unlock(&t->lock);
		return 0;
	}
	if (t->failed) {
		check(t);
		return 0;
	}
	pthread_mutex_unlock(&t->lock);
	return 1;
}
