#include <map>
#include <mutex>
#include <vector>

class Counts {
public:
	void add(const std::vector<int> &values)
	{
		for (int value : values) {
			std::lock_guard<std::mutex> guard(mutex_);	// expect: loop-lock
			counts_[value]++;
		}
	}
private:
	std::mutex mutex_;
	std::map<int, int> counts_;
};
