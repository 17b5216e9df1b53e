#include <chrono>
#include <mutex>
#include <thread>
#include <vector>

class Queue {
public:
	void push(int n)
	{
		std::lock_guard<std::mutex> guard(mutex_);
		items_.push_back(n);
	}
	void drain()
	{
		for (;;) {
			{
				std::lock_guard<std::mutex> guard(mutex_);
				if (items_.empty())
					break;
				items_.pop_back();
			}
			std::this_thread::sleep_for(std::chrono::milliseconds(10));
		}
		std::this_thread::sleep_for(std::chrono::milliseconds(10));
	}
	void drop()
	{
		std::unique_lock<std::mutex> guard(mutex_);
		items_.clear();
		guard.unlock();
		std::this_thread::sleep_for(std::chrono::milliseconds(10));
	}
private:
	std::mutex mutex_;
	std::vector<int> items_;
};
