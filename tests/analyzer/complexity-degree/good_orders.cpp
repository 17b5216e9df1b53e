#include <vector>

// All elements once: linear in what there is.
int total(const std::vector<std::vector<int>> &rows)
{
	int sum = 0;
	for (const auto &row : rows)
		for (int cell : row)
			sum += cell;
	return sum;
}
