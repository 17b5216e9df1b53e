/* Behind the question it is held, as in the arm where it was taken. */
#include <pthread.h>
#include <stdio.h>
#include <string.h>

static pthread_mutex_t log_lock = PTHREAD_MUTEX_INITIALIZER;
static FILE *log_file;

static void say(const char *text)
{
	if (pthread_mutex_lock(&log_lock) != 0)
		perror("lock");
	fputs(text, log_file);
	pthread_mutex_unlock(&log_lock);
}

void reopen(const char *path)
{
	int rc = pthread_mutex_lock(&log_lock);

	if (rc) {
		perror("lock");
		return;
	}
	log_file = freopen(path, "a", log_file);
	say("reopened\n"); /* expect: lock-twice */
	pthread_mutex_unlock(&log_lock);
}

void rotate(const char *path)
{
	if (pthread_mutex_lock(&log_lock) == 0) {
		log_file = freopen(path, "a", log_file);
		say("rotated\n"); /* expect: lock-twice */
		pthread_mutex_unlock(&log_lock);
	}
}
