// A few tabs are not many lines.
#include <regex>
#include <string>
#include <vector>

int marked(const std::vector<std::string> &tabs)
{
	int n = 0;

	for (const std::string &tab : tabs)
		n += std::regex_search(tab, std::regex("\\*$"));        // note: loop-regex-compile
	return n;
}
