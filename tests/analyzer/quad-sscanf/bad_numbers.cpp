// The same with std::sscanf.
#include <cstdio>

long sum(const char *text)
{
	long total = 0;
	int n, used;

	while (std::sscanf(text, "%d%n", &n, &used) == 1) { // expect: quad-sscanf
		total += n;
		text += used;
	}
	return total;
}
