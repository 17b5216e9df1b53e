// Range loops and iterators.
#include <string>
#include <vector>

struct Order { int customer; };
struct Customer { int id; };

int match(const std::vector<Order> &orders, const std::vector<Customer> &customers)
{
	int found = 0;

	for (const Order &o : orders)
		for (const Customer &c : customers)
			if (c.id == o.customer)
				found++;
	return found;
}

int equal_names(const std::vector<std::string> &names)
{
	int found = 0;

	for (size_t i = 0; i < names.size(); i++)
		for (size_t j = i + 1; j < names.size(); j++) // expect: loop-nested
			found += names[i] == names[j];
	return found;
}
