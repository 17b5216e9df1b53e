#include <pthread.h>
#include <stdalign.h>
#include <stddef.h>

#define THREADS 8

struct slot { alignas(64) long count; };

static long counts[THREADS];
static struct slot slots[THREADS];
static double results[100000];
static const char *texts;
static size_t length;

struct job { int number; size_t first, last; };

/* Counts on its own, and writes once. */
static void *local(void *argument)
{
	struct job *job = argument;
	long count = 0;

	for (size_t i = 0; i < length; i++)
		count += texts[i] == '\n';
	counts[job->number] = count;
	return NULL;
}

/* A line for each. */
static void *aligned(void *argument)
{
	int number = ((struct job *)argument)->number;

	for (size_t i = 0; i < length; i++)
		slots[number].count += texts[i] == '\n';
	return NULL;
}

/* A stretch of its own. */
static void *stretch(void *argument)
{
	struct job *job = argument;

	for (size_t i = job->first; i < job->last; i++)
		results[i] = 1;
	return NULL;
}

/* Not run by several threads. */
static void *alone(void *argument)
{
	int number = ((struct job *)argument)->number;

	for (size_t i = 0; i < length; i++)
		counts[number]++;
	return NULL;
}

void start(struct job *jobs, pthread_t *threads)
{
	for (int i = 0; i < THREADS; i++) {
		pthread_create(&threads[i], NULL, local, &jobs[i]);
		pthread_create(&threads[i], NULL, aligned, &jobs[i]);
		pthread_create(&threads[i], NULL, stretch, &jobs[i]);
	}
	pthread_create(&threads[0], NULL, alone, &jobs[0]);
}
