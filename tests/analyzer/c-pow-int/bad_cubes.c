#include <math.h>

double cubes(const double *x, int n)
{
	double sum = 0;

	for (int i = 0; i < n; i++)
		sum += pow(x[i], 3);                    /* expect: c-pow-int */
	return sum;
}

double fourth(const double *x, int n)
{
	double sum = 0;

	for (int i = 0; i < n; i++)
		sum += pow(x[i] - 1, 4.0);              /* expect: c-pow-int */
	return sum;
}
