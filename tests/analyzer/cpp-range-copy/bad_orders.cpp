#include <array>
#include <list>
#include <map>
#include <string>
#include <utility>
#include <vector>

struct Order {
	std::string customer;
	std::vector<int> lines;
	int total = 0;

	bool is_open() const;
};

struct Packet {
	unsigned char bytes[512];
};

/* An own copy constructor, and more than a handle. */
class Blob {
public:
	Blob(const Blob &other);
	~Blob();
	std::size_t size() const { return size_; }

private:
	char *data_;
	std::size_t size_, capacity_;
};

void print(const std::string &text);
void print_all(const std::vector<int> &numbers);

int sum(const std::vector<Order> &orders)
{
	int sum = 0;

	for (Order order : orders)      // expect: cpp-range-copy
		sum += order.total;
	for (auto order : orders) {     // expect: cpp-range-copy
		if (order.is_open())
			print(order.customer);
	}
	for (const auto order : orders) {       // expect: cpp-range-copy
		for (int line : order.lines)
			sum += line;
		print_all(order.lines);
	}
	return sum;
}

std::size_t elements(const std::map<std::string, std::string> &names, const std::list<Blob> &blobs,
		     const std::vector<Packet> &packets)
{
	std::size_t n = 0;

	for (auto entry : names)        // expect: cpp-range-copy
		n += entry.second.size() + (entry.first == "a");
	for (auto blob : blobs)         // expect: cpp-range-copy
		n += blob.size();
	for (auto packet : packets)     // expect: cpp-range-copy
		n += packet.bytes[0];
	return n;
}

int first_lines(const std::vector<Order> &orders)
{
	int n = 0;

	for (auto order : orders) {     // expect: cpp-range-copy
		std::vector<int> copy = order.lines;

		copy.push_back(0);
		n += order.lines[0] + order.lines.front() + copy.back();
		n += order.lines.begin() == order.lines.end();
	}
	return n;
}

class Shop {
public:
	std::string longest() const
	{
		std::size_t best = 0;
		std::string result;

		for (std::string name : names_) {       // expect: cpp-range-copy
			if (name.size() > best) {
				best = name.size();
				result = name;
			}
		}
		return result;
	}

private:
	std::vector<std::string> names_;
};
