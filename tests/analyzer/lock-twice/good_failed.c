/* What is done where the lock could not be taken may take it: it is not held there. */
#include <pthread.h>
#include <stdio.h>
#include <string.h>

static pthread_mutex_t log_lock = PTHREAD_MUTEX_INITIALIZER;
static FILE *log_file;

void complain(const char *what, int rc);

/* As many projects have it: the macro tells of a lock that could not be taken, and goes on. */
#define LOCK(m) do { int lock_rc; if ((lock_rc = pthread_mutex_lock(m)) != 0) complain(#m, lock_rc); } while (0)
#define UNLOCK(m) do { int lock_rc; if ((lock_rc = pthread_mutex_unlock(m)) != 0) complain(#m, lock_rc); } while (0)

void complain(const char *what, int rc)
{
	LOCK(&log_lock);
	fprintf(log_file, "%s: %s\n", what, strerror(rc));
	UNLOCK(&log_lock);
}

void say(const char *text)
{
	if (pthread_mutex_trylock(&log_lock) != 0)
		pthread_mutex_lock(&log_lock);
	fputs(text, log_file);
	pthread_mutex_unlock(&log_lock);
}

void reopen(const char *path)
{
	int rc = pthread_mutex_lock(&log_lock);

	if (rc) {
		complain("log", rc);
		return;
	}
	log_file = freopen(path, "a", log_file);
	pthread_mutex_unlock(&log_lock);
}
