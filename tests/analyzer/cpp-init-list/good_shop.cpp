#include <stdexcept>
#include <string>
#include <utility>

std::string upper(const std::string &s);

class Shop {
public:
	Shop(const std::string &name) : name_(name) {}
	Shop(const std::string &name, int size) : name_(name)
	{
		if (size < 0)
			throw std::invalid_argument("size");
		title_ = name;
	}
	Shop(const std::string &name, const Shop &other) : size_(other.size_)
	{
		title_.reserve(80);
		title_ = name;
		std::string longer = upper(name);
		name_ = longer;
	}
	Shop(int size)
	{
		size_ = size;
	}
	void rename(const std::string &name) { name_ = name; }

private:
	std::string name_, title_;
	int size_ = 0;
};
