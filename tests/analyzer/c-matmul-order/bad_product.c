#define N 1024

static double a[N][N], b[N][N], c[N][N];

void product(void)
{
	for (int i = 0; i < N; i++)
		for (int j = 0; j < N; j++)
			for (int k = 0; k < N; k++)
				c[i][j] += a[i][k] * b[k][j];           /* expect: c-matmul-order */
}

void flat(int n, const float *x, const float *y, float *z)
{
	for (int i = 0; i < n; i++) {
		for (int j = 0; j < n; j++) {
			float sum = 0;

			for (int k = 0; k < n; k++)
				sum += x[i * n + k] * y[k * n + j];     /* expect: c-matmul-order */
			z[i * n + j] = sum;
		}
	}
}
