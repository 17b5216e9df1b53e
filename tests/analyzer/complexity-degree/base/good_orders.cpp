#include <vector>

int total(const std::vector<std::vector<int>> &rows)
{
	int sum = 0;
	for (const auto &row : rows)
		sum += row.empty();
	return sum;
}
