#include <cmath>
#include <vector>

double volume(const std::vector<double> &radii)
{
	double sum = 0;

	for (double r : radii)
		sum += 4.18879 * std::pow(r, 3);        // expect: c-pow-int
	return sum;
}
