#include <string>
#include <vector>

int options(const std::vector<std::string> &args, const std::string &prefix)
{
	int n = 0;

	for (const std::string &arg : args) {
		if (arg.find("--") == 0)                // expect: cpp-find-prefix
			n++;
		else if (arg.find(prefix) == 0)         // expect: cpp-find-prefix
			n += 2;
	}
	return n;
}
