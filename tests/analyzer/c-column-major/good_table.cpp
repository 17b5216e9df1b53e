#include <cstddef>
#include <string>
#include <vector>

double sum(const std::vector<std::vector<double>> &rows, std::size_t columns)
{
	double sum = 0;

	for (std::size_t r = 0; r < rows.size(); r++)
		for (std::size_t c = 0; c < columns; c++)
			sum += rows[r][c];
	return sum;
}

/* The inner loop does not go over the same table. */
int pairs(const std::vector<std::string> &names, const std::vector<int> &sizes)
{
	int n = 0;

	for (std::size_t i = 0; i < names.size(); i++)
		for (std::size_t k = 0; k < sizes.size(); k++)
			n += names[i].size() > static_cast<std::size_t>(sizes[k]);
	return n;
}
