#include <stdatomic.h>

static volatile int ready;
static atomic_int started;

struct job { volatile int done; };

void wait_ready(void)
{
	while (!ready)		/* expect: c-busy-wait */
		;
}

void wait_started(int n)
{
	while (atomic_load(&started) < n) {	/* expect: c-busy-wait */
	}
}

void wait_job(struct job *j)
{
	for (; !j->done;)	/* expect: c-busy-wait */
		continue;
}
