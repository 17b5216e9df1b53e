#include <algorithm>
#include <map>
#include <string>
#include <vector>

struct Settings {
	std::map<std::string, std::string> values;
};

bool contains(std::vector<int> numbers, int wanted)     // expect: cpp-value-param
{
	return std::find(numbers.begin(), numbers.end(), wanted) != numbers.end();
}

std::size_t width(const std::string text, const Settings &settings)     // expect: cpp-value-param
{
	return text.size() + settings.values.size();
}

static int total(Settings settings, std::string key)    // expect: cpp-value-param
{
	int sum = 0;

	for (const auto &entry : settings.values)
		sum += entry.first.size() > 2;
	return sum;
}

int both(const Settings &settings, const std::string &key)
{
	return total(settings, key);
}

class User {
public:
	explicit User(std::string name) : name_(name) {}        // expect: cpp-value-param

	bool is(std::string name) const { return name == name_; }       // expect: cpp-value-param

private:
	std::string name_;
};

bool test(const User &user, const std::string &name, const std::vector<int> &numbers)
{
	return user.is(name) && contains(numbers, 1) && contains(std::vector<int>(3), 1);
}

namespace {

int longest(std::vector<std::string> names)     // expect: cpp-value-param
{
	int best = 0;

	for (const std::string &name : names)
		best = std::max(best, static_cast<int>(name.size()));
	return best;
}

}

int longest_of(const std::vector<std::string> &names)
{
	return longest(names);
}
