#include <map>
#include <string>
#include <vector>

std::vector<int> squares(int n)
{
	std::vector<int> out;

	for (int i = 0; i < n; i++)
		out.push_back(i * i);                   // expect: cpp-no-reserve
	return out;
}

std::vector<std::string> names(const std::map<std::string, int> &ages)
{
	std::vector<std::string> out;

	for (const auto &entry : ages)
		out.emplace_back(entry.first);          // expect: cpp-no-reserve
	return out;
}
