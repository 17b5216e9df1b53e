// Locks that could not be taken, or that their guards give back.
#include <mutex>

struct Table {
	std::mutex lock;
	int count = 0;
	bool add(int n);
	bool drop(int n);
	bool swap(int n);
};

bool Table::add(int n)
{
	if (!lock.try_lock())
		return false;
	count += n;
	lock.unlock();
	return true;
}

bool Table::drop(int n)
{
	std::unique_lock<std::mutex> held(lock, std::try_to_lock);

	if (!held)
		return false;
	if (count < n)
		return false;
	count -= n;
	return true;
}

bool Table::swap(int n)
{
	std::unique_lock<std::mutex> held(lock, std::defer_lock);

	if (!held.try_lock())
		return false;
	count = n;
	return true;
}
