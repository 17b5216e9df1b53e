// Streams, and one text per turn.
#include <cstdio>
#include <sstream>
#include <string>
#include <vector>

long sum(const std::string &text)
{
	std::istringstream in(text);
	long total = 0;

	for (int n; in >> n;)
		total += n;
	return total;
}

long first(const std::vector<std::string> &lines)
{
	long total = 0;

	for (const std::string &line : lines) {
		int n;

		if (std::sscanf(line.c_str(), "%d", &n) == 1)
			total += n;
	}
	return total;
}
