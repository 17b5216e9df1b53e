#include <pthread.h>
#include <stdlib.h>

struct pool {
	pthread_mutex_t mutex;
	struct pool *next;
	int free;
};

struct tree {
	pthread_mutex_t lock;
	int n;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t locks[16];
static int total;

/* Two pools. */
void move(struct pool *a, struct pool *b)
{
	pthread_mutex_lock(&a->mutex);
	pthread_mutex_lock(&b->mutex);
	a->free--;
	b->free++;
	pthread_mutex_unlock(&b->mutex);
	pthread_mutex_unlock(&a->mutex);
}

/* All of a list. */
void lock_all(struct pool *p)
{
	for (; p; p = p->next)
		pthread_mutex_lock(&p->mutex);
}

void lock_stripes(int n)
{
	for (int i = 0; i < n; i++)
		pthread_mutex_lock(&locks[i]);
}

/* Given back on the way that takes it again. */
static void wait_for_more(struct pool *p)
{
	pthread_mutex_unlock(&p->mutex);
	total++;
	pthread_mutex_lock(&p->mutex);
}

int take(struct pool *p)
{
	pthread_mutex_lock(&p->mutex);
	while (!p->free)
		wait_for_more(p);
	p->free--;
	pthread_mutex_unlock(&p->mutex);
	return 0;
}

/* Taken by one branch and given back by it. */
void one_of(int which)
{
	if (which) {
		pthread_mutex_lock(&lock);
		total++;
		pthread_mutex_unlock(&lock);
	}
	pthread_mutex_lock(&lock);
	total--;
	pthread_mutex_unlock(&lock);
}

/* Whether it takes the lock is what the caller says. */
static void count(int locked)
{
	if (!locked)
		pthread_mutex_lock(&lock);
	total++;
	if (!locked)
		pthread_mutex_unlock(&lock);
}

void count_locked(void)
{
	pthread_mutex_lock(&lock);
	count(1);
	pthread_mutex_unlock(&lock);
}

/* Set up to be taken again. */
void tree_init(struct tree *t, const pthread_mutexattr_t *recursive)
{
	pthread_mutex_init(&t->lock, recursive);
}

static void tree_count(struct tree *t)
{
	pthread_mutex_lock(&t->lock);
	t->n++;
	pthread_mutex_unlock(&t->lock);
}

void tree_add(struct tree *t)
{
	pthread_mutex_lock(&t->lock);
	tree_count(t);
	pthread_mutex_unlock(&t->lock);
}

void until_there(struct pool *p)
{
	for (;;) {
		pthread_mutex_lock(&p->mutex);
		if (p->free)
			break;
		pthread_mutex_unlock(&p->mutex);
	}
	p->free--;
	pthread_mutex_unlock(&p->mutex);
}
