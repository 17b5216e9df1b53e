#include <map>
#include <string>
#include <utility>
#include <vector>

int sum(const std::map<std::string, int> &ages, const std::vector<std::pair<std::string, int>> &list,
	const std::vector<const char *> &texts)
{
	int sum = 0;

	for (const std::pair<const std::string, int> &entry : ages)
		sum += entry.second;
	for (const auto &entry : ages)
		sum += entry.second;
	for (const std::pair<std::string, int> &entry : list)
		sum += entry.second;
	/* Here a string has to be made. */
	for (const std::string &text : texts)
		sum += text.size() > 3;
	return sum;
}
