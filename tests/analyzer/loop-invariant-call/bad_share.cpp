// The same computation on every turn.
#include <algorithm>
#include <numeric>
#include <string>
#include <vector>

std::vector<double> scaled(const std::vector<double> &values)
{
	std::vector<double> out;

	for (double v : values)
		out.push_back(v / *std::max_element(values.begin(), values.end())); // expect: loop-invariant-call
	return out;
}

struct Order { std::string name; double price; };

class Shop {
public:
	void add(const Order &o) { orders_.push_back(o); }
	double turnover() const
	{
		double sum = 0;

		for (const Order &o : orders_)
			sum += o.price;
		return sum;
	}
	std::vector<double> shares(const std::vector<double> &paid) const
	{
		std::vector<double> out;

		for (double p : paid)
			out.push_back(p / turnover()); // expect: loop-invariant-call
		return out;
	}

private:
	std::vector<Order> orders_;
};
