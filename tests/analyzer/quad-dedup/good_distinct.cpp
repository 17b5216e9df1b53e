// Sets and trees.
#include <set>
#include <string>
#include <unordered_set>
#include <vector>

std::vector<std::string> distinct(const std::vector<std::string> &words)
{
	std::unordered_set<std::string> seen;
	std::vector<std::string> out;

	for (const auto &word : words) {
		if (seen.insert(word).second)
			out.push_back(word);
	}
	return out;
}

std::set<int> tree(const std::vector<int> &items)
{
	std::set<int> seen;

	for (int item : items) {
		if (seen.find(item) == seen.end())
			seen.insert(item);
	}
	return seen;
}
