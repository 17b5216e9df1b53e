// strlen in C++ is strlen too; std::string::size is not.
#include <cstring>

int spaces(const char *s)
{
	int n = 0;

	for (std::size_t i = 0; i < std::strlen(s); ++i) // expect: quad-strlen-cond
		n += s[i] == ' ';
	return n;
}
