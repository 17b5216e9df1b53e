#include <cmath>
#include <vector>

void curve(std::vector<float> &values)
{
	for (float &value : values)
		value = std::exp(value) + expf(value);
}
