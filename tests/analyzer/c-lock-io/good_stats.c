#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

static pthread_mutex_t stats_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static pthread_mutex_t journal = PTHREAD_MUTEX_INITIALIZER;
static long hits;

void count_hit(void)
{
	pthread_mutex_lock(&stats_lock);
	hits++;
	pthread_cond_signal(&changed);
	pthread_mutex_unlock(&stats_lock);
}

/* Gives it back while it waits. */
void wait_for_hit(void)
{
	pthread_mutex_lock(&stats_lock);
	while (!hits)
		pthread_cond_wait(&changed, &stats_lock);
	pthread_mutex_unlock(&stats_lock);
}

/* Behind the region. */
void report(void)
{
	long n;

	pthread_mutex_lock(&stats_lock);
	n = hits;
	pthread_mutex_unlock(&stats_lock);
	if (n > 1000)
		system("logger many hits");
}

void early(int quiet)
{
	pthread_mutex_lock(&stats_lock);
	if (quiet)
		goto out;
	hits = 0;
	pthread_mutex_unlock(&stats_lock);
	sleep(1);
	return;
out:
	pthread_mutex_unlock(&stats_lock);
}

/* Nobody takes the lock for anything else: it lets one at a time sync. */
void sync_one(int fd)
{
	pthread_mutex_lock(&journal);
	fsync(fd);
	pthread_mutex_unlock(&journal);
}

static void unlocked_wait(void)
{
	pthread_mutex_unlock(&stats_lock);
	sleep(1);
	pthread_mutex_lock(&stats_lock);
}

void patient(void)
{
	pthread_mutex_lock(&stats_lock);
	while (hits > 10)
		unlocked_wait();
	pthread_mutex_unlock(&stats_lock);
}
