#include <vector>

struct Shop {
	std::vector<int> orders, customers;

	int known() const;
	int known(int least) const;
};

int Shop::known() const
{
	int n = 0;
	for (int order : orders)
		for (int customer : customers)          // expect: complexity-degree
			n += customer == order;
	return n;
}

int Shop::known(int least) const
{
	int n = 0;
	for (int order : orders)
		n += order > least;
	return n;
}
