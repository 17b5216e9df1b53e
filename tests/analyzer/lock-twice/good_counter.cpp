#include <mutex>

class Counter {
public:
	int value()
	{
		std::lock_guard<std::recursive_mutex> guard(mutex_);
		return n_;
	}
	void add(int n)
	{
		std::lock_guard<std::recursive_mutex> guard(mutex_);
		n_ += n;
		if (value() > 100)
			n_ = 0;
	}
	void take(Counter &other)
	{
		std::lock_guard<std::mutex> guard(plain_);
		other.give();
	}
	void give()
	{
		std::lock_guard<std::mutex> guard(plain_);
		n_--;
	}
	void twice()
	{
		{
			std::lock_guard<std::mutex> guard(plain_);
			n_++;
		}
		give();
	}
	void early(bool stop)
	{
		std::unique_lock<std::mutex> guard(plain_);
		while (n_ > 0) {
			if (stop)
				break;
			n_--;
		}
		guard.unlock();
		give();
	}
	void loops(int turns)
	{
		while (turns-- > 0) {
			std::lock_guard<std::mutex> guard(plain_);
			if (n_ > turns)
				break;
			n_++;
		}
		give();
	}
private:
	std::recursive_mutex mutex_;
	std::mutex plain_;
	int n_ = 0;
};
