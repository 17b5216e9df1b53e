#include <cmath>
#include <vector>

double volume(const std::vector<double> &radii, int degree)
{
	double sum = 0;

	for (double r : radii)
		sum += 4.18879 * r * r * r + std::pow(r, degree) + std::pow(2, degree);
	return sum;
}
