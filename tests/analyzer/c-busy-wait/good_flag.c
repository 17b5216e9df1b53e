#include <sched.h>
#include <stdatomic.h>
#include <unistd.h>

static volatile int ready;
static atomic_flag spin = ATOMIC_FLAG_INIT;
static const char *text = "x";
static int width;

void wait_ready(void)
{
	while (!ready)
		usleep(1000);
}

void take(void)
{
	while (atomic_flag_test_and_set(&spin))
		sched_yield();
}

void pause_a_little(void)
{
	while (!ready)
		__asm__ volatile("" ::: "memory");
}

int length(void)
{
	int n = 0;

	while (text[n])
		n++;
	while (n < width)
		n *= 2;
	return n;
}

int bounded(void)
{
	int turns = 0;

	while (!ready) {
		if (++turns > 1000)
			return -1;
	}
	return 0;
}

struct text { const char *bytes; int size; };

void skip_blanks(const struct text *t, int *at)
{
	while (*at < t->size && t->bytes[*at] == ' ')
		(*at)++;
}
