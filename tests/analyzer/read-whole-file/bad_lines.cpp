#include <fstream>
#include <sstream>
#include <string>

int count(const std::string &path)
{
	std::ifstream in(path);
	std::stringstream text;
	std::string line;
	int found = 0;

	text << in.rdbuf();	// expect: read-whole-file
	while (std::getline(text, line))
		found += line[0] == '#';
	return found;
}
