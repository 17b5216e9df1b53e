// The same in C++.
#include <cstdio>
#include <cstring>
#include <string>
#include <vector>

void join(char *out, const std::vector<std::string> &words)
{
	for (const std::string &word : words)
		std::strcat(out, word.c_str()); // expect: quad-strcat
}
