// One process for all.
#include <cstdlib>
#include <string>
#include <vector>

void compress(const std::vector<std::string> &paths)
{
	std::string command = "gzip";

	for (const auto &path : paths)
		command += " " + path;
	std::system(command.c_str());
}
