#include <fstream>
#include <iostream>
#include <string>
#include <vector>

void save(const std::vector<std::string> &names, const char *path)
{
	std::ofstream out(path);

	for (const std::string &name : names)
		out << name << std::endl;               // expect: cpp-endl
}

void table(std::ostream &out, const std::vector<std::vector<int>> &rows)
{
	for (const auto &row : rows) {
		for (int cell : row)
			out << cell << ' ';
		out << std::endl;                       // expect: cpp-endl
		out << "--" << std::endl;
	}
}

void numbers(int n)
{
	for (int i = 0; i < n; i++)
		std::cout << i << std::endl;            // expect: cpp-endl
}
