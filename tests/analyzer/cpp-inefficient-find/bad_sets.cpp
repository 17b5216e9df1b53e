#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <unordered_set>
#include <vector>

bool has(const std::set<std::string> &names, const std::string &name)
{
	return std::find(names.begin(), names.end(), name) != names.end();      // expect: cpp-inefficient-find
}

int in_common(const std::unordered_set<int> &set, const std::vector<int> &numbers)
{
	int n = 0;

	for (int number : numbers)
		n += std::count(set.cbegin(), set.cend(), number) > 0;          // expect: cpp-inefficient-find
	return n;
}

int above(std::set<int> numbers, int limit)
{
	auto it = std::lower_bound(numbers.begin(), numbers.end(), limit);      // expect: cpp-inefficient-find

	return it == numbers.end() ? 0 : *it;
}

class Index {
public:
	bool has(int key) const
	{
		return std::binary_search(keys_.begin(), keys_.end(), key);     // expect: cpp-inefficient-find
	}

private:
	std::multiset<int> keys_;
};
