#include <map>
#include <mutex>
#include <string>

class Index;

class Cache {
public:
	void put(Index &index, const std::string &key);
	void drop(const std::string &key)
	{
		std::lock_guard<std::mutex> guard(mutex_);
		values_.erase(key);
	}
private:
	std::mutex mutex_;
	std::map<std::string, int> values_;
};

class Index {
public:
	void add(const std::string &key)
	{
		std::lock_guard<std::mutex> guard(lock_);
		keys_[key] = 1;
	}
	void remove(Cache &cache, const std::string &key)
	{
		std::unique_lock<std::mutex> guard(lock_);
		keys_.erase(key);
		cache.drop(key);	// expect: lock-order
	}
private:
	std::mutex lock_;
	std::map<std::string, int> keys_;
};

void Cache::put(Index &index, const std::string &key)
{
	std::lock_guard<std::mutex> guard(mutex_);
	values_[key] = 1;
	index.add(key);
}
