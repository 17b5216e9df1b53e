#include <cstddef>
#include <vector>

using Matrix = std::vector<std::vector<double>>;

void multiply(const Matrix &a, const Matrix &b, Matrix &c, std::size_t n)
{
	for (std::size_t i = 0; i < n; ++i)
		for (std::size_t k = 0; k < n; ++k)
			for (std::size_t j = 0; j < n; ++j)
				c[i][j] += a[i][k] * b[k][j];
}
