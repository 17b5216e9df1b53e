#include <memory>
#include <mutex>
#include <string>
#include <vector>

class Shop {
public:
	virtual ~Shop();
	const std::string &name() const { return name_; }
	int size() const { return size_; }
	std::shared_ptr<int> shared() const { return shared_; }
	std::string upper() const { return name_ + "!"; }
	std::string take() { return name_; }
	virtual std::string title() const { return name_; }
	std::string safe() const
	{
		std::lock_guard<std::mutex> guard(mutex_);

		return name_;
	}
	template <class T> std::string as() const { return name_; }

private:
	mutable std::mutex mutex_;
	std::string name_;
	std::shared_ptr<int> shared_;
	int size_;
};

struct Pair { std::string first, second; };

std::string first(const Pair &pair)
{
	return pair.first;
}
