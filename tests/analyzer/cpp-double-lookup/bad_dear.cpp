// Beside the opening of a file a lookup is nothing: a note.
#include <fstream>
#include <map>
#include <string>
#include <vector>

int read_all(const std::vector<std::string> &names, std::map<std::string, int> &sizes)
{
	int n = 0;

	for (const std::string &name : names) {
		std::ifstream in(name);

		if (sizes.count(name))                          // note: cpp-double-lookup
			n += sizes[name];
		n += in.get();
	}
	return n;
}

int sum(const std::vector<std::string> &names, std::map<std::string, int> &sizes)
{
	int n = 0;

	for (const std::string &name : names) {
		if (sizes.count(name))                          // expect: cpp-double-lookup
			n += sizes[name];
	}
	if (!n)
		n = std::ifstream("sizes").get();
	return n;
}
