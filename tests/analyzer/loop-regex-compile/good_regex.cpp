// A constant, made once.
#include <regex>
#include <string>
#include <vector>

int count(const std::vector<std::string> &lines)
{
	static const std::regex number("[0-9]+");
	int found = 0;

	for (const std::string &line : lines)
		found += std::regex_search(line, number);
	return found;
}

int each(const std::vector<std::string> &patterns, const std::string &text)
{
	int found = 0;

	for (const std::string &pattern : patterns)
		found += std::regex_search(text, std::regex(pattern));
	return found;
}

int inside(const std::vector<std::string> &lines)
{
	int found = 0;

	for (const std::string &line : lines) {
		static const std::regex number("[0-9]+");
		found += std::regex_search(line, number);
	}
	return found;
}
