#include <pthread.h>
#include <stddef.h>

#define THREADS 8

static long counts[THREADS];
static const char *texts;
static size_t length;

struct job { int number; };

static void *count(void *argument)
{
	int number = ((struct job *)argument)->number;

	for (size_t i = 0; i < length; i++) {
		if (texts[i] == '\n')
			counts[number]++;               /* expect: c-false-sharing */
	}
	return NULL;
}

void count_all(struct job *jobs, pthread_t *threads)
{
	for (int i = 0; i < THREADS; i++)
		pthread_create(&threads[i], NULL, count, &jobs[i]);
}
