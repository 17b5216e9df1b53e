// Appended to a string, which knows its length.
#include <cstring>
#include <string>
#include <vector>

std::string join(const std::vector<std::string> &words)
{
	std::string out;

	for (const std::string &word : words)
		out += word;
	return out;
}

void copies(char *out, const std::vector<std::string> &words)
{
	for (const std::string &word : words) {
		std::strcpy(out, "- ");
		std::strcat(out, word.c_str());
	}
}
