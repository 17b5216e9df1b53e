// Views, indices, and what begins anew on each turn.
#include <string>
#include <string_view>
#include <vector>

int spaces(std::string_view s)
{
	int n = 0;

	while (!s.empty()) {
		n += s[0] == ' ';
		s = s.substr(1);
	}
	return n;
}

int comments(const std::vector<std::string> &lines)
{
	int n = 0;

	for (std::string line : lines) {
		if (line[0] == '#')
			line = line.substr(1);
		n += line.size();
	}
	return n;
}

std::string once(std::string s)
{
	s = s.substr(1);
	for (char &c : s)
		c = ' ';
	return s;
}
