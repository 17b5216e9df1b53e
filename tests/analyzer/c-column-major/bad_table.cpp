#include <cstddef>
#include <vector>

double sum(const std::vector<std::vector<double>> &rows, std::size_t columns)
{
	double sum = 0;

	for (std::size_t c = 0; c < columns; c++) {
		for (std::size_t r = 0; r < rows.size(); r++)
			sum += rows[r][c];              // expect: c-column-major
	}
	return sum;
}

void fill(std::vector<float> &data, int width, int height)
{
	for (int x = 0; x < width; ++x)
		for (int y = 0; y < height; ++y)
			data[y * width + x] = 1;        // expect: c-column-major
}
