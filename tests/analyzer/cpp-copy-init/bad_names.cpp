#include <map>
#include <string>
#include <vector>

class User {
public:
	const std::string &name() const { return name_; }
	const std::vector<int> &orders() const { return orders_; }

	bool is_long() const
	{
		const std::string name = name_;         // expect: cpp-copy-init

		return name.size() > 20;
	}

private:
	std::string name_;
	std::vector<int> orders_;
};

void print(const std::string &text);

int sum(const std::vector<User> &users)
{
	int sum = 0;

	for (const User &user : users) {
		std::vector<int> orders = user.orders();        // expect: cpp-copy-init
		const auto name = user.name();                  // expect: cpp-copy-init

		for (int order : orders)
			sum += order;
		print(name);
	}
	return sum;
}

std::size_t lookup(const std::map<int, std::string> &names)
{
	const std::string name = names.at(3);   // expect: cpp-copy-init

	return name.size() + name.find('x');
}

std::size_t copied(std::vector<std::string> names)
{
	const auto first = names[0];            // expect: cpp-copy-init
	auto all = names;                       // expect: cpp-copy-init
	std::size_t n = first.size();

	for (const auto &name : all)
		n += name.size();
	return n;
}

static const std::string greeting = "a long greeting that does not fit into the object itself";

void greet()
{
	const auto text = greeting;             // expect: cpp-copy-init

	print(text);
}
