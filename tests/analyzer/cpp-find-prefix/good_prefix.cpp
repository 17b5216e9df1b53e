#include <string>
#include <vector>

int options(const std::vector<std::string> &args, const std::string &prefix)
{
	int n = 0;

	for (const std::string &arg : args) {
		n += arg.compare(0, 2, "--") == 0;
		n += arg.rfind(prefix, 0) == 0;
		n += arg.find("--", 1) == 1;
		n += arg.find('x') == std::string::npos;
		n += arg.find("=") == 2;
		n += arg[0] == 'a' && arg.size() == 0;
	}
	return n;
}
