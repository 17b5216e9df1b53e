/* Ways on which the lock could not be taken: nothing is left there, whatever the condition looks like. */
#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <threads.h>

struct table { pthread_mutex_t lock; mtx_t small; int count, limit, closed; };

int fill(struct table *t);
void note(const char *text);

int grow(struct table *t)
{
	if (pthread_mutex_lock(&t->lock) != 0)
		return -1;
	t->limit *= 2;
	pthread_mutex_unlock(&t->lock);
	return 0;
}

int shrink(struct table *t)
{
	if (mtx_lock(&t->small) == thrd_success) {
		t->limit /= 2;
		mtx_unlock(&t->small);
		return 0;
	}
	note("no lock");
	return -1;
}

int halve(struct table *t)
{
	int rc;

	if ((rc = pthread_mutex_lock(&t->lock)) && rc != EOWNERDEAD) {
		note("no lock");
		return rc;
	}
	t->limit /= 2;
	pthread_mutex_unlock(&t->lock);
	return 0;
}

#define unlikely(x) __builtin_expect(!!(x), 0)

int close_it(struct table *t)
{
	int rc = -1;

	if (t->closed || unlikely(pthread_mutex_lock(&t->lock)))
		goto out;
	t->closed = 1;
	pthread_mutex_unlock(&t->lock);
	rc = 0;
out:
	return rc;
}

int count(struct table *t)
{
	int n;

	if (!(pthread_mutex_trylock(&t->lock) == 0))
		return -1;
	n = t->count;
	pthread_mutex_unlock(&t->lock);
	return n;
}

int wait_for(struct table *t)
{
	int n;

	while (pthread_mutex_trylock(&t->lock) != 0) {
		if (t->closed)
			return -1;
	}
	n = t->count;
	pthread_mutex_unlock(&t->lock);
	return n;
}

/* A function that says how it went: by a truth, by a number. */
static bool lock_table(struct table *t)
{
	if (pthread_mutex_lock(&t->lock) != 0) {
		note("no lock");
		return false;
	}
	return true;
}

static int try_table(struct table *t)
{
	return pthread_mutex_trylock(&t->lock) ? -1 : 0;
}

static int lock_or_complain(struct table *t)
{
	int rc = pthread_mutex_lock(&t->lock);

	if (rc)
		note("no lock");
	return rc;
}

int reset(struct table *t)
{
	if (!lock_table(t))
		return -1;
	t->count = 0;
	pthread_mutex_unlock(&t->lock);
	return 0;
}

int refill(struct table *t)
{
	if (try_table(t) < 0)
		return -1;
	t->count = fill(t);
	pthread_mutex_unlock(&t->lock);
	return 0;
}

int empty(struct table *t)
{
	if (lock_or_complain(t) != 0)
		return -1;
	t->count = 0;
	pthread_mutex_unlock(&t->lock);
	return 0;
}
