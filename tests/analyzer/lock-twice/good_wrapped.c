/* Every lock of the program is of one type and taken by one function; two globals are two locks. */
#include <pthread.h>

struct named_lock { pthread_mutex_t mutex; const char *holder; };

static struct named_lock tables = { PTHREAD_MUTEX_INITIALIZER, "" }, columns = { PTHREAD_MUTEX_INITIALIZER, "" };
static int table_count, column_count;

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

static void add_column(void)
{
	named_lock_take(&columns, "add_column");
	column_count++;
	named_lock_give(&columns);
}

void add_table(void)
{
	named_lock_take(&tables, "add_table");
	table_count++;
	add_column();
	named_lock_give(&tables);
}
