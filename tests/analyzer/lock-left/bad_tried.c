/* Where the lock could be taken it has to be given back, also when that was only tried. */
#include <pthread.h>
#include <stdbool.h>

struct table { pthread_mutex_t lock; int count, limit; };

int fill(struct table *t);

int add(struct table *t, int n)
{
	if (pthread_mutex_trylock(&t->lock) != 0)
		return -1;
	if (t->count + n > t->limit)
		return -2; /* expect: lock-left */
	t->count += n;
	pthread_mutex_unlock(&t->lock);
	return 0;
}

static bool try_lock_table(struct table *t)
{
	return pthread_mutex_trylock(&t->lock) == 0;
}

int take_away(struct table *t, int n)
{
	bool locked = try_lock_table(t);

	if (!locked)
		return -1;
	if (t->count < n)
		return -2; /* expect: lock-left */
	t->count -= n;
	pthread_mutex_unlock(&t->lock);
	return 0;
}

int replace(struct table *t, int n)
{
	while (pthread_mutex_trylock(&t->lock))
		fill(t);
	if (n > t->limit)
		return -2; /* expect: lock-left */
	t->count = n;
	pthread_mutex_unlock(&t->lock);
	return 0;
}

/* It returns a number that says nothing of the lock. */
static int lock_and_count(struct table *t)
{
	pthread_mutex_lock(&t->lock);
	if (t->limit < 0)
		return 0;
	return t->count;
}

int append(struct table *t, int n)
{
	int count = lock_and_count(t);

	if (count)
		return -1; /* expect: lock-left */
	t->count = n;
	pthread_mutex_unlock(&t->lock);
	return 0;
}
