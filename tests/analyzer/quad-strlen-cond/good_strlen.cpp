// size() is kept by the string.
#include <string>

int spaces(const std::string &s)
{
	int n = 0;

	for (std::size_t i = 0; i < s.size(); ++i)
		n += s[i] == ' ';
	return n;
}
