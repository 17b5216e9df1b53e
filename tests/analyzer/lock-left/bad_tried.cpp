// Tried, had, and kept on one way out.
#include <mutex>

struct Table {
	std::mutex lock;
	int count = 0;
	bool add(int n);
};

bool Table::add(int n)
{
	if (!lock.try_lock())
		return false;
	if (count + n > 100)
		return false; // expect: lock-left
	count += n;
	lock.unlock();
	return true;
}
