// Sorted once, or rows of a table.
#include <algorithm>
#include <vector>

std::vector<int> ranking(std::vector<int> points)
{
	std::sort(points.begin(), points.end());
	return points;
}

void rows(std::vector<std::vector<int>> &table)
{
	for (auto &row : table) {
		row.push_back(0);
		std::sort(row.begin(), row.end());
	}
}
