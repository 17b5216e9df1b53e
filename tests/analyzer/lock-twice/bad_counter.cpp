#include <mutex>

class Counter {
public:
	int value()
	{
		std::lock_guard<std::mutex> guard(mutex_);
		return n_;
	}
	void add(int n)
	{
		std::unique_lock<std::mutex> guard(mutex_);
		n_ += n;
		if (value() > 100)	// expect: lock-twice
			n_ = 0;
	}
private:
	std::mutex mutex_;
	int n_ = 0;
};
