#include <cstdlib>
#include <cstring>

int *counters(std::size_t n)
{
	int *all = static_cast<int *>(malloc(n * sizeof(int)));

	memset(all, 0, n * sizeof(int));                // expect: c-calloc-memset
	return all;
}
