#include <fstream>
#include <sstream>
#include <string>

int count(const std::string &path)
{
	std::ifstream in(path);
	std::string line;
	int found = 0;

	while (std::getline(in, line))
		found += line[0] == '#';
	return found;
}

std::string all(const std::string &path)
{
	std::ifstream in(path);
	std::stringstream text;

	text << in.rdbuf();
	return text.str();
}

int fields(const std::string &row)
{
	std::stringstream text(row);
	std::string field;
	int n = 0;

	while (std::getline(text, field, ','))
		n++;
	return n;
}
