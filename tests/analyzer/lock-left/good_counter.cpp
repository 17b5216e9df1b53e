#include <mutex>

class Counter {
public:
	bool add(int n)
	{
		std::lock_guard<std::mutex> guard(mutex_);
		if (n < 0)
			return false;
		n_ += n;
		return true;
	}
	bool add_early(int n)
	{
		std::unique_lock<std::mutex> lock(mutex_);
		if (n < 0)
			return false;
		n_ += n;
		lock.unlock();
		return true;
	}
private:
	std::mutex mutex_;
	int n_ = 0;
};

bool count(Counter &c)
{
	return c.add(1) && c.add_early(1);
}
