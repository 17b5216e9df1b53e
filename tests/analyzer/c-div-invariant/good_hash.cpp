#include <cstddef>
#include <vector>

void count(std::vector<int> &buckets, const std::vector<std::size_t> &keys, std::size_t size)
{
	const std::size_t mask = size - 1;

	for (std::size_t i = 0; i < keys.size(); i++)
		buckets[keys[i] & mask]++;
}
