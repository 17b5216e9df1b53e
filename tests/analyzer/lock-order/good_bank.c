#include <pthread.h>
#include <stdio.h>

struct node {
	pthread_mutex_t mutex;
	struct node *parent, *left, *right;
	int n;
};

struct queue {
	pthread_mutex_t mutex;
	int n;
};

static pthread_mutex_t first = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t second = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t big = PTHREAD_MUTEX_INITIALIZER;
static int shared;

/* Always in one order. */
void one(void)
{
	pthread_mutex_lock(&first);
	pthread_mutex_lock(&second);
	shared++;
	pthread_mutex_unlock(&second);
	pthread_mutex_unlock(&first);
}

/* The second is given back before the first is taken. */
void two(int again)
{
	pthread_mutex_lock(&second);
	if (again) {
		pthread_mutex_unlock(&second);
		goto next;
	}
	shared--;
	pthread_mutex_unlock(&second);
next:
	pthread_mutex_lock(&first);
	shared++;
	pthread_mutex_unlock(&first);
}

/* A child under its parent: two locks of one class, in the order of the tree. */
void down(struct node *parent, struct node *child)
{
	pthread_mutex_lock(&parent->mutex);
	pthread_mutex_lock(&child->mutex);
	child->n = parent->n;
	pthread_mutex_unlock(&child->mutex);
	pthread_mutex_unlock(&parent->mutex);
}

/* Both ways round, but only ever under the big lock. */
void left(struct node *n, struct queue *q)
{
	pthread_mutex_lock(&big);
	pthread_mutex_lock(&n->mutex);
	pthread_mutex_lock(&q->mutex);
	q->n += n->n;
	pthread_mutex_unlock(&q->mutex);
	pthread_mutex_unlock(&n->mutex);
	pthread_mutex_unlock(&big);
}

void right(struct node *n, struct queue *q)
{
	pthread_mutex_lock(&big);
	pthread_mutex_lock(&q->mutex);
	pthread_mutex_lock(&n->mutex);
	n->n += q->n;
	pthread_mutex_unlock(&n->mutex);
	pthread_mutex_unlock(&q->mutex);
	pthread_mutex_unlock(&big);
}

/* Does not wait for the second one. */
int try_back(void)
{
	pthread_mutex_lock(&second);
	if (pthread_mutex_trylock(&first) != 0) {
		pthread_mutex_unlock(&second);
		return -1;
	}
	shared--;
	pthread_mutex_unlock(&first);
	pthread_mutex_unlock(&second);
	return 0;
}
