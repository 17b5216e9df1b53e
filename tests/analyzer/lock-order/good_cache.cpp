#include <mutex>

struct Account {
	std::mutex mutex;
	long balance = 0;
};

struct Ledger {
	std::mutex mutex;
	long total = 0;
};

/* Both at once. */
void transfer(Account &a, Ledger &l, long n)
{
	std::scoped_lock both(a.mutex, l.mutex);
	a.balance -= n;
	l.total += n;
}

void refund(Account &a, Ledger &l, long n)
{
	std::scoped_lock both(l.mutex, a.mutex);
	a.balance += n;
	l.total -= n;
}

/* Each in a block of its own. */
void report(Account &a, Ledger &l)
{
	{
		std::lock_guard<std::mutex> guard(l.mutex);
		l.total = 0;
	}
	std::lock_guard<std::mutex> guard(a.mutex);
	a.balance = 0;
}

void settle(Account &a, Ledger &l)
{
	std::unique_lock<std::mutex> guard(a.mutex);
	long n = a.balance;
	guard.unlock();
	std::lock_guard<std::mutex> other(l.mutex);
	l.total += n;
}
