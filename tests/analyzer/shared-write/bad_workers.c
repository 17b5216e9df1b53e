#include <pthread.h>
#include <signal.h>
#include <stdio.h>

static long done;
static long failed;
static int stop;
static int depth;

#define SAY(text) do { depth++; puts(text); depth--; } while (0)
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void finish(void)
{
	done++;		/* expect: shared-write */
}

static void *work(void *arg)
{
	(void)arg;
	finish();
	SAY("begun");	/* expect: shared-write */
	SAY("locking");
	pthread_mutex_lock(&lock);
	failed++;
	pthread_mutex_unlock(&lock);
	return NULL;
}

void start(int n)
{
	pthread_t t;

	for (int i = 0; i < n; i++)
		pthread_create(&t, NULL, work, NULL);
}

static void on_signal(int number)
{
	(void)number;
	stop = 1;	/* expect: shared-write */
}

void serve(void)
{
	while (!stop)
		printf("%ld %ld %d\n", done, failed, depth);
}

void install(void)
{
	signal(SIGTERM, on_signal);
}
