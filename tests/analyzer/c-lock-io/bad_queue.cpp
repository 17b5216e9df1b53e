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
		std::unique_lock<std::mutex> guard(mutex_);
		while (!items_.empty()) {
			items_.pop_back();
			std::this_thread::sleep_for(std::chrono::milliseconds(10));	// expect: c-lock-io
		}
	}
private:
	std::mutex mutex_;
	std::vector<int> items_;
};
