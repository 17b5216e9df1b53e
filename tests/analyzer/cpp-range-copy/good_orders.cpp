#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

struct Order {
	std::string customer;
	std::vector<int> lines;
	int total = 0;

	void close();
};

struct Point {
	int x = 0, y = 0;
};

/* A handle: its copy constructor passes a pointer on. */
class Handle {
public:
	Handle(const Handle &other);
	~Handle();
	int id() const;

private:
	void *object_;
};

void keep(std::string &text);
void take(std::string text);
void print(const std::string &text);

int by_reference(const std::vector<Order> &orders, const std::map<std::string, std::string> &names)
{
	int sum = 0;

	for (const Order &order : orders)
		sum += order.total;
	for (auto &order : orders)
		sum += order.total;
	for (auto &&order : orders)
		sum += order.total;
	for (const auto &[key, value] : names)
		sum += key == value;
	return sum;
}

/* The copy is changed, moved from, kept or given away. */
std::vector<std::string> changed(const std::vector<Order> &orders, const std::vector<std::string> &names,
				 std::vector<std::string *> &kept, std::vector<std::function<void()>> &later)
{
	std::vector<std::string> out;

	for (Order order : orders) {
		order.close();
		out.push_back(order.customer);
	}
	for (auto order : orders) {
		order.total++;
		out.push_back(order.customer + std::to_string(order.total));
	}
	for (auto order : orders) {
		std::sort(order.lines.begin(), order.lines.end());
		out.push_back(order.customer + std::to_string(order.lines[0]));
	}
	for (auto order : orders) {
		order.lines[0] = 1;
		out.push_back(order.customer);
	}
	for (auto order : orders) {
		for (auto &line : order.lines)
			line++;
		out.push_back(std::to_string(order.lines[0]));
	}
	for (auto name : names) {
		name += "!";
		print(name);
	}
	for (auto name : names)
		out.push_back(std::move(name));
	for (auto name : names)
		keep(name);
	for (auto name : names)
		kept.push_back(new std::string(name)), kept.push_back(&name);
	for (auto name : names)
		later.push_back([&name] { print(name); });
	for (auto name : names) {
		name[0] = 'x';
		print(name);
	}
	for (auto name : names) {
		std::string &alias = name;

		alias.clear();
		print(name);
	}
	return out;
}

/* Cheap to copy. */
int cheap(const std::vector<Point> &points, const std::vector<int> &numbers, const std::vector<Handle> &handles,
	  const std::vector<std::string_view> &views, const std::map<int, int> &map)
{
	int sum = 0;

	for (auto point : points)
		sum += point.x;
	for (auto number : numbers)
		sum += number;
	for (auto handle : handles)
		sum += handle.id();
	for (auto view : views)
		sum += view.size() > 3;
	for (auto entry : map)
		sum += entry.second;
	return sum;
}

std::vector<std::string> made();
std::vector<bool> flags();

/* Few elements; elements that are made on the way; a container that the body changes. */
int others(std::vector<std::string> names)
{
	int n = 0;

	for (std::string name : { std::string("a"), std::string("b") })
		n += name.size() > 0;
	for (auto flag : flags())
		n += flag;
	for (std::string name : names) {
		names[n % 2] = "x";
		n += name.size() > 1;
	}
	return n;
}

class Button {
public:
	void click()
	{
		/* A callback may take itself out of the list. */
		for (auto callback : callbacks_)
			callback();
	}

private:
	std::vector<std::function<void()>> callbacks_;
};

template <class Container> int count(const Container &container)
{
	int n = 0;

	for (auto element : container)
		n += element.size() > 0;
	return n;
}

int counted(const std::vector<std::string> &names)
{
	return count(names);
}
