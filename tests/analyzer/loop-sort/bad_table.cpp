// A vector that is sorted after each push_back.
#include <algorithm>
#include <vector>

std::vector<int> ranking(const std::vector<int> &points)
{
	std::vector<int> table;

	for (int p : points) {
		table.push_back(p);
		std::sort(table.begin(), table.end()); // expect: loop-sort
	}
	return table;
}
