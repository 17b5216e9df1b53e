#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

bool has(const std::set<std::string> &names, const std::string &name)
{
	return names.find(name) != names.end() && names.count(name);
}

bool in_list(const std::vector<int> &sorted, int number)
{
	return std::binary_search(sorted.begin(), sorted.end(), number) ||
	       std::find(sorted.begin(), sorted.end(), number) != sorted.end();
}

/* Asks for the value too. */
bool pairs(const std::map<int, int> &map)
{
	return std::find(map.begin(), map.end(), std::pair<const int, int>(1, 2)) != map.end();
}

bool where(const std::set<int> &set)
{
	return std::find_if(set.begin(), set.end(), [](int n) { return n % 7 == 0; }) != set.end();
}

/* In an order of its own. */
int other(const std::set<int> &set)
{
	return *std::lower_bound(set.rbegin(), set.rend(), 3, std::greater<int>());
}

int summed(const std::set<int> &set)
{
	return std::any_of(set.begin(), set.end(), [](int n) { return n > 3; });
}
