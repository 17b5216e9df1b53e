#define N 1024

static double a[N][N], b[N][N], c[N][N];

void product(void)
{
	for (int i = 0; i < N; i++)
		for (int k = 0; k < N; k++)
			for (int j = 0; j < N; j++)
				c[i][j] += a[i][k] * b[k][j];
}

/* The right one is given transposed. */
void transposed(void)
{
	for (int i = 0; i < N; i++)
		for (int j = 0; j < N; j++)
			for (int k = 0; k < N; k++)
				c[i][j] += a[i][k] * b[j][k];
}

/* 4 by 4. */
void small(const float x[4][4], const float y[4][4], float z[4][4])
{
	for (int i = 0; i < 4; i++)
		for (int j = 0; j < 4; j++)
			for (int k = 0; k < 4; k++)
				z[i][j] += x[i][k] * y[k][j];
}

void turn(int n, double **from, double **to)
{
	for (int i = 0; i < n; i++)
		for (int j = 0; j < n; j++)
			to[j][i] = from[i][j];
}

/* Turned in place, for each of the pictures. */
void turn_all(float *data, int w, int n)
{
	for (int c = 0; c < n; c++)
		for (int y = 0; y < w - 1; y++)
			for (int x = y + 1; x < w; x++) {
				float swap = data[x + w * (y + w * c)];

				data[x + w * (y + w * c)] = data[y + w * (x + w * c)];
				data[y + w * (x + w * c)] = swap;
			}
}

/* What goes along is no matrix. */
int decode(unsigned char ***classes, const int *skip, int set, int words, int n)
{
	int sum = 0;

	for (int pass = 0; pass < n; pass++)
		for (int i = 0; i < words; i++)
			for (int j = 0; j < n; j++)
				if (!skip[j])
					sum += classes[j][set][i];
	return sum;
}
