// One stream, or one per file.
#include <fstream>
#include <string>
#include <vector>

void write_all(const std::vector<std::string> &lines)
{
	std::ofstream out("log.txt", std::ios::app);

	for (const std::string &line : lines)
		out << line;
}

int readable(const std::vector<std::string> &paths)
{
	int n = 0;

	for (const std::string &path : paths) {
		std::ifstream in(path);
		n += in.good();
	}
	return n;
}
