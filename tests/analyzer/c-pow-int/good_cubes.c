#include <math.h>

double cubes(const double *x, int n, double exponent)
{
	double sum = pow(x[0], 3);

	for (int i = 0; i < n; i++) {
		sum += x[i] * x[i] * x[i];
		sum += pow(x[i], 2);            /* the compiler multiplies */
		sum += pow(x[i], exponent);
		sum += pow(x[i], 3.5);
		sum += pow(x[i], 40);
		sum += pow(10, 3);
	}
	return sum;
}
