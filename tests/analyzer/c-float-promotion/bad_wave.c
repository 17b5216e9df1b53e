#include <math.h>

void wave(float *out, int n, float step)
{
	for (int i = 0; i < n; i++)
		out[i] = sin(step * (float)i);          /* expect: c-float-promotion */
}

void soften(float *x, int n)
{
	for (int i = 0; i < n; i++)
		x[i] = pow(x[i], 0.25);                 /* expect: c-float-promotion */
}
