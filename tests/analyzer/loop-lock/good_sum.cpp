#include <map>
#include <mutex>
#include <vector>

int slow(int n);

class Counts {
public:
	void add(const std::vector<int> &values)
	{
		std::lock_guard<std::mutex> guard(mutex_);
		for (int value : values)
			counts_[value]++;
	}
	void add_slowly(const std::vector<int> &values)
	{
		for (int value : values) {
			int n = slow(value);
			std::lock_guard<std::mutex> guard(mutex_);
			counts_[n]++;
		}
	}
private:
	std::mutex mutex_;
	std::map<int, int> counts_;
};
