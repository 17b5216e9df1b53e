/* Another object was destroyed, not the one whose lock is held. */
#include <pthread.h>
#include <stdlib.h>

struct port { pthread_mutex_t lock; int number; };

void port_delete(struct port *p)
{
	if (!p)
		return;
	pthread_mutex_destroy(&p->lock);
	free(p);
}

int merge(struct port *into, struct port *from)
{
	pthread_mutex_lock(&into->lock);
	if (from->number == into->number) {
		port_delete(from);
		return -1; /* expect: lock-left */
	}
	into->number += from->number;
	pthread_mutex_unlock(&into->lock);
	return 0;
}
