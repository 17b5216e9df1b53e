#include <string>
#include <vector>

class Shop {
public:
	std::string name() const { return name_; }		// note: cpp-return-member
	std::vector<int> orders() const;

private:
	std::string name_;
	std::vector<int> orders_;
};

std::vector<int> Shop::orders() const				// expect: cpp-return-member
{
	return orders_;
}

int total(const std::vector<Shop> &shops)
{
	int sum = 0;

	for (const Shop &shop : shops)
		sum += (int)shop.orders().size();
	return sum;
}
