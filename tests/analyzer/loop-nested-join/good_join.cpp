// Rows of their own, hashed look-up.
#include <string>
#include <unordered_map>
#include <vector>

struct Line { int order; };
struct Order { int id, customer; std::vector<Line> lines; };
struct Customer { int id; };

int owned(const std::vector<Order> &orders)
{
	int n = 0;

	for (const Order &o : orders)
		for (const Line &l : o.lines)
			n += l.order == o.id;
	return n;
}

int rows(const std::vector<std::vector<int>> &table)
{
	int n = 0;

	for (const auto &row : table)
		for (int cell : row)
			n += cell == row[0];
	return n;
}

int match(const std::vector<Order> &orders, const std::vector<Customer> &customers)
{
	std::unordered_map<int, const Customer *> by_id;
	int found = 0;

	for (const Customer &c : customers)
		by_id[c.id] = &c;
	for (const Order &o : orders)
		found += by_id.count(o.customer) > 0;
	return found;
}
