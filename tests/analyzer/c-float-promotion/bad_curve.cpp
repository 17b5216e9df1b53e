#include <cmath>
#include <vector>

void curve(std::vector<float> &values)
{
	for (float &value : values)
		value = ::exp(value);                   // expect: c-float-promotion
}
