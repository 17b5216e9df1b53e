/* The same lock through the function that takes all of them. */
#include <pthread.h>

struct named_lock { pthread_mutex_t mutex; const char *holder; };

static struct named_lock tables = { PTHREAD_MUTEX_INITIALIZER, "" };
static int table_count;

static void named_lock_take(struct named_lock *l, const char *who)
{
	pthread_mutex_lock(&l->mutex);
	l->holder = who;
}

static void named_lock_give(struct named_lock *l)
{
	l->holder = "";
	pthread_mutex_unlock(&l->mutex);
}

static void count_table(void)
{
	named_lock_take(&tables, "count_table");
	table_count++;
	named_lock_give(&tables);
}

void add_table(void)
{
	named_lock_take(&tables, "add_table");
	count_table(); /* expect: lock-twice */
	named_lock_give(&tables);
}
