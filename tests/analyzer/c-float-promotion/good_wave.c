#include <math.h>

float once(float x)
{
	return (float)sin(x);
}

void wave(float *out, const double *in, int n, float step)
{
	for (int i = 0; i < n; i++) {
		out[i] = sinf(step * (float)i);
		out[i] += (float)sin(in[i]);
		out[i] += (float)atan2(in[i], step);
		out[i] += (float)exp(2);
		out[i] += (float)i;
	}
}

/* The compiler multiplies. */
float squares(const float *x, int n)
{
	float sum = 0;

	for (int i = 0; i < n; i++)
		sum += (float)pow(x[i], 2);
	return sum;
}
