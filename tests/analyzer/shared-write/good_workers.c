#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>

static atomic_long done;
static _Thread_local long mine;
static volatile sig_atomic_t stop;
static long counted;
static long only_here;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static int threaded;
static int warned;

static void count(void)
{
	counted++;
}

/* Takes the lock only where there are threads. */
static void take(pthread_mutex_t *m)
{
	if (threaded)
		pthread_mutex_lock(m);
}

static void give(pthread_mutex_t *m)
{
	if (threaded)
		pthread_mutex_unlock(m);
}

/* Lets others in between, sometimes. */
static void breathe(int often)
{
	if (often) {
		pthread_mutex_unlock(&lock);
		pthread_mutex_lock(&lock);
	}
}

static void *work(void *arg)
{
	pthread_mutex_lock(&lock);
	breathe(arg != NULL);
	counted++;
	pthread_mutex_unlock(&lock);
	done++;
	mine++;
	pthread_mutex_lock(&lock);
	count();
	pthread_mutex_unlock(&lock);
	take(&lock);
	counted++;
	give(&lock);
	if (!warned++)
		printf("first\n");
	return NULL;
}

/* One thread, and nobody else looks. */
static void *watch(void *arg)
{
	(void)arg;
	only_here++;
	return only_here > 10 ? NULL : arg;
}

void start(int n)
{
	pthread_t t;

	pthread_create(&t, NULL, watch, NULL);
	for (int i = 0; i < n; i++)
		pthread_create(&t, NULL, work, NULL);
}

static void on_signal(int number)
{
	(void)number;
	stop = 1;
}

void serve(void)
{
	signal(SIGTERM, on_signal);
	while (!stop) {
		pthread_mutex_lock(&lock);
		printf("%ld %ld %ld\n", (long)done, counted, mine);
		pthread_mutex_unlock(&lock);
	}
}
