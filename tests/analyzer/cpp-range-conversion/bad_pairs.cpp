#include <map>
#include <string>
#include <unordered_map>
#include <utility>

int sum(const std::map<std::string, int> &ages, const std::unordered_map<std::string, int> &sizes)
{
	int sum = 0;

	for (const std::pair<std::string, int> &entry : ages)           // expect: cpp-range-conversion
		sum += entry.second;
	for (const std::pair<std::string, int> &entry : sizes)          // expect: cpp-range-conversion
		sum += entry.second;
	return sum;
}
