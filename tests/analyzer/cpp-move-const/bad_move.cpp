#include <string>
#include <utility>
#include <vector>

class User {
public:
	void set(const std::string &name) { name_ = std::move(name); }          // expect: cpp-move-const
	explicit User(const std::string &name) : name_(std::move(name)) {}      // expect: cpp-move-const

private:
	std::string name_;
};

std::vector<std::string> collect(const std::vector<std::string> &names)
{
	std::vector<std::string> out;
	const std::string first = names[0] + "!";

	for (const std::string &name : names)
		out.push_back(std::move(name));         // expect: cpp-move-const
	out.push_back(std::move(first));                // expect: cpp-move-const
	return out;
}

std::vector<int> taken(const std::vector<int> numbers)
{
	auto out = std::move(numbers);                  // expect: cpp-move-const

	out.push_back(1);
	return out;
}
