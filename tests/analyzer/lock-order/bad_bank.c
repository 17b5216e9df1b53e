#include <pthread.h>

struct account {
	pthread_mutex_t mutex;
	long balance;
};

struct ledger {
	pthread_mutex_t lock;
	long total;
};

static pthread_mutex_t accounts_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t audit_lock = PTHREAD_MUTEX_INITIALIZER;
static long audited;

/* Directly, both globals. */
void deposit(long n)
{
	pthread_mutex_lock(&accounts_lock);
	pthread_mutex_lock(&audit_lock);	/* expect: lock-order */
	audited += n;
	pthread_mutex_unlock(&audit_lock);
	pthread_mutex_unlock(&accounts_lock);
}

void audit(void)
{
	pthread_mutex_lock(&audit_lock);
	pthread_mutex_lock(&accounts_lock);
	audited = 0;
	pthread_mutex_unlock(&accounts_lock);
	pthread_mutex_unlock(&audit_lock);
}

/* Through calls, by type and member. */
static void book(struct ledger *l, long n)
{
	pthread_mutex_lock(&l->lock);
	l->total += n;
	pthread_mutex_unlock(&l->lock);
}

static void book_twice(struct ledger *l, long n)
{
	book(l, n);
}

void transfer(struct account *a, struct ledger *l, long n)
{
	pthread_mutex_lock(&a->mutex);
	if (a->balance < n) {
		pthread_mutex_unlock(&a->mutex);
		return;
	}
	a->balance -= n;
	book_twice(l, n);	/* expect: lock-order */
	pthread_mutex_unlock(&a->mutex);
}

void close_books(struct ledger *l, struct account *a)
{
	pthread_mutex_lock(&l->lock);
	pthread_mutex_lock(&a->mutex);
	l->total -= a->balance;
	pthread_mutex_unlock(&a->mutex);
	pthread_mutex_unlock(&l->lock);
}
