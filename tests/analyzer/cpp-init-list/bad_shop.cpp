#include <string>
#include <vector>

class Shop {
public:
	Shop(const std::string &name, const std::vector<int> &orders) : size_(0)
	{
		name_ = name;				// expect: cpp-init-list
		orders_ = orders;			// expect: cpp-init-list
	}

private:
	std::string name_;
	std::vector<int> orders_;
	int size_;
};
