#include <mutex>

class Counter {
public:
	bool add(int n)
	{
		mutex_.lock();
		if (n < 0)
			return false;                   // expect: lock-left
		n_ += n;
		mutex_.unlock();
		return true;
	}
private:
	std::mutex mutex_;
	int n_ = 0;
};

bool count(Counter &c)
{
	return c.add(1);
}
