// Appended in place, made anew on each turn, or something else is joined.
#include <string>
#include <vector>

std::string join(const std::vector<std::string> &words)
{
	std::string s;

	for (const std::string &word : words) {
		s += word;
		s += ',';
	}
	return s;
}

int longest(const std::vector<std::string> &words, const std::string &prefix)
{
	size_t n = 0;

	for (const std::string &word : words) {
		std::string s = prefix;
		s = s + word;
		n = s.size() > n ? s.size() : n;
	}
	return (int)n;
}

std::string name(const std::string &a, const std::string &b)
{
	std::string s = a;

	s = s + b;
	return s;
}

std::vector<std::string> prefixed(const std::vector<std::string> &words)
{
	std::vector<std::string> out;

	for (const std::string &word : words)
		out.push_back("x" + word);
	return out;
}
