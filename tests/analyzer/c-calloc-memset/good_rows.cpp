#include <cstdlib>
#include <cstring>

int *counters(std::size_t n)
{
	int *all = static_cast<int *>(calloc(n, sizeof(int)));

	if (all && n > 2)
		memset(all, 1, 2 * sizeof(int));
	return all;
}
