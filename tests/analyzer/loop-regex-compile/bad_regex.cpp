// std::regex made on every turn: slower than any match.
#include <regex>
#include <string>
#include <vector>

int count(const std::vector<std::string> &lines)
{
	int found = 0;

	for (const std::string &line : lines) {
		std::regex number("[0-9]+"); // expect: loop-regex-compile
		found += std::regex_search(line, number);
	}
	return found;
}

int temporary(const std::vector<std::string> &lines)
{
	int found = 0;

	for (const std::string &line : lines)
		found += std::regex_match(line, std::regex("^a.*b$")); // expect: loop-regex-compile
	return found;
}
