// One process per element.
#include <cstdlib>
#include <string>
#include <vector>

void compress(const std::vector<std::string> &paths)
{
	for (const auto &path : paths)
		std::system(("gzip " + path).c_str()); // expect: loop-process-spawn
}
