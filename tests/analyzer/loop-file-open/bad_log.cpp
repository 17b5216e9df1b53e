// A stream made on every turn.
#include <fstream>
#include <string>
#include <vector>

void write_all(const std::vector<std::string> &lines)
{
	for (const std::string &line : lines) {
		std::ofstream out("log.txt", std::ios::app); // expect: loop-file-open
		out << line;
	}
}
